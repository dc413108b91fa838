/** Work under way side by side, at most `limit` at a time. */
export type Flights = {
  free: () => number;
  /** Starts it; `start` must not reject. `onFree` is called soon after it is done: once for all that land in that moment. */
  add: (start: () => Promise<void>) => void;
  /** Waits until nothing is under way, at most `withinMs`. false: some of it still is. */
  landed: (withinMs: number) => Promise<boolean>;
};

/** Asking for new work at each landing would cost a claim a message. */
const GATHER_MS = 20;

export function openFlights(limit: number, onFree: () => void): Flights {
  const under = new Set<Promise<void>>();
  let isGathering = false;
  const landed = () => {
    if (isGathering) return;
    isGathering = true;
    setTimeout(() => {
      isGathering = false;
      onFree();
    }, GATHER_MS).unref();
  };
  return {
    free: () => limit - under.size,
    add: (start) => {
      const flight = start().finally(() => {
        under.delete(flight);
        landed();
      });
      under.add(flight);
    },
    landed: (withinMs) =>
      within(
        withinMs,
        (async () => {
          while (under.size > 0) await Promise.all(under);
        })(),
      ),
  };
}

/** Waits for it, at most `ms`. false: it is not done yet. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
