import type { Digest, DigestFigures, PartFigures } from '../../src/csat/digest.ts';
import { NO_RATINGS, type OverviewCounts, overviewOf, type RatingCounts } from '../../src/csat/overview.ts';
import { previousPeriod, weekFrom } from '../../src/csat/period.ts';

/** The counts of ratings with these scores. */
export const ratings = (...scores: number[]): RatingCounts => ({
  rated: scores.length,
  scoreSum: scores.reduce((sum, score) => sum + score, 0),
  scoreSquareSum: scores.reduce((sum, score) => sum + score ** 2, 0),
  upvotes: scores.filter((score) => score >= 4).length,
  neutral: scores.filter((score) => score === 3).length,
  downvotes: scores.filter((score) => score <= 2).length,
});

/** `score` given `times` times. */
export const repeat = (score: number, times: number): number[] => Array.from({ length: times }, () => score);

export const WEEK = weekFrom('2026-11-09', 'Europe/Berlin');

export type GivenWeek = {
  /** The scores of each day from Monday; days that are missing have none. */
  daily?: number[][];
  before?: number[];
  thumbs?: OverviewCounts['thumbs'];
  thumbsBefore?: OverviewCounts['thumbs'];
  conversations?: number;
};

/** The figures of a week in which these ratings came in; everything else is quiet. */
export function figuresOf(given: GivenWeek, changes: Partial<DigestFigures> = {}): DigestFigures {
  const daily = Array.from({ length: 7 }, (_, day) => ratings(...(given.daily?.[day] ?? [])));
  const before = ratings(...(given.before ?? []));
  const rated = daily.reduce((sum, day) => sum + day.rated, 0);
  const overview = overviewOf(WEEK, 'real', {
    daily,
    before,
    thumbs: given.thumbs ?? { up: 0, down: 0 },
    thumbsBefore: given.thumbsBefore ?? { up: 0, down: 0 },
    coverage: { conversations: given.conversations ?? rated, rated },
  });
  const dailyBefore = overviewOf(previousPeriod(WEEK), 'real', {
    daily: [before, ...Array.from({ length: 6 }, () => NO_RATINGS)],
    before: NO_RATINGS,
    thumbs: { up: 0, down: 0 },
    thumbsBefore: { up: 0, down: 0 },
    coverage: { conversations: 0, rated: 0 },
  }).daily;
  return {
    overview,
    before: { daily: dailyBefore, conversations: before.rated, responseRate: before.rated === 0 ? null : 1 },
    firstWeek: false,
    lastConversationOn: '2026-11-15',
    breakdown: null,
    loop: { downvotes: overview.csat.downvotes, alerts: null, triaged: [] },
    signals: { recovered: 0, spoiled: 0 },
    warnings: [],
    gaps: [],
    closedGaps: [],
    ...changes,
  };
}

export const digestOf = (figures: DigestFigures, changes: Partial<Digest> = {}): Digest => ({
  figures,
  scope: { assistants: [], locales: [], topics: [] },
  language: 'en',
  trial: false,
  lateMinutes: null,
  ...changes,
});

export const partFigures = (id: string, changes: Partial<PartFigures> = {}): PartFigures => ({
  id,
  name: id,
  mean: 4.25,
  rated: 12,
  meanBefore: 4.5,
  ratedBefore: 14,
  call: 'no clear change',
  thumbs: { up: 20, down: 4 },
  ...changes,
});
