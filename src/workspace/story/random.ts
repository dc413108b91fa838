/** A seeded source of chance: the same seed gives the same story. */
export type Chance = {
  /** A number in [0, 1). */
  next: () => number;
  happens: (probability: number) => boolean;
  /** A whole number between the two, both included. */
  between: (least: number, most: number) => number;
  /** @throws RangeError when there is nothing to pick from. */
  pick: <T>(from: readonly T[]) => T;
  /** Picks one; heavier ones more often. */
  weightedBy: <T>(from: readonly T[], weightOf: (one: T) => number) => T;
  /** Picks a key; heavier ones more often. */
  weighted: <K extends string>(weights: Partial<Record<K, number>>) => K;
};

/** Mulberry32 (Tommy Ettinger, public domain) over an FNV-1a hash of the seed. */
export function chanceOf(seed: string): Chance {
  let state = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) {
    state = Math.imul(state ^ seed.charCodeAt(index), 0x01000193);
  }
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const weightedBy = <T>(from: readonly T[], weightOf: (one: T) => number): T => {
    let rest = next() * from.reduce((sum, one) => sum + weightOf(one), 0);
    for (const one of from) {
      rest -= weightOf(one);
      if (rest < 0) return one;
    }
    throw new RangeError('nothing to pick from');
  };
  return {
    next,
    happens: (probability) => next() < probability,
    between,
    pick: (from) => {
      if (from.length === 0) throw new RangeError('nothing to pick from');
      return from[between(0, from.length - 1)] as (typeof from)[number];
    },
    weightedBy,
    weighted: (weights) =>
      weightedBy(Object.entries(weights) as [keyof typeof weights, number][], ([, weight]) => weight)[0],
  };
}
