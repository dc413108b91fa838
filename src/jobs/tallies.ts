import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../db/client.ts';
import { settleMarks } from '../db/settle-marks.ts';
import { type Loop, startLoop } from '../delivery/loop.ts';

const EVERY_MS = 10_000;

/**
 * Keeps the tallies up with the feedback. Nothing depends on it but speed: a quarter of an hour that is not settled is counted
 * anew whenever it is asked for. Any number of processes may run it; one at a time is at work.
 */
export function startTallies({
  db,
  logger,
  everyMs = EVERY_MS,
}: {
  db: Database;
  logger: Logger;
  everyMs?: number;
}): Loop {
  const stopping = new AbortController();
  const loop = startLoop({
    name: 'tallies',
    everyMs,
    logger,
    turn: async () => {
      while (!stopping.signal.aborted) {
        const began = performance.now();
        if ((await settleMarks(db)) === 0) return;
        // Half of the time at most: after a large import there is much to do, and people's questions need the processor too.
        await sleep(performance.now() - began, undefined, { signal: stopping.signal }).catch(() => {});
      }
    },
  });
  return {
    kick: loop.kick,
    stop: () => {
      stopping.abort();
      return loop.stop();
    },
  };
}
