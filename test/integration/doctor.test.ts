import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Requirement } from '../../src/csat/requirement.ts';
import { thumbline } from '../support/command-line.ts';
import { useDatabase } from '../support/database.ts';
import { giveSubscription } from '../support/feedback.ts';
import { TOKENS, useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();

const doctor = async (environment: Record<string, string> = {}) => {
  const { code, stdout, stderr } = await thumbline(['doctor', '--json'], {
    ...{ DATABASE_URL: database.url, SLACK_API_URL: standIn().apiUrl },
    ...{ SLACK_BOT_TOKEN: TOKENS.botToken, SLACK_APP_TOKEN: TOKENS.appToken, ...environment },
  });
  const { requirements } = JSON.parse(stdout) as { requirements: Requirement[] };
  const of = (what: string) => requirements.find((one) => one.what === what);
  return { code, stderr, of, states: new Set(requirements.map(({ state }) => state)) };
};

test('where nothing is missing it ends with 0', async () => {
  await giveSubscription(database.db, { channelId: 'C0SUPPORT' });
  const { code, of, states } = await doctor();
  expect([...states]).toEqual(['met']);
  expect(code).toBe(0);
  expect(of('Channel C0SUPPORT')?.found).toBe('Thumbline is in it');
  expect(of('Way to hear from Slack')?.found).toBe('Socket Mode');
});

test('a channel without Thumbline, an archived one, an unknown zone and a broken index are each named with the fix, and it ends with 1', async () => {
  await giveSubscription(database.db, { channelId: 'C0RANDOM' });
  await giveSubscription(database.db, { channelId: 'C0OLD' });
  await database.db.execute(sql`update thumbline.subscriptions set zone = 'Mars/Base' where channel_id = 'C0OLD'`);
  await database.db.execute(
    sql`update pg_index set indisvalid = false where indexrelid = 'thumbline.audit_by_time'::regclass`,
  );
  const { code, stderr, of } = await doctor();
  await database.db.execute(
    sql`update pg_index set indisvalid = true where indexrelid = 'thumbline.audit_by_time'::regclass`,
  );
  expect(of('Channel C0RANDOM')).toMatchObject({ state: 'missing', fix: expect.stringContaining('/invite') });
  expect(of('Channel C0OLD')).toMatchObject({ state: 'missing', found: 'archived' });
  expect(of('Indexes')).toMatchObject({ state: 'missing', fix: 'Run for each: reindex index thumbline.audit_by_time' });
  expect(of('Time zones of the subscriptions')).toMatchObject({
    ...{ state: 'missing', found: 'not known here: Mars/Base of C0OLD' },
    fix: expect.stringContaining('subscribe --channel C0OLD --zone'),
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^thumbline: 4 of \d+ requirements are missing\.\n$/);
});

test('a scope that is declined limits, one that is required is missing', async () => {
  const { scopes } = standIn().workspace;
  const before = await doctor();
  expect(before.of('Cards of conversation links')).toMatchObject({ state: 'met' });
  const declined = ['users:read', 'channels:read', 'groups:read', 'commands', 'links:write'];
  for (const scope of declined) scopes.delete(scope);
  const { of } = await doctor();
  for (const scope of declined) scopes.add(scope);
  expect(of('Cards of conversation links')).toMatchObject({ state: 'off', fix: null });
  expect(of('Optional scope users:read')).toMatchObject({ state: 'limited', found: expect.stringContaining('guests') });
  expect(of('Required scopes')).toMatchObject({ state: 'missing', found: 'not granted: commands' });
  expect(of('Channel C0SUPPORT')).toMatchObject({ state: 'unknown' });
});

test('nothing set, wrong tokens and a database that is down are said, not thrown, and no secret is repeated', async () => {
  const nothing = await thumbline(['doctor']);
  expect(nothing.code).toBe(1);
  expect(nothing.stdout).toMatch(/MISSING +Database +DATABASE_URL is not set/);
  expect(nothing.stdout).toMatch(/MISSING +Bot token +SLACK_BOT_TOKEN is not set/);
  const wrong = await thumbline(['doctor'], {
    ...{ DATABASE_URL: 'postgres://shop:hunter2@127.0.0.1:1/thumbline', SLACK_API_URL: standIn().apiUrl },
    ...{ SLACK_BOT_TOKEN: 'xoxb-wrong', SLACK_APP_TOKEN: 'xapp-wrong' },
  });
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toMatch(/MISSING +Database +no answer/);
  expect(wrong.stdout).toMatch(/MISSING +Bot token +invalid_auth/);
  expect(wrong.stdout).toContain('Socket Mode: invalid_auth');
  expect(wrong.stdout + wrong.stderr).not.toMatch(/hunter2|xoxb-wrong|xapp-wrong/);
});
