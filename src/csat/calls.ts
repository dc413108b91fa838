import type { ThumbCounts } from './feedback.ts';
import type { Call, RatingCounts } from './overview.ts';
import { type Interval, newcombeInterval, type Sample, welchInterval } from './statistics.ts';

/** Fewer than this on either side, and nothing is said of the change. */
export const FEWEST_RATINGS = 5;
export const FEWEST_THUMBS = 10;

/** What may be said of a change. `interval` is 95 %, and null where there is too little to call. */
export type CalledChange = { interval: Interval | null; call: Call };

/** Of the mean score: the interval is in points of the 1–5 scale. */
export function callOfMeans(now: RatingCounts, before: RatingCounts): CalledChange {
  if (now.rated < FEWEST_RATINGS || before.rated < FEWEST_RATINGS) return TOO_FEW;
  return called(welchInterval(sampleOf(now), sampleOf(before)));
}

/** Of the share of thumbs up: the interval is in shares, so 0.1 is ten percentage points. */
export function callOfShares(now: ThumbCounts, before: ThumbCounts): CalledChange {
  if (now.up + now.down < FEWEST_THUMBS || before.up + before.down < FEWEST_THUMBS) return TOO_FEW;
  return called(newcombeInterval(proportionOf(now), proportionOf(before)));
}

const TOO_FEW: CalledChange = { interval: null, call: 'too few to call' };

function called(interval: Interval | null): CalledChange {
  if (interval === null) return TOO_FEW;
  const [low, high] = interval;
  return { interval, call: low > 0 ? 'up' : high < 0 ? 'down' : 'no clear change' };
}

const sampleOf = ({ rated, scoreSum, scoreSquareSum }: RatingCounts): Sample => ({
  count: rated,
  sum: scoreSum,
  squareSum: scoreSquareSum,
});

const proportionOf = ({ up, down }: ThumbCounts) => ({ successes: up, trials: up + down });
