import { callOfMeans, callOfShares } from './calls.ts';
import type { Environment, ThumbCounts } from './feedback.ts';
import { type Day, daysOf, type Period, previousPeriod } from './period.ts';
import type { Interval } from './statistics.ts';

/** What may be said of a change. An arrow is drawn only for `up` and `down`. */
export type Call = 'up' | 'down' | 'no clear change' | 'too few to call';

/** Ratings of one span of time. `scoreSum` and `scoreSquareSum` are over the 1–5 scores of the `rated` ratings. */
export type RatingCounts = {
  rated: number;
  scoreSum: number;
  scoreSquareSum: number;
  upvotes: number;
  neutral: number;
  downvotes: number;
};

/** The ratings of a period: `mean` is the mean score (1–5), null when there are none. */
export type Csat = { mean: number | null; rated: number; upvotes: number; neutral: number; downvotes: number };

/** The thumbs of a period: shares are of up + down, null when both are 0. */
export type Thumbs = { up: number; down: number; upShare: number | null; downShare: number | null };

/** The numbers of one period beside the period of equal length just before. Intervals are 95 %, and null where the call is `too few to call`. */
export type Overview = {
  zone: string;
  environment: Environment;
  period: { from: Day; to: Day };
  previous: { from: Day; to: Day };
  /** `change` and `interval` are differences of means, in points of the 1–5 scale. */
  csat: Csat & { previous: Csat; change: number | null; interval: Interval | null; call: Call };
  /** Every local day of the period; `mean` is null on a day without ratings. */
  daily: { day: Day; mean: number | null; rated: number }[];
  /** `upChange` and `downChange` are relative changes of counts, null when before is 0; `shareChange` and `interval` are of `upShare`. */
  messageFeedback: Thumbs & {
    previous: Thumbs;
    upChange: number | null;
    downChange: number | null;
    shareChange: number | null;
    interval: Interval | null;
    call: Call;
  };
  /** Of the conversations started in the period. `responseRate` is null when there are none. */
  coverage: Coverage;
};

export type Coverage = { conversations: number; rated: number; unknown: number; responseRate: number | null };

/** What the database counts; the arithmetic is `overviewOf`. `daily` has one entry a local day of the period, in order. */
export type OverviewCounts = {
  daily: RatingCounts[];
  before: RatingCounts;
  thumbs: ThumbCounts;
  thumbsBefore: ThumbCounts;
  coverage: { conversations: number; rated: number };
};

export function overviewOf(period: Period, environment: Environment, counts: OverviewCounts): Overview {
  const before = previousPeriod(period);
  const total = sumOf(counts.daily);
  const csat = csatOf(total);
  const csatBefore = csatOf(counts.before);
  const thumbs = thumbsOf(counts.thumbs);
  const thumbsBefore = thumbsOf(counts.thumbsBefore);
  return {
    zone: period.zone,
    environment,
    period: { from: period.from, to: period.to },
    previous: { from: before.from, to: before.to },
    csat: {
      ...csat,
      previous: csatBefore,
      change: difference(csat.mean, csatBefore.mean),
      ...callOfMeans(total, counts.before),
    },
    daily: daysOf(period).map((day, index) => {
      const counted = counts.daily[index] ?? NO_RATINGS;
      return { day, mean: csatOf(counted).mean, rated: counted.rated };
    }),
    messageFeedback: {
      ...thumbs,
      previous: thumbsBefore,
      upChange: relativeChange(thumbs.up, thumbsBefore.up),
      downChange: relativeChange(thumbs.down, thumbsBefore.down),
      shareChange: difference(thumbs.upShare, thumbsBefore.upShare),
      ...callOfShares(counts.thumbs, counts.thumbsBefore),
    },
    coverage: coverageOf(counts.coverage),
  };
}

export const NO_RATINGS: RatingCounts = {
  rated: 0,
  scoreSum: 0,
  scoreSquareSum: 0,
  upvotes: 0,
  neutral: 0,
  downvotes: 0,
};

/** (now − before) / before; null when before is 0, which is shown as "new". */
export function relativeChange(now: number, before: number): number | null {
  return before === 0 ? null : (now - before) / before;
}

/** The counts of a whole from the counts of its parts. */
export function sumOf(parts: RatingCounts[]): RatingCounts {
  return parts.reduce(
    (sum, part) => ({
      rated: sum.rated + part.rated,
      scoreSum: sum.scoreSum + part.scoreSum,
      scoreSquareSum: sum.scoreSquareSum + part.scoreSquareSum,
      upvotes: sum.upvotes + part.upvotes,
      neutral: sum.neutral + part.neutral,
      downvotes: sum.downvotes + part.downvotes,
    }),
    NO_RATINGS,
  );
}

function csatOf({ rated, scoreSum, upvotes, neutral, downvotes }: RatingCounts): Csat {
  return { mean: rated === 0 ? null : scoreSum / rated, rated, upvotes, neutral, downvotes };
}

function thumbsOf({ up, down }: ThumbCounts): Thumbs {
  const all = up + down;
  return { up, down, upShare: all === 0 ? null : up / all, downShare: all === 0 ? null : down / all };
}

function coverageOf({ conversations, rated }: { conversations: number; rated: number }): Coverage {
  return {
    conversations,
    rated,
    unknown: conversations - rated,
    responseRate: conversations === 0 ? null : rated / conversations,
  };
}

const difference = (now: number | null, before: number | null) =>
  now === null || before === null ? null : now - before;
