import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { busyLoop } from './busy-loop.ts';

/** What is being answered right now: the SDK stops without waiting for it. */
export type InFlight = {
  track: <T>(answer: (visit: Visit) => Promise<T>) => Promise<T>;
  /** Waits until nothing is in flight, at most so long. */
  drained: (withinMs: number) => Promise<void>;
};

/** One who is answered, among the others. */
export type Visit = {
  isCrowded: () => boolean;
  /** Calls when it gets crowded, unless that was called off by then. */
  onCrowd: (call: () => void) => () => void;
  /** Waits until this one is worked for: while a crowd comes in, whoever is worked for keeps others from being heard. */
  turn: () => Promise<void>;
};

/** When so many are answered at once, everybody is told first that they were heard, and what they asked for comes after. */
const CROWD = 10;
/**
 * How many of a crowd are worked for at first; one more for each that is done while there is time to spare, one fewer while
 * there is none: Node takes one new connection in a turn of its loop, so that those who come late to a crowd are heard only
 * where turns are short.
 */
const WORKED_AT_FIRST = 4;
/** Nobody has come for so long: a crowd has come in. */
const MOMENT_MS = 50;
const LOOK_EVERY_MS = 10;
const BEHIND_MS = 15;
/** A crowd that comes without end is worked for all the same. */
const LONGEST_CALM_MS = 500;
/** So is whoever has waited so long, wherever in the queue: a modal can be opened within three seconds of the click. */
const LONGEST_TURN_MS = 1_500;

/** @param isBusy whether this process has no time to spare */
export function inFlight(isBusy = busyLoop()): InFlight {
  const running = new Set<Promise<unknown>>();
  const callers = new Set<() => void>();
  const queue = pLimit(WORKED_AT_FIRST);
  let lastCameAt = 0;
  const isCrowded = () => running.size >= CROWD;

  /** Nobody came for a moment, and whoever came was heard: this process is not behind. */
  const calm = async () => {
    const began = performance.now();
    for (;;) {
      const sleptFrom = performance.now();
      await sleep(LOOK_EVERY_MS);
      const now = performance.now();
      const isBehind = now - sleptFrom - LOOK_EVERY_MS > BEHIND_MS;
      if (!isBehind && (now - lastCameAt >= MOMENT_MS || now - began >= LONGEST_CALM_MS)) return;
    }
  };

  const visitUntil = (done: Promise<unknown>): Visit => ({
    isCrowded,
    onCrowd: (call) => {
      callers.add(call);
      return () => callers.delete(call);
    },
    turn: () => {
      const overdue = sleep(LONGEST_TURN_MS, undefined, { ref: false });
      const isOver = Promise.race([overdue, done]);
      const called = new Promise<void>((resolve) => {
        void queue(async () => {
          await Promise.race([calm(), isOver]);
          resolve();
          await done;
        });
      });
      return Promise.race([called, overdue]);
    },
  });

  return {
    track: async (answer) => {
      lastCameAt = performance.now();
      let end = () => {};
      const done = new Promise<void>((resolve) => {
        end = resolve;
      });
      const work = answer(visitUntil(done));
      running.add(work);
      if (isCrowded()) for (const call of callers) call();
      try {
        return await work;
      } finally {
        running.delete(work);
        if (!isCrowded()) queue.concurrency = WORKED_AT_FIRST;
        else queue.concurrency = isBusy() ? Math.max(WORKED_AT_FIRST, queue.concurrency - 1) : queue.concurrency + 1;
        end();
      }
    },
    drained: async (withinMs) => {
      const deadline = AbortSignal.timeout(withinMs);
      const late = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve(), { once: true }));
      while (running.size > 0 && !deadline.aborted) await Promise.race([Promise.allSettled(running), late]);
    },
  };
}
