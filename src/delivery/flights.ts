/** Work under way side by side, at most `limit` at a time. */
export type Flights = {
  free: () => number;
  /** Starts it; `start` must not reject. `onFree` is called when it is done. */
  add: (start: () => Promise<void>) => void;
  /** Waits until nothing is under way, at most `withinMs`. false: some of it still is. */
  landed: (withinMs: number) => Promise<boolean>;
};

export function openFlights(limit: number, onFree: () => void): Flights {
  const under = new Set<Promise<void>>();
  return {
    free: () => limit - under.size,
    add: (start) => {
      const flight = start().finally(() => {
        under.delete(flight);
        onFree();
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
