import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { listChannelStatuses } from '../../src/db/channel-status.ts';
import { blockChannel } from '../../src/db/channels.ts';
import { claimUnknown } from '../../src/db/deliveries-claim.ts';
import { recordAbsent, recordFound } from '../../src/db/deliveries-unknown.ts';
import { auditDeliveries } from '../../src/db/delivery-audit.ts';
import { HELD, listHeldMessages, recordHeldMessageDecision } from '../../src/db/held-messages.ts';
import { recordOwedAlerts } from '../../src/db/owed-alerts.ts';
import { recordSubscription } from '../../src/db/subscriptions.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { thumbline } from '../support/command-line.ts';
import { empty, useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation } from '../support/feedback.ts';
import { elementsOf, wordsOf } from '../support/fits-slack.ts';
import { eyesOf, useRoom } from '../support/room.ts';
import { useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
useRoom(database, standIn);
const PLACE = { workspaceId: 'T0001', channelId: 'C0SUPPORT' };
const RETRY = { soonMs: 60_000, soonForMs: 3_600_000, laterMs: 7_200_000 };

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, thumbline.audit restart identity');
  await database.db.execute(sql`delete from feedback.conversations`);
});

const subscribe = (channelId: string) =>
  recordSubscription(database.db, {
    ...{
      channelId,
      assistants: [],
      locales: [],
      topics: [],
      digest: { weekday: 1, time: '09:00' },
      zone: 'Asia/Tokyo',
    },
    ...{ language: 'en', alerts: 'downvotes', escalateAfterMinutes: null, escalateTo: null, acknowledgeGroup: null },
    createdBy: 'U0ANA',
  });

/** A delivery in a state, as old as it says. */
const owe = (subscriptionId: number, given: { key: string; kind?: string; state: string; minutes: number }) =>
  database.db.execute(sql`
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id, state, attempts, have_version, created_at, last_try_at, visible_at, last_error)
    select ${given.key}, ${given.kind ?? 'alert'}, channel_id, id, ${given.state}, 1, case when ${given.state} = 'sent' then 1 else 0 end,
      now() - ${given.minutes}::int * interval '1 minute', now() - ${given.minutes}::int * interval '1 minute',
      case when ${given.state} = 'sent' then now() - ${given.minutes}::int * interval '1 minute' end,
      case when ${given.state} = 'failed' then 'invalid_blocks' end
    from thumbline.subscriptions where id = ${subscriptionId}`);

async function troubled() {
  const { id } = await subscribe('C0SUPPORT');
  await owe(id, { key: 'a', state: 'sent', minutes: 30 });
  await owe(id, { key: 'b', kind: 'rollup', state: 'sent', minutes: 20 });
  await owe(id, { key: 'c', state: 'pending', minutes: 15 });
  await owe(id, { key: 'd', state: 'unknown', minutes: 5 });
  await owe(id, { key: 'e', state: 'failed', minutes: 60 });
  return id;
}

test('the status of a channel tells what came last, what waits since when, and what is next', async () => {
  await troubled();
  const { at, channels } = await listChannelStatuses(database.db, 'C0SUPPORT');
  const minutesAgo = (date: Date | null | undefined) => date && Math.round((at.getTime() - date.getTime()) / 60_000);
  const [status] = channels;
  expect(channels).toHaveLength(1);
  expect(minutesAgo(status?.lastShown.alert)).toBe(20);
  expect(status?.lastShown.digest).toBeNull();
  expect([status?.waiting.count, minutesAgo(status?.waiting.since)]).toEqual([1, 15]);
  expect([status?.unknown.count, minutesAgo(status?.unknown.since)]).toEqual([1, 5]);
  expect(status?.failed).toEqual({ count: 1, lastError: 'invalid_blocks' });
  expect(status?.nextDigestAt?.toISOString()).toMatch(/T00:00:00.000Z$/);
  expect(status?.blocked).toBeNull();
});

test('a channel without a subscription has a status only while something is left of it', async () => {
  const id = await troubled();
  await database.db.execute(sql`update thumbline.subscriptions set ended_at = now() where id = ${id}`);
  const left = await listChannelStatuses(database.db);
  expect(left.channels.map(({ channelId, subscription }) => [channelId, subscription])).toEqual([['C0SUPPORT', null]]);
  await database.db.execute(sql`delete from thumbline.deliveries`);
  expect((await listChannelStatuses(database.db)).channels).toEqual([]);
});

test('the audit counts what should not be, and leaves the rest alone', async () => {
  expect(await auditDeliveries(database.db)).toMatchObject({
    waiting: 0,
    oldestWaitingMs: null,
    unknown: 0,
    failed: 0,
  });
  await troubled();
  const found = await auditDeliveries(database.db);
  expect(found).toMatchObject({ waiting: 1, unknown: 1, failed: 1, blockedChannels: 0, digestsMissing: 0 });
  expect(Math.round((found.oldestWaitingMs ?? 0) / 60_000)).toBe(15);
  await blockChannel(database.db, PLACE, 'not_in_channel', RETRY);
  // What waits now is the message to whoever subscribed.
  expect(await auditDeliveries(database.db)).toMatchObject({ waiting: 1, blockedChannels: 1 });
});

test('a downvote whose alert nobody wrote down is found after two minutes, and not after it is written down', async () => {
  await subscribe('C0SUPPORT');
  await giveConversation(database.db, { assistant: 'shop', id: 'c-1' });
  const without = async () => (await auditDeliveries(database.db)).ratingsWithoutAlert;
  expect(await without()).toBe(0);
  await database.db.execute(
    sql`update thumbline.subscriptions set began_at = now() - interval '1 day', alerts_since = now() - interval '1 day'`,
  );
  await database.db.execute(sql`alter table thumbline.subscriptions disable trigger subscriptions_stamp_alerts_since`);
  await database.db.execute(sql`update thumbline.subscriptions set alerts_since = now() - interval '1 day'`);
  await database.db.execute(sql`alter table thumbline.subscriptions enable trigger subscriptions_stamp_alerts_since`);
  await database.db.execute(sql`alter table feedback.conversations disable trigger conversations_stamp_rating`);
  await database.db.execute(sql`update feedback.conversations set rating_arrived_at = now() - interval '3 minutes'`);
  await database.db.execute(sql`alter table feedback.conversations enable trigger conversations_stamp_rating`);
  expect(await without()).toBe(1);
  expect(await recordOwedAlerts(database.db, 3_600_000)).toBe(1);
  expect(await without()).toBe(0);
});

test('a digest that was due and is not written down is found', async () => {
  const { id } = await subscribe('C0SUPPORT');
  await database.db.execute(sql`
    update thumbline.subscriptions set began_at = now() - interval '30 days', digest_since = now() - interval '30 days',
      digest_on_since = now() - interval '30 days',
      zone = 'UTC', digest_weekday = extract(isodow from now() at time zone 'UTC' - interval '1 hour'),
      digest_time = (now() at time zone 'UTC' - interval '1 hour')::time
    where id = ${id}`);
  expect((await auditDeliveries(database.db)).digestsMissing).toBe(1);
});

test('/csat status says what is wrong and how to mend it', async () => {
  const ana = standIn().as('U0ANA');
  const sees = eyesOf(standIn, 'U0ANA');
  await ana.command('C0SUPPORT', '/csat', 'status');
  expect(wordsOf(sees.lastAnswer())).toContain('not subscribed');
  await subscribe('C0SUPPORT');
  await ana.command('C0SUPPORT', '/csat', 'status');
  expect(wordsOf(sees.lastAnswer())).toMatch(
    /All is well.*Last alert none yet.*Mondays at 09:00, Asia\/Tokyo.*Waiting nothing/,
  );
  await troubled();
  await blockChannel(database.db, PLACE, 'missing_scope chat:write', RETRY);
  await ana.command('C0SUPPORT', '/csat', 'status');
  const words = wordsOf(sees.lastAnswer());
  expect(words).toContain('Nothing can be posted here');
  expect(words).toContain('lacks the scope chat:write');
  expect(words).toContain('1 message, the oldest for 15 min');
});

const heldMessageIn = async (channelId: string) => {
  const { id } = await subscribe(channelId);
  await owe(id, { key: `digest:${id}:2026-11-16`, kind: 'digest', state: 'unknown', minutes: 90 });
  await database.db.execute(
    sql`update thumbline.deliveries set last_error = ${HELD}, ambiguous = true, first_try_at = last_try_at, next_at = now()`,
  );
  const [held] = await listHeldMessages(database.db, channelId);
  return Number(held?.deliveryId);
};
const digestNow = async () => {
  const [row] = await database.db.execute(sql`
    select state, possible_repeat, visible_at = last_try_at as shown from thumbline.deliveries where kind = 'digest'`);
  return row;
};
const acts = async () => {
  const rows = await database.db.execute(sql`
    select actor, action, subject from thumbline.audit where action like '%held message%'`);
  return [...rows];
};

test.each([
  [ACTION.postHeldMessageAgain, 'post held message again', { state: 'pending', possible_repeat: true, shown: null }],
  [ACTION.keepHeldMessage, 'keep held message', { state: 'gone', possible_repeat: false, shown: true }],
])('/csat status asks whether a held digest is there, and %s settles it once', async (actionId, action, settled) => {
  const ana = standIn().as('U0ANA');
  const sees = eyesOf(standIn, 'U0ANA');
  const deliveryId = await heldMessageIn('C0SUPPORT');
  await ana.command('C0SUPPORT', '/csat', 'status');
  const shown = sees.answers().at(-1);
  expect(wordsOf(sees.lastAnswer())).toMatch(/somebody has to look.*in this channel\?.*channels:history/);
  expect(elementsOf(sees.lastAnswer(), actionId).map(({ value }) => value)).toEqual([String(deliveryId)]);
  await ana.click({ ephemeralId: String(shown?.id) }, { actionId });
  await eventually(digestNow, settled);
  await eventually(acts, [{ actor: 'U0ANA', action, subject: { channelId: 'C0SUPPORT', deliveryId } }]);
  await ana.command('C0SUPPORT', '/csat', 'status');
  expect(elementsOf(sees.lastAnswer(), actionId)).toEqual([]);
});

test('of ten who settle a held digest at once one decides, and it is settled in its own channel only', async () => {
  const deliveryId = await heldMessageIn('C0SUPPORT');
  const decide = (n: number, channelId = 'C0SUPPORT') =>
    recordHeldMessageDecision(database.db, {
      ...{ deliveryId, channelId, by: `U${n}` },
      decision: n % 2 === 0 ? ('post again' as const) : ('keep' as const),
    });
  expect(await decide(0, 'C0RANDOM')).toBe(false);
  const won = await Promise.all(Array.from({ length: 10 }, (_, n) => decide(n)));
  expect(won.filter((first) => first)).toHaveLength(1);
  const by = won.indexOf(true);
  expect(await digestNow()).toMatchObject({ state: by % 2 === 0 ? 'pending' : 'gone' });
  expect((await acts()).map(({ actor }) => actor)).toEqual([`U${by}`]);
});

test('who is looking for a held digest while a person decides writes nothing after that', async () => {
  const deliveryId = await heldMessageIn('C0SUPPORT');
  const claims = await claimUnknown(database.db, { workspaceIds: [PLACE.workspaceId], limit: 10, leaseMs: 1_000 });
  const claim = claims.find(({ id }) => id === deliveryId);
  if (claim === undefined) throw new Error('not claimed');
  await recordHeldMessageDecision(database.db, {
    ...{ deliveryId, channelId: 'C0SUPPORT', by: 'U0ANA' },
    decision: 'keep',
  });
  await recordFound(database.db, claim, { ts: '1.1', channelId: 'C0SUPPORT' }, 1_000);
  await recordAbsent(database.db, claim, { backOff: { baseMs: 1, capMs: 1 }, possibleRepeat: false });
  expect(await digestNow()).toMatchObject({ state: 'gone' });
});

test('thumbline status prints a table with the cure, or JSON', async () => {
  const run = (...args: string[]) => thumbline(['status', ...args], { DATABASE_URL: database.url });
  expect(await run()).toEqual({
    code: 0,
    stdout: 'No channel is subscribed, and nothing is left to deliver.\n',
    stderr: '',
  });
  await troubled();
  await blockChannel(database.db, PLACE, 'not_in_channel', RETRY);
  const table = await run();
  expect(table).toMatchObject({ code: 0, stderr: '' });
  expect(table.stdout).toMatch(
    /C0SUPPORT .* 09:00 Asia\/Tokyo +1, oldest 15 min +1, oldest 5 min +1 +blocked: not_in_channel/,
  );
  expect(table.stdout).toContain('C0SUPPORT: Thumbline is not in the channel: invite it there with /invite.');
  const { at, channels } = JSON.parse((await run('--json')).stdout);
  expect(at).toMatch(/Z$/);
  expect(channels[0]).toMatchObject({
    channelId: 'C0SUPPORT',
    waiting: { count: 1 },
    blocked: { by: 'not_in_channel' },
    cure: expect.stringContaining('/invite'),
  });
});

test('thumbline status names held digests, lost answers and unknown zones, each with the cure', async () => {
  const deliveryId = await heldMessageIn('C0SUPPORT');
  await owe((await subscribe('C0RANDOM')).id, { key: 'lost', state: 'unknown', minutes: 5 });
  await database.db.execute(sql`update thumbline.subscriptions set zone = 'Mars/Base' where channel_id = 'C0RANDOM'`);
  const run = (...args: string[]) => thumbline(['status', ...args], { DATABASE_URL: database.url });
  const [{ stdout }, json] = await Promise.all([run(), run('--json')]);
  expect(stdout).toMatch(/C0SUPPORT: The digest of \S+ \S+ Asia\/Tokyo is held: .*channels:history/);
  expect(stdout).toContain(
    'C0RANDOM: Slack did not say whether it took 1 of its messages: the channel is looked through',
  );
  expect(stdout).toContain('C0RANDOM: Its zone Mars/Base is not known here');
  const { channels } = JSON.parse(json.stdout);
  expect(channels.map(({ held, cure }: { held: object[]; cure: string }) => [held, cure])).toEqual([
    [[], expect.stringContaining('looked through')],
    [[{ deliveryId, kind: 'digest', triedAt: expect.stringMatching(/Z$/) }], expect.stringContaining('/csat status')],
  ]);
});
