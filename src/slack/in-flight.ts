import { setTimeout as sleep } from 'node:timers/promises';

/** What is being answered right now: the SDK stops without waiting for it. */
export type InFlight = {
  track: <T>(work: Promise<T>) => Promise<T>;
  isCrowded: () => boolean;
  /** Calls when it gets crowded, unless that was called off by then. */
  onCrowd: (call: () => void) => () => void;
  /** Waits until nothing more has come for a moment: while a crowd comes in, whoever is worked for keeps others from being heard. */
  calm: () => Promise<void>;
  /** Waits until nothing is in flight, at most so long. */
  drained: (withinMs: number) => Promise<void>;
};

/** When so many are answered at once, everybody is told first that they were heard, and what they asked for comes after. */
const CROWD = 10;
const MOMENT_MS = 50;
/** A crowd that never ends is worked for all the same; later where this process is behind, so that some may wait unheard. */
const LONGEST_CALM_MS = 500;
const LONGEST_RUSH_MS = 1_500;
const BEHIND_MS = 15;

export function inFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  const callers = new Set<() => void>();
  const isCrowded = () => running.size >= CROWD;
  let lastCameAt = 0;
  return {
    track: (work) => {
      lastCameAt = performance.now();
      running.add(work);
      const done = () => running.delete(work);
      work.then(done, done);
      if (isCrowded()) for (const call of callers) call();
      return work;
    },
    isCrowded,
    onCrowd: (call) => {
      callers.add(call);
      return () => callers.delete(call);
    },
    calm: async () => {
      const began = performance.now();
      for (;;) {
        const sleptFrom = performance.now();
        await sleep(MOMENT_MS);
        const now = performance.now();
        const isBehind = now - sleptFrom - MOMENT_MS > BEHIND_MS;
        if (!isBehind && now - lastCameAt >= MOMENT_MS) return;
        if (now - began >= (isBehind ? LONGEST_RUSH_MS : LONGEST_CALM_MS)) return;
      }
    },
    drained: async (withinMs) => {
      const deadline = AbortSignal.timeout(withinMs);
      const late = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve(), { once: true }));
      while (running.size > 0 && !deadline.aborted) await Promise.race([Promise.allSettled(running), late]);
    },
  };
}
