/** Where the present comes from. Only the edges hold one; everything else takes an instant as an argument. */
export type Clock = { now: () => Date };

export const systemClock: Clock = { now: () => new Date() };
