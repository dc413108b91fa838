import { addDays, type Day } from './period.ts';
import { type Interval, newcombeInterval } from './statistics.ts';

/** What may be said of a fix. */
export type EffectCall = 'helped' | 'no clear change' | 'got worse' | 'too few to call';

/** The conversations that began in a span of days, how many of them belong to the gap, and how many have a rating. */
export type Touched = { touched: number; conversations: number; rated: number };

/** The gap's share of the conversations before and after it was marked done. `interval` is of the difference of the shares, 95 %. */
export type Effect = { before: Touched; after: Touched; days: number; interval: Interval | null; call: EffectCall };

/** How many whole days are counted before and, as far as they have passed, after the day on which a gap was marked done. */
export const EFFECT_DAYS = 28;
/** With fewer days, conversations in all, or conversations of the gap on both sides together, nothing is said. */
const FEWEST_DAYS = 7;
const FEWEST_CONVERSATIONS = 30;
const FEWEST_TOUCHED = 5;

/** A digest tells of gaps that were marked done so many days before the end of its week. */
export const TOLD_AFTER_DAYS = { from: 21, to: 35 };

/**
 * The local days on both sides of the day on which a gap was marked done. That day belongs to neither side.
 * @param until the first day that is not over.
 */
export function effectSpans(closedOn: Day, until: Day): { before: Span; after: Span } {
  const from = addDays(closedOn, 1);
  const full = addDays(from, EFFECT_DAYS);
  const [, to = full] = [from, until, full].sort();
  return { before: { from: addDays(closedOn, -EFFECT_DAYS), to: closedOn }, after: { from, to } };
}

/** Half-open, `from` to `to`; may be empty. */
export type Span = { from: Day; to: Day };

/**
 * Whether fewer conversations run into the gap than before it was marked done: the difference of two shares with
 * Newcombe's interval, as everywhere. `helped` and `got worse` only where the interval leaves 0 out.
 * @param days how many days are counted after it.
 */
export function effectOf(before: Touched, after: Touched, days: number): Effect {
  const tooFew =
    days < FEWEST_DAYS ||
    Math.min(before.conversations, after.conversations) < FEWEST_CONVERSATIONS ||
    before.touched + after.touched < FEWEST_TOUCHED ||
    isAskedLess(before, after);
  const interval = tooFew
    ? null
    : newcombeInterval(
        { successes: after.touched, trials: after.conversations },
        { successes: before.touched, trials: before.conversations },
      );
  if (interval === null) return { before, after, days, interval: null, call: 'too few to call' };
  const [low, high] = interval;
  return { before, after, days, interval, call: high < 0 ? 'helped' : low > 0 ? 'got worse' : 'no clear change' };
}

/** Whether the response rate fell by more than half: then every gap shrinks, and a fix cannot be told from silence. */
const isAskedLess = (before: Touched, after: Touched): boolean =>
  after.rated / after.conversations < before.rated / before.conversations / 2;

/** Per 100 conversations; null: there were none. */
export const perHundred = ({ touched, conversations }: Pick<Touched, 'touched' | 'conversations'>): number | null =>
  conversations === 0 ? null : (100 * touched) / conversations;
