/*
 * Limits are whole minutes, and a fuzz has no time for them: the schedule is asked about an instant ahead of the present.
 * With a first limit of one minute and a second of two, a card is called for this many milliseconds less than a minute after it is seen.
 */
export const LIMIT_MINUTES = { first: 1, second: 2 };
export const AHEAD_MS = 57_000;
/** A tick that comes a minute late finds the second limit over as well. */
export const LATE_TICK_AHEAD_MS = AHEAD_MS + 60_000;
