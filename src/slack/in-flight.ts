/** What is being answered right now: the SDK stops without waiting for it. */
export type InFlight = {
  track: <T>(work: Promise<T>) => Promise<T>;
  count: () => number;
  /** Waits until nothing is in flight, at most so long. */
  drained: (withinMs: number) => Promise<void>;
};

export function inFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  return {
    track: (work) => {
      running.add(work);
      const done = () => running.delete(work);
      work.then(done, done);
      return work;
    },
    count: () => running.size,
    drained: async (withinMs) => {
      const deadline = AbortSignal.timeout(withinMs);
      const late = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve(), { once: true }));
      while (running.size > 0 && !deadline.aborted) await Promise.race([Promise.allSettled(running), late]);
    },
  };
}
