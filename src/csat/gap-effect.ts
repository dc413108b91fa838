import { addDays, type Day } from './period.ts';
import { type Interval, newcombeInterval } from './statistics.ts';

/** What may be said of a fix. */
export type EffectCall = 'helped' | 'no clear change' | 'got worse' | 'too few to call';

/** The conversations that began in a span of days, and how many of them belong to the gap. */
export type Share = { touched: number; conversations: number };

/** Beside that, how many shoppers said anything at all. */
export type Touched = Share & {
  /** Conversations with a rating or a thumb, up or down; the gap's too. */
  heard: number;
  /** Conversations outside of the gap that have a rating, and that have a thumb. */
  others: { rated: number; thumbed: number };
};

/** The gap's share of the conversations before and after it was marked done. `interval` is of the difference of the shares, 95 %. */
export type Effect = { before: Share; after: Share; days: number; interval: Interval | null; call: EffectCall };

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

/** Weeks of seven days on both sides of the day on which a gap was marked done: as many of those after as are over, at most five. */
export function effectWeeks(closedOn: Day, until: Day): { before: Span[]; after: Span[] } {
  const week = (start: Day, n: number): Span => ({ from: addDays(start, 7 * n), to: addDays(start, 7 * n + 7) });
  const first = addDays(closedOn, 1);
  return {
    before: [0, 1, 2, 3].map((n) => week(addDays(closedOn, -EFFECT_DAYS), n)),
    after: [0, 1, 2, 3, 4].map((n) => week(first, n)).filter(({ to }) => to <= until),
  };
}

/**
 * Whether fewer conversations run into the gap than before it was marked done: the difference of two shares with
 * Newcombe's interval, as everywhere. `helped` and `got worse` only where the interval leaves 0 out, of all conversations
 * and of those alone whose shoppers said anything: a gap shrinks and grows with how many are asked, and that is no fix.
 * @param days how many days are counted after it.
 */
export function effectOf(before: Touched, after: Touched, days: number): Effect {
  const tooFew =
    days < FEWEST_DAYS ||
    Math.min(before.conversations, after.conversations) < FEWEST_CONVERSATIONS ||
    before.touched + after.touched < FEWEST_TOUCHED ||
    isSilenced(before, after);
  const interval = tooFew ? null : differenceOf(before, after, 'conversations');
  const call =
    interval === null
      ? 'too few to call'
      : callOf(interval, differenceOf(before, after, 'heard'), isHalvingSeen(before, after));
  return { before: shareOf(before), after: shareOf(after), days, interval, call };
}

const differenceOf = (before: Touched, after: Touched, of: 'conversations' | 'heard'): Interval | null =>
  newcombeInterval({ successes: after.touched, trials: after[of] }, { successes: before.touched, trials: before[of] });

function callOf([low, high]: Interval, ofHeard: Interval | null, isHalvingSeen: boolean): EffectCall {
  if (high < 0 && ofHeard !== null && ofHeard[1] < 0) return 'helped';
  if (low > 0 && ofHeard !== null && ofHeard[0] > 0) return 'got worse';
  return isHalvingSeen || high < 0 || low > 0 ? 'no clear change' : 'too few to call';
}

/** Of the difference's standard error: 1.96 for the interval, and as much more that seven of eight differences exceed it. */
const SEEN_ERRORS = 3.1;

/** Whether a fix that halves the gap would have been called so: with about 60 conversations of it before, and a full time after. */
function isHalvingSeen(before: Share, after: Share): boolean {
  const share = before.touched / before.conversations;
  const half = share / 2;
  const error = Math.sqrt((share * (1 - share)) / before.conversations + (half * (1 - half)) / after.conversations);
  return share - half >= SEEN_ERRORS * error;
}

/**
 * Whether all other ratings, or all other thumbs, became rarer by more than half: then the one or the other may have been
 * switched off, and with it whatever the gap was known by.
 */
function isSilenced(before: Touched, after: Touched): boolean {
  return (['rated', 'thumbed'] as const).some((kind) => {
    const rateOf = ({ others, conversations, touched }: Touched) => others[kind] / (conversations - touched);
    return before.others[kind] >= FEWEST_CONVERSATIONS && !(rateOf(after) >= rateOf(before) / 2);
  });
}

const shareOf = ({ touched, conversations }: Touched): Share => ({ touched, conversations });

/**
 * Whether there are fewer of the gap because there is less feedback altogether, or more because there is more: all that its
 * share of the conversations could be called by itself.
 */
export const isOfFeedback = ({ interval, call }: Effect): boolean =>
  call === 'no clear change' && interval !== null && (interval[1] < 0 || interval[0] > 0);

/** Per 100 conversations; null: there were none. */
export const perHundred = ({ touched, conversations }: Share): number | null =>
  conversations === 0 ? null : (100 * touched) / conversations;

/** How many decimals rates per 100 are written with: 1, or 2 where a rate that is not 0 would read as 0. */
export const rateDecimals = (rates: readonly number[]): 1 | 2 =>
  rates.some((rate) => rate !== 0 && Math.abs(rate) < 0.05) ? 2 : 1;
