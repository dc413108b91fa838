import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { voiceOf } from '../../src/csat/voice.ts';
import { instant } from '../../src/db/client.ts';
import { recordDueDigests } from '../../src/db/digest-schedule.ts';
import { subscriptions } from '../../src/db/schema/subscriptions.ts';
import { renderDigest } from '../../src/jobs/digest.ts';
import { empty, useDatabase } from '../support/database.ts';
import { type RunningDeliverer, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
const channelId = 'C0SUPPORT';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ago = (ms: number) => new Date(Date.now() - ms);
const running: RunningDeliverer[] = [];

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels');
  standIn().workspace.messages.clear();
  standIn().faults.clear();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

/** A subscription of long ago whose digest is due each week at the weekday and time of this instant. */
async function subscribe(dueAt: Date, since = ago(60 * DAY_MS)): Promise<number> {
  const [row] = await database.db
    .insert(subscriptions)
    .values({
      channelId,
      zone: 'UTC',
      digestWeekday: dueAt.getUTCDay() || 7,
      digestTime: dueAt.toISOString().slice(11, 19),
      alerts: 'off',
      beganAt: ago(60 * DAY_MS),
      digestSince: since,
      digestOnSince: since,
    })
    .returning({ id: subscriptions.id });
  return row?.id ?? 0;
}

/** As if the digest of that week had been posted at its time. */
async function hadDigest(id: number, at: Date) {
  await database.db.execute(sql`
    insert into thumbline.digests (subscription_id, monday, zone, due_at)
    values (${id}, date_trunc('week', ${instant(at)} at time zone 'UTC'), 'UTC', ${instant(at)})`);
}

/** As if the digest of that week waited since its time. */
async function owesDigest(id: number, at: Date, { state, ambiguous }: { state: string; ambiguous: boolean }) {
  await hadDigest(id, at);
  await database.db.execute(sql`
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id, monday, state, ambiguous, first_try_at, last_try_at, next_at)
    select 'digest:' || subscription_id || ':' || monday, 'digest', ${channelId}, subscription_id, monday, ${state}, ${ambiguous},
      due_at, due_at, due_at
    from thumbline.digests where subscription_id = ${id} and due_at = ${instant(at)}`);
}

const voice = voiceOf('en');
/** How a digest says that none was posted for a week or several. */
const LEFT_OUT = voice.words.warning.skipped('…').split('…')[0] as string;

/** The same of the weeks that began so many days before the Monday of `due`, and end before the other one. */
function leftOut(due: Date, fromDaysBefore: number, toDaysBefore: number): string {
  const monday = due.getTime() - ((due.getUTCDay() + 6) % 7) * DAY_MS;
  const day = (before: number) => new Date(monday - before * DAY_MS).toISOString().slice(0, 10);
  const told = voice.words.warning.skipped(voice.days({ from: day(fromDaysBefore), to: day(toDaysBefore) }));
  return told.replace(/\s+/g, ' ');
}

const states = async () =>
  (await database.db.execute(sql`select state from thumbline.deliveries order by monday`)).map(({ state }) => state);

/** A process that posts; what it is given to say is the real digest. */
function startReplica() {
  const replica = runDeliverer({
    url: database.url,
    apiUrl: standIn().apiUrl,
    timings: { leaseMs: 20_000, sendGuardMs: 8_000, httpDeadlineMs: 10_000 },
    render:
      ({ db }) =>
      (owed) =>
        renderDigest({ db, uploadPng: null, quickchartUrl: null, log: { warn: () => {} } }, owed),
  });
  running.push(replica);
  return replica;
}

const posted = () => (standIn().workspace.messages.get(channelId) ?? []).filter(({ botId }) => botId !== null);
const said = () => posted().map(({ blocks }) => wordsOf({ blocks }));

/** Two more minutes in which every replica asks, and all that is due is posted. */
async function settle(replicas: RunningDeliverer[]) {
  for (let minute = 0; minute < 2; minute += 1) {
    await Promise.all(replicas.map(({ connection }) => recordDueDigests(connection.db)));
  }
  await eventually(
    async () =>
      (
        await database.db.execute(sql`select count(*)::int as n from thumbline.deliveries
        where state not in ('sent', 'cancelled')`)
      )[0]?.n,
    0,
    25_000,
  );
}

describe('a digest that was due', () => {
  test('while Slack answered nobody for hours is posted once, and says how late it is', async () => {
    await subscribe(ago(5 * HOUR_MS));
    standIn().faults.always('chat.postMessage', { do: 'refuse-then-reset' });
    const replicas = [startReplica(), startReplica(), startReplica()];
    const keys = await Promise.all(replicas.map(({ connection }) => recordDueDigests(connection.db)));
    expect(keys.flat()).toHaveLength(1);
    await eventually(
      async () => (await database.db.execute(sql`select attempts > 0 as tried from thumbline.deliveries`))[0]?.tried,
      true,
    );
    expect(posted()).toEqual([]);
    standIn().faults.clear();
    await settle(replicas);
    expect(posted()).toHaveLength(1);
    expect(posted()[0]?.text).toContain('Delayed by 5 hours');
  });

  test('while nothing of Thumbline ran for days is posted once, and says how late it is', async () => {
    const id = await subscribe(ago(4 * DAY_MS));
    await hadDigest(id, ago(11 * DAY_MS));
    const replicas = [startReplica(), startReplica(), startReplica()];
    await settle(replicas);
    expect(posted()).toHaveLength(1);
    expect(posted()[0]?.text).toContain('Delayed by 4 days');
    expect(said()[0]).not.toContain(LEFT_OUT);
  });

  test('while nothing ran for longer than six days is left out, and the next one says so', async () => {
    const due = ago(60_000);
    const id = await subscribe(due);
    await hadDigest(id, ago(14 * DAY_MS));
    expect(await recordDueDigests(database.db, ago(DAY_MS - HOUR_MS))).toEqual([]);
    await settle([startReplica(), startReplica()]);
    expect(posted()).toHaveLength(1);
    expect(posted()[0]?.text).not.toContain('Delayed');
    expect(said()[0]).toContain(leftOut(due, 14, 7));
  });

  test('in two weeks that were left out is told of as one span', async () => {
    const due = ago(60_000);
    const id = await subscribe(due);
    await hadDigest(id, ago(21 * DAY_MS));
    await settle([startReplica()]);
    // Two and three weeks before this one's Monday the weeks began that nobody was told of.
    expect(said()[0]).toContain(leftOut(due, 21, 7));
  });

  test('in no week since the subscription began is told of, too, and not in the week in which it began', async () => {
    const due = ago(60_000);
    await subscribe(due, ago(17 * DAY_MS));
    await database.db.execute(sql`update thumbline.subscriptions set began_at = digest_on_since`);
    await settle([startReplica()]);
    expect(said()[0]).toContain(leftOut(due, 21, 7));
  });

  test.each(['pending', 'blocked'])('and was %s for weeks is left out, and the next one says so', async (state) => {
    const due = ago(60_000);
    const id = await subscribe(due);
    await hadDigest(id, ago(28 * DAY_MS));
    for (const weeks of [3, 2, 1]) {
      await owesDigest(id, new Date(due.getTime() - weeks * 7 * DAY_MS), { state, ambiguous: false });
    }
    await settle([startReplica(), startReplica()]);
    expect(await states()).toEqual(['cancelled', 'cancelled', 'cancelled', 'sent']);
    expect(posted()).toHaveLength(1);
    expect(said()[0]).toContain(leftOut(due, 28, 7));
  });

  test('and may be in Slack already is never left out', async () => {
    const due = ago(60_000);
    const id = await subscribe(due);
    await hadDigest(id, ago(14 * DAY_MS));
    await owesDigest(id, new Date(due.getTime() - 7 * DAY_MS), { state: 'unknown', ambiguous: true });
    await settle([startReplica()]);
    expect(await states()).toEqual(['sent', 'sent']);
    expect(said().filter((words) => words.includes(LEFT_OUT))).toEqual([]);
  });

  test('in no week while it was switched off is not told of as left out', async () => {
    const id = await subscribe(ago(60_000), ago(2 * 60_000));
    await hadDigest(id, ago(21 * DAY_MS));
    await settle([startReplica()]);
    expect(posted()).toHaveLength(1);
    expect(said()[0]).not.toContain(LEFT_OUT);
  });
});
