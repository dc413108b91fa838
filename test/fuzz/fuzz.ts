import { setTimeout as sleep } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { acknowledgeAlert, loadAlert } from '../../src/db/alerts.ts';
import { type Connection, connect, type Database } from '../../src/db/client.ts';
import { type StandIn, startStandIn } from '../../src/workspace/standin/stand-in.ts';
import { factsText } from '../support/deliverer.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import type { NaiveVariant } from '../support/naive-deliverer.ts';
import { WORKSPACE } from '../support/stand-in.ts';
import { type ChaosCounts, startChaos } from './chaos.ts';
import { type Dice, seededDice } from './dice.ts';

export type FuzzOptions = {
  url: string;
  seed: number;
  alerts: number;
  digests: number;
  /** undefined: the real one. */
  naive?: NaiveVariant;
  restartDatabase: () => Promise<void>;
  /** The mean time between two blows: kills, freezes, restarts. */
  blowEveryMs: number;
  /** One blow in so many hits the database. */
  restartEvery: number;
  /** The mean time between two downvotes. */
  downvoteEveryMs: number;
  /** How long to wait for everything to be in Slack and true, after the last blow. */
  settleWithinMs: number;
};

export type FuzzReport = ChaosCounts & {
  alerts: number;
  digests: number;
  lost: number;
  doubled: number;
  stale: number;
  digestsLost: number;
  digestsDoubled: number;
  /** Of all calls that write messages or read history, the share that met a fault. */
  faultyShare: number;
  /** Whether the ledger came to rest: everything sent, true and verified. */
  isAtRest: boolean;
};

const CHANNELS = Array.from({ length: 6 }, (_, n) => `C0FUZZ${n}`);

/** More than a third of all answers, half of them after the call has taken effect. */
const WEIGHTS = {
  'accept-then-hang': 0.04,
  'accept-then-reset': 0.04,
  'accept-then-500': 0.04,
  'accept-then-429': 0.04,
  'accept-then-error': 0.02,
  'accept-late': 0.03,
  'refuse-then-500': 0.05,
  'refuse-then-429': 0.05,
  'refuse-then-reset': 0.05,
  'refuse-then-hang': 0.02,
};
const FAULTY_METHODS = ['chat.postMessage', 'chat.update', 'chat.delete', 'conversations.history'];
/** Later than a call is given up and its doubt settled: only looking again later finds those. */
const LATE_MS = 2_800;
const TIMINGS = { verifyAfterMs: 3_500, verifyLastAfterMs: 6_000 };
/** One replica's clock is ten minutes fast, the other's ten minutes slow. */
const CLOCK_SKEW_MS = 600_000;

/**
 * Downvotes and digests are owed, change and are acknowledged while two deliverers are killed and frozen, the database
 * goes away and Slack answers badly. Counts what is in the channels when all has come to rest.
 */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { url, seed, naive } = options;
  const standIn = await startStandIn({
    ...WORKSPACE,
    channels: CHANNELS.map((id) => ({ id, name: id.toLowerCase(), members: ['U0BOT'] })),
  });
  const connection = connect(url);
  try {
    for (const [n, channelId] of CHANNELS.entries()) {
      await giveSubscription(connection.db, { channelId, assistants: [`shop${n}`] });
    }
    standIn.faults.random({ seed, weights: WEIGHTS, methods: FAULTY_METHODS, lateMs: LATE_MS, retryAfterSeconds: 1 });
    const order = { url, apiUrl: standIn.apiUrl, timings: TIMINGS, naive };
    const chaos = await startChaos({
      orders: [
        { ...order, clockSkewMs: CLOCK_SKEW_MS },
        { ...order, clockSkewMs: -CLOCK_SKEW_MS },
      ],
      dice: seededDice(seed + 1),
      restartDatabase: options.restartDatabase,
      everyMs: options.blowEveryMs,
      restartEvery: options.restartEvery,
    });
    await live(connection.db, options, seededDice(seed + 2));
    await chaos.calm();
    const faultyShare = shareOfFaults(standIn);
    const isAtRest = await rest(connection.db, standIn, options);
    await chaos.stop();
    return { ...(await count(connection, standIn, options)), ...chaos.counts, faultyShare, isAtRest };
  } finally {
    await connection.close();
    await standIn.close();
  }
}

/** What shoppers and the people in the channels do meanwhile. */
async function live(db: Database, { alerts, digests, downvoteEveryMs }: FuzzOptions, dice: Dice): Promise<void> {
  const happenings: Promise<void>[] = [];
  for (let n = 0; n < Math.max(alerts, digests); n += 1) {
    if (n < alerts) {
      const conversation = { assistant: `shop${n % CHANNELS.length}`, id: `c${n}` };
      await persist(() => giveConversation(db, conversation));
      happenings.push(change(db, conversation, dice, n));
    }
    if (n < digests) await persist(() => giveDigest(db, n));
    await sleep(downvoteEveryMs * 2 * dice.roll());
  }
  await Promise.all(happenings);
}

async function change(db: Database, conversation: { assistant: string; id: string }, dice: Dice, n: number) {
  const [fate, first, second, third] = [dice.roll(), dice.roll(), dice.roll(), dice.roll()];
  const reason = `Reason ${n}`;
  if (first < 0.5) {
    await sleep(first * 4_000);
    await persist(() => giveConversation(db, { ...conversation, reason }));
  }
  const alertId = await waitForAlert(db, conversation);
  if (second < 0.3) {
    await sleep(second * 5_000);
    await persist(() =>
      acknowledgeAlert(db, { alertId, by: `U${n}`, channelId: CHANNELS[n % CHANNELS.length] ?? '' }).then(() => {}),
    );
  }
  await sleep(third * 2_000);
  if (fate < 0.1) await persist(() => giveConversation(db, { ...conversation, verdict: 'up' }));
  else if (fate < 0.15) await persist(() => giveConversation(db, { ...conversation, verdict: null }));
  else if (fate < 0.2) await persist(() => erase(db, conversation));
}

async function waitForAlert(db: Database, { assistant, id }: { assistant: string; id: string }): Promise<number> {
  while (true) {
    const rows = await db
      .execute(sql`select id from thumbline.alerts where assistant_id = ${assistant} and conversation_id = ${id}`)
      .catch(() => []);
    if (rows[0] !== undefined) return Number(rows[0].id);
    await sleep(200);
  }
}

async function erase(db: Database, { assistant, id }: { assistant: string; id: string }): Promise<void> {
  await db.execute(sql`delete from feedback.conversations where assistant_id = ${assistant} and id = ${id}`);
}

async function giveDigest(db: Database, n: number): Promise<void> {
  const channelId = CHANNELS[n % CHANNELS.length];
  await db.execute(sql`
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id, monday)
    select 'digest:' || id || ':' || ${n}::text, 'digest', channel_id, id, '2026-11-16'
    from thumbline.subscriptions where channel_id = ${channelId}
    on conflict do nothing`);
}

/** Does it again until the database took it. */
async function persist(write: () => Promise<void>): Promise<void> {
  while (true) {
    try {
      return await write();
    } catch {
      await sleep(100);
    }
  }
}

/** Waits until everything is in Slack and true, with Slack as bad as ever; then until every doubt has been looked into. */
async function rest(db: Database, standIn: StandIn, options: FuzzOptions): Promise<boolean> {
  const { settleWithinMs, alerts, digests, naive } = options;
  const deadline = performance.now() + settleWithinMs;
  const isReached = async (state: SQL) => {
    while (performance.now() < deadline) {
      const rows = await db
        .execute(sql`select count(*)::int as n from thumbline.deliveries where ${state}`)
        .catch(() => []);
      if (rows[0]?.n === alerts + digests) return true;
      await sleep(200);
    }
    return false;
  };
  const isTrue = await isReached(sql`state = 'sent' and have_version = want_version`);
  standIn.faults.clear();
  const isVerified =
    isTrue &&
    (naive !== undefined ||
      (await isReached(sql`state = 'sent' and have_version = want_version and verify_at is null`)));
  // What a slow Slack still holds back lands now.
  await sleep(LATE_MS + 500);
  return isVerified;
}

async function count({ db }: Connection, standIn: StandIn, { alerts, digests }: FuzzOptions) {
  const shown = new Map<string, string[]>();
  for (const message of [...standIn.workspace.messages.values()].flat()) {
    const key = (message.metadata?.event_payload as { key?: string } | undefined)?.key ?? 'no key';
    shown.set(key, [...(shown.get(key) ?? []), message.text]);
  }
  const rows = await db.execute(sql`select id, assistant_id, conversation_id, subscription_id from thumbline.alerts`);
  const ids = new Map(rows.map((row) => [`${row.conversation_id}`, row]));
  const report = { alerts, digests, lost: 0, doubled: 0, stale: 0, digestsLost: 0, digestsDoubled: 0 };
  for (let n = 0; n < alerts; n += 1) {
    const row = ids.get(`c${n}`);
    const texts = row === undefined ? [] : (shown.get(`alert:${row.assistant_id}:c${n}:${row.subscription_id}`) ?? []);
    const alert = row === undefined ? null : await loadAlert(db, Number(row.id));
    if (texts.length === 0) report.lost += 1;
    if (texts.length > 1) report.doubled += 1;
    if (texts.length > 0 && alert !== null && texts.some((text) => text !== factsText(alert))) report.stale += 1;
  }
  const shownDigests = [...shown].filter(([key]) => key.startsWith('digest:'));
  report.digestsLost = digests - shownDigests.length;
  report.digestsDoubled = shownDigests.filter(([, texts]) => texts.length > 1).length;
  return report;
}

function shareOfFaults(standIn: StandIn): number {
  const calls = standIn.calls.filter((call) => FAULTY_METHODS.includes(call.method));
  return calls.filter((call) => call.fault !== 'ok').length / Math.max(1, calls.length);
}
