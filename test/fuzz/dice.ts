export type Dice = {
  /** From 0 to 1. */
  roll: () => number;
  /** A whole number from `from` up to `below`. */
  between: (from: number, below: number) => number;
  pick: <T>(list: readonly T[]) => T;
};

/** The same rolls for the same seed (mulberry32). */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    roll,
    between: (from, below) => Math.floor(from + roll() * (below - from)),
    pick: (list) => list[Math.floor(roll() * list.length)] as (typeof list)[number],
  };
}
