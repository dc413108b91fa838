import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { TOKENS, useStandIn } from '../support/stand-in.ts';

const channelId = 'C0SUPPORT';
const database = useDatabase();
const standIn = useStandIn();
const apps: App[] = [];

const start = (roles: string, more: Record<string, string> = {}): Promise<App> =>
  startApp(
    readConfig({
      DATABASE_URL: database.url,
      SLACK_BOT_TOKEN: TOKENS.botToken,
      SLACK_API_URL: standIn().apiUrl,
      PORT: '0',
      ROLES: roles,
      ...more,
    }),
    { clock: systemClock, log: pino({ level: 'silent' }) },
  );

/** Three that share nothing but the database, each with one part of the work: only the first hears from Slack and has a way to. */
beforeAll(async () => {
  await giveSubscription(database.db, { channelId });
  // Due since an hour ago.
  await database.db.execute(sql`
    update thumbline.subscriptions set began_at = now() - interval '30 days', digest_since = now() - interval '30 days',
      digest_on_since = now() - interval '30 days', digest_weekday = extract(isodow from now() at time zone 'UTC' - interval '1 hour'),
      digest_time = (now() at time zone 'UTC' - interval '1 hour')::time`);
  for (const [roles, more] of [['slack', { SLACK_APP_TOKEN: TOKENS.appToken }], ['deliver'], ['schedule']] as const) {
    apps.push(await start(roles, more));
  }
});
afterAll(() => Promise.all(apps.map((app) => app.stop())));

const messages = () => standIn().workspace.messages.get(channelId) ?? [];
const kinds = async () => {
  const rows = await database.db.execute(sql`
    select distinct kind from thumbline.deliveries where state = 'sent' order by kind`);
  return rows.map(({ kind }) => kind);
};

test('with each part run apart an alert and a digest go through, and a click is answered', {
  timeout: 120_000,
}, async () => {
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', reason: 'Rude' });
  await eventually(kinds, ['alert', 'digest'], 90_000);
  expect(messages()).toHaveLength(2);
  const card = messages().find(({ blocks }) => JSON.stringify(blocks).includes(ACTION.acknowledge));
  await standIn()
    .as('U0ANA')
    .click({ channelId, ts: String(card?.ts) }, { actionId: ACTION.acknowledge });
  const shown = () => messages().find(({ ts }) => ts === card?.ts);
  await eventually(() => JSON.stringify(shown()?.blocks).includes('"user_id":"U0ANA"'), true, 30_000);
});

test('whoever hears from Slack says what it lacks for it', async () => {
  await expect(start('slack,deliver')).rejects.toThrow(
    'Not set: SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).',
  );
});
