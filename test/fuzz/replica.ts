import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { type Connection, connect, type Database } from '../../src/db/client.ts';
import { openSlackPort } from '../../src/delivery/slack-port.ts';
import type { DeliveryTimings } from '../../src/delivery/timings.ts';
import { startWatch } from '../../src/jobs/watch.ts';
import { QUICK_TIMINGS, QUICK_WATCH, runDeliverer } from '../support/deliverer.ts';
import { seededDice } from './dice.ts';
import { type NaiveVariant, runNaiveDeliverer } from './naive-deliverer.ts';
import { AHEAD_MS, LATE_TICK_AHEAD_MS, recordUnansweredAhead } from './pace.ts';
import { renderViews } from './render.ts';

/** How a replica is told what to do: one JSON argument. */
export type ReplicaOrder = {
  url: string;
  apiUrl: string;
  token: string;
  seed: number;
  /** How far this process's clock is off. */
  clockSkewMs: number;
  timings: Partial<DeliveryTimings>;
  /** undefined: it delivers as the product does. */
  naive?: NaiveVariant;
};

const TICK_MS = 600;
/** One tick in so many is a minute late. */
const LATE_TICKS = 12;

const order: ReplicaOrder = JSON.parse(process.argv[2] ?? '{}');
const now = Date.now;
Date.now = () => now() + order.clockSkewMs;

const access = { token: order.token, apiUrl: order.apiUrl, deadlineMs: QUICK_TIMINGS.httpDeadlineMs };
const { db } = order.naive === undefined ? runAsProduct() : runNaively(order.naive);
void askForTheUnanswered(db);

// Whoever started it is gone.
process.stdin.on('end', () => process.exit()).resume();
writeSync(1, 'running\n');

function runAsProduct(): Connection {
  const { url, apiUrl, token, timings } = order;
  return runDeliverer({
    url,
    apiUrl,
    token,
    timings,
    bursts: 'together',
    render: (used) => renderViews(used.db, access),
  }).connection;
}

function runNaively(variant: NaiveVariant): Connection {
  const connection = connect(order.url);
  runNaiveDeliverer({
    db: connection.db,
    slack: openSlackPort(access),
    render: renderViews(connection.db, access),
    variant,
  });
  startWatch({ connection, logger: pino({ level: 'silent' }), timings: QUICK_WATCH });
  return connection;
}

/** As the schedule does each minute, with a clock that makes a limit of a minute a few seconds. */
async function askForTheUnanswered(db: Database): Promise<void> {
  const dice = seededDice(order.seed);
  while (true) {
    await sleep(TICK_MS * (0.5 + dice.roll()));
    const aheadMs = dice.roll() < 1 / LATE_TICKS ? LATE_TICK_AHEAD_MS : AHEAD_MS;
    await recordUnansweredAhead(db, aheadMs).catch(() => []);
  }
}
