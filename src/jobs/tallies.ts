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
  let stopped = false;
  const loop = startLoop({
    name: 'tallies',
    everyMs,
    logger,
    turn: async () => {
      while (!stopped && (await settleMarks(db)) > 0);
    },
  });
  return {
    kick: loop.kick,
    stop: () => {
      stopped = true;
      return loop.stop();
    },
  };
}
