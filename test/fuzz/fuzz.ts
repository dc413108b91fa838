import { setTimeout as sleep } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { connect, type Database } from '../../src/db/client.ts';
import { type StandIn, startStandIn } from '../../src/workspace/standin/stand-in.ts';
import { TOKENS, WORKSPACE } from '../support/stand-in.ts';
import { type ChaosCounts, startChaos } from './chaos.ts';
import { seededDice } from './dice.ts';
import { FUZZ_CHANNELS, giveSubscriptions, type LifeOptions, live, persist } from './life.ts';
import type { NaiveVariant } from './naive-deliverer.ts';
import { LATE_TICK_AHEAD_MS, recordUnansweredAhead } from './pace.ts';
import { renderViews } from './render.ts';
import { judge, type Verdict } from './verdict.ts';

export type FuzzOptions = LifeOptions & {
  url: string;
  seed: number;
  /** undefined: the real one. */
  naive?: NaiveVariant;
  restartDatabase: () => Promise<void>;
  /** The mean time between two blows: kills, freezes, restarts. */
  blowEveryMs: number;
  /** One blow in so many hits the database. */
  restartEvery: number;
  /** How long to wait for everything to be in Slack and true, after the last blow. */
  settleWithinMs: number;
};

export type FuzzReport = Verdict &
  ChaosCounts & {
    digests: number;
    edits: number;
    /** Of all answers of Slack, the share that was a fault. */
    faultyShare: number;
    /** Whether the ledger came to rest: everything sent, true and verified. */
    isAtRest: boolean;
  };

/** Half of these answers, half of those after the call has taken effect: well over a third of all, in a short fuzz too. */
const WEIGHTS = {
  'accept-then-hang': 0.04,
  'accept-then-reset': 0.04,
  'accept-then-500': 0.06,
  'accept-then-429': 0.05,
  'accept-then-error': 0.02,
  'accept-late': 0.03,
  'refuse-then-500': 0.1,
  'refuse-then-429': 0.08,
  'refuse-then-reset': 0.06,
  'refuse-then-hang': 0.02,
};
const FAULTY_METHODS = ['chat.postMessage', 'chat.update', 'chat.delete', 'conversations.history', 'auth.test'];
/** Later than a call is given up and its doubt settled: only looking again later finds those. */
const LATE_MS = 2_800;
const TIMINGS = { verifyAfterMs: 3_500, verifyLastAfterMs: 6_000 };
/** One replica's clock is ten minutes fast, the other's ten minutes slow; Slack's is a little off. */
const REPLICA_SKEW_MS = 600_000;
const SLACK_SKEW_MS = 20_000;
/** What was seen for so long is over both limits at a tick that comes late. */
const SEEN_FOR_MS = 3_500;

/**
 * Downvotes come singly and in bursts, digests fall due, all of it changes, is acknowledged, lapses and is called for, while
 * two replicas are killed and frozen, the database goes away and Slack answers badly. Judges what is in the channels when
 * all has come to rest.
 */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { url, seed, naive } = options;
  const slackSkewMs = seed % 2 === 0 ? SLACK_SKEW_MS : -SLACK_SKEW_MS;
  const standIn = await startStandIn({
    ...WORKSPACE,
    channels: FUZZ_CHANNELS,
    clock: { now: () => new Date(Date.now() + slackSkewMs) },
  });
  const connection = connect(url);
  // Opened when the database stays: a connection of before may yet tell that it went away.
  const judging = connect(url);
  try {
    await giveSubscriptions(connection.db);
    standIn.faults.random({ seed, weights: WEIGHTS, methods: FAULTY_METHODS, lateMs: LATE_MS, retryAfterSeconds: 1 });
    const chaos = await startChaos({
      orders: [REPLICA_SKEW_MS, -REPLICA_SKEW_MS].map((clockSkewMs, n) => ({
        ...{ url, apiUrl: standIn.apiUrl, token: TOKENS.botToken, seed: seed + 10 + n, timings: TIMINGS, naive },
        clockSkewMs,
      })),
      dice: seededDice(seed + 1),
      restartDatabase: options.restartDatabase,
      everyMs: options.blowEveryMs,
      restartEvery: options.restartEvery,
    });
    const fates = await live(connection.db, options, seededDice(seed + 2));
    await chaos.calm();
    const isAtRest = await rest(connection.db, standIn, options);
    const calls = { edits: editsOf(standIn), faultyShare: shareOfFaults(standIn) };
    await chaos.stop();
    standIn.faults.clear();
    // What a slow Slack still holds back lands now.
    await sleep(LATE_MS + 500);
    const render = renderViews(judging.db, { token: TOKENS.botToken, apiUrl: standIn.apiUrl, deadlineMs: 5_000 });
    const messages = [...standIn.workspace.messages.values()].flat();
    const verdict = await judge({ db: judging.db, render, messages }, { fates, digests: options.digests });
    return { ...verdict, ...chaos.counts, ...calls, digests: options.digests, isAtRest };
  } finally {
    await Promise.all([connection.close(), judging.close()]);
    await standIn.close();
  }
}

export const faultsOf = ({ lost, doubled, stale }: Verdict): number => lost.length + doubled.length + stale.length;

/** Slack is as bad as ever until everything is in Slack, true and called for; then every doubt is looked into. */
async function rest(db: Database, standIn: StandIn, options: FuzzOptions): Promise<boolean> {
  const { settleWithinMs, alerts, digests, naive } = options;
  const deadline = performance.now() + settleWithinMs;
  const isSettled = sql`state in ('folded', 'cancelled') or (state = 'sent' and have_version = want_version)`;
  const reach = async (each: SQL) => {
    while (performance.now() < deadline) {
      const [row] = await db
        .execute(sql`
          select count(*) filter (where kind = 'alert')::int as alerts,
            count(*) filter (where kind = 'digest')::int as digests, coalesce(bool_and(${each}), false) as "isReached"
          from thumbline.deliveries`)
        .catch(() => []);
      if (row?.isReached && row.alerts === alerts && row.digests === digests) return true;
      await sleep(200);
    }
    return false;
  };
  let isQuiet = false;
  while (!isQuiet && performance.now() < deadline) {
    if (!(await reach(isSettled))) return false;
    await sleep(SEEN_FOR_MS);
    isQuiet = (await callForAll(db)).length === 0;
  }
  standIn.faults.clear();
  return reach(naive === undefined ? sql`(${isSettled}) and verify_at is null` : isSettled);
}

/** A tick of the schedule that comes late. Returns the messages that are new. */
async function callForAll(db: Database): Promise<string[]> {
  let keys: string[] = [];
  await persist(async () => {
    keys = await recordUnansweredAhead(db, LATE_TICK_AHEAD_MS);
  });
  return keys;
}

function shareOfFaults({ calls }: StandIn): number {
  return calls.filter((call) => call.fault !== 'ok').length / Math.max(1, calls.length);
}

const editsOf = ({ calls }: StandIn): number => calls.filter((call) => call.method === 'chat.update').length;
