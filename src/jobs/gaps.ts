import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/client.ts';
import { type GroupingClaim, releaseGrouping, wasCheckedWithin } from '../db/record-grouping.ts';
import { within } from '../delivery/flights.ts';
import { type Loop, startLoop } from '../delivery/loop.ts';
import type { FindGaps, FoundGap } from './found-gaps.ts';
import type { GapKeeper } from './gap-keeper.ts';
import { gapRounds } from './gap-rounds.ts';

export type GapWork = { do: 'refresh'; subscriptionId: number } | { do: 'find'; asked: FindGaps };
export type GapRequest = { id: number; work: GapWork };
/** `began`: its turn has come. `claimed`: a lease was taken, which is left behind when the thread is ended. */
export type GapAnswer =
  | { claimed: GroupingClaim }
  | { id: number; began: true }
  | { id: number; result: unknown }
  | { id: number; error: string };

/** How often it is asked whose turn it is. */
const LOOK_EVERY_MS = 30_000;
/** Who has waited for this process to start is answered first. */
const FIRST_LOOK_AFTER_MS = 10_000;
/** A thread that has nothing to do gives its memory back, mostly the sentence model and the windows it remembers. */
const IDLE_MS = 10 * 60_000;
/** What one request may take: a round of the largest window, with some to spare. */
const DEADLINE_MS = 3 * 60_000;
const RELEASE_WITHIN_MS = 2_000;

export type Gaps = GapKeeper & { stop: () => Promise<void> };

/**
 * Keeps the gaps of every subscription: reading, vectors and grouping happen in a thread with connections of its own, so
 * that the event loop is never held. The thread starts when it is needed, and ends when it is idle.
 * @param rounds whether this process does the regular work too; any number of them may, the database decides who does what.
 */
export function startGaps({
  db,
  databaseUrl,
  rounds,
  clock,
  log,
}: {
  db: Database;
  databaseUrl: string;
  rounds: boolean;
  clock: Clock;
  log: Logger;
}): Gaps {
  const thread = openThread(databaseUrl);
  const refresh = async (subscriptionId: number, newerThanMs = 0) => {
    if (newerThanMs > 0 && (await wasCheckedWithin(db, subscriptionId, newerThanMs))) return;
    await thread.ask({ do: 'refresh', subscriptionId });
  };
  const round = gapRounds({ db, refresh, clock, log });
  const loop: Loop | null = rounds
    ? startLoop({
        name: 'gaps',
        everyMs: LOOK_EVERY_MS,
        firstAfterMs: FIRST_LOOK_AFTER_MS,
        turn: round.turn,
        logger: log,
      })
    : null;
  /** Nobody needs to wait for the end of a lease. Where it cannot be given back in time, that is what happens. */
  const release = async (claim: GroupingClaim | null) => {
    if (claim === null) return;
    const released = releaseGrouping(db, claim).catch((error: unknown) =>
      log.warn({ err: error }, 'The lease of the gaps could not be given back'),
    );
    await within(RELEASE_WITHIN_MS, released);
  };
  return {
    refresh,
    find: async (asked) => (await thread.ask({ do: 'find', asked })) as FoundGap[],
    stop: async () => {
      round.stop();
      // What it is at is stored all or nothing, and the next process does it anew.
      await thread.end();
      await Promise.all([loop?.stop(), release(thread.lastClaim())]);
    },
  };
}

type Waiting = { begin: () => void; resolve: (result: unknown) => void; reject: (error: Error) => void };

function openThread(databaseUrl: string) {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;
  let ended = false;
  let lastClaim: GroupingClaim | null = null;
  const waiting = new Map<number, Waiting>();

  const fail = (failed: Worker, error: Error) => {
    if (worker !== failed) return;
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(new URL('./gap-worker.js', import.meta.url), {
      execArgv: [],
      workerData: { databaseUrl },
    });
    started.unref();
    started.on('message', (answer: GapAnswer) => {
      if ('claimed' in answer) {
        lastClaim = answer.claimed;
        return;
      }
      const asker = waiting.get(answer.id);
      if ('began' in answer) asker?.begin();
      else if ('error' in answer) asker?.reject(new Error(answer.error));
      else asker?.resolve(answer.result);
    });
    started.on('error', (error) => fail(started, error));
    started.on('exit', () => fail(started, new Error('The thread that groups questions ended')));
    worker = started;
    return started;
  };
  const end = async () => {
    const ending = worker;
    if (ending === null) return;
    fail(ending, new Error('The thread that groups questions was ended'));
    await ending.terminate();
  };

  return {
    lastClaim: () => lastClaim,
    ask: async (work: GapWork): Promise<unknown> => {
      if (ended) throw new Error('The thread that groups questions was ended');
      const asked = worker ?? start();
      clearTimeout(idle);
      lastId += 1;
      const id = lastId;
      let deadline: NodeJS.Timeout | undefined;
      try {
        return await new Promise((resolve, reject) => {
          // From when its turn has come: what waits behind others is not late.
          const begin = () => {
            deadline = setTimeout(() => {
              fail(asked, new Error(`Gaps were not grouped within ${DEADLINE_MS} ms`));
              void asked.terminate();
            }, DEADLINE_MS);
          };
          waiting.set(id, { begin, resolve, reject });
          asked.postMessage({ id, work } satisfies GapRequest);
        });
      } finally {
        clearTimeout(deadline);
        waiting.delete(id);
        if (waiting.size === 0) idle = setTimeout(() => void end(), IDLE_MS).unref();
      }
    },
    end: async () => {
      ended = true;
      clearTimeout(idle);
      await end();
    },
  };
}
