/** How long an answer is kept: `fresh` as it is, `stale` for when it cannot be asked for again. In milliseconds. */
export type Keeping<T> = { freshMs: (value: T) => number; staleMs: number; most: number };

/**
 * Answers by key, each asked for once however many want it at the same time, and then kept for a while. Whoever asked finds
 * out when it failed, unless an older answer still holds; failures are asked again.
 */
export function keptAnswers<T>(
  { freshMs, staleMs, most }: Keeping<T>,
  nowMs: () => number = () => performance.now(),
): (key: string, ask: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, { value: T; atMs: number }>();
  const asking = new Map<string, Promise<T>>();

  async function anew(key: string, ask: () => Promise<T>): Promise<T> {
    const known = answers.get(key);
    try {
      const value = await ask();
      answers.delete(key);
      answers.set(key, { value, atMs: nowMs() });
      if (answers.size > most) for (const oldest of [...answers.keys()].slice(0, most / 2)) answers.delete(oldest);
      return value;
    } catch (error) {
      if (known === undefined || nowMs() - known.atMs > staleMs) throw error;
      return known.value;
    } finally {
      asking.delete(key);
    }
  }

  return async (key, ask) => {
    const known = answers.get(key);
    if (known !== undefined && nowMs() - known.atMs < freshMs(known.value)) return known.value;
    const running = asking.get(key) ?? anew(key, ask);
    asking.set(key, running);
    return running;
  };
}
