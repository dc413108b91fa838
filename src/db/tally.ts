import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type CountedSpan, countedRatings, countedStarts, countedThumbs } from './counted.ts';

const NAMES = [
  'rated',
  'scoreSum',
  'scoreSquareSum',
  'upvotes',
  'neutral',
  'downvotes',
  'thumbsUp',
  'thumbsDown',
  'started',
  'startedRated',
] as const;

/** What was counted within one span of time: see the table `tallies`. */
export type Tally = Record<(typeof NAMES)[number], number>;

export const NO_TALLY = Object.fromEntries(NAMES.map((name) => [name, 0])) as Tally;

/** `one` and the other, or, with -1, without it. */
export const add = (one: Tally, other: Tally, sign: 1 | -1 = 1): Tally => ({
  rated: one.rated + sign * other.rated,
  scoreSum: one.scoreSum + sign * other.scoreSum,
  scoreSquareSum: one.scoreSquareSum + sign * other.scoreSquareSum,
  upvotes: one.upvotes + sign * other.upvotes,
  neutral: one.neutral + sign * other.neutral,
  downvotes: one.downvotes + sign * other.downvotes,
  thumbsUp: one.thumbsUp + sign * other.thumbsUp,
  thumbsDown: one.thumbsDown + sign * other.thumbsDown,
  started: one.started + sign * other.started,
  startedRated: one.startedRated + sign * other.startedRated,
});

const COLUMNS = NAMES.map((name) => name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`));

/** A list of the tally's columns, in the order of the names. */
export const tallyColumns = (make: (column: string) => string): SQL => sql.raw(COLUMNS.map(make).join(', '));

/** The tally as one column, which is planned for and read faster than ten of them. */
export const tallyColumn = (make: (column: string) => string): SQL => sql`array[${tallyColumns(make)}]::text`;

const COUNTS = /^\{(?:\d+|NULL)(?:,(?:\d+|NULL)){9}\}$/;
/** What `tallyColumn` brings: `{1,2,…}`. Read by `tallyOf`, not by a transform, which takes longer than the rest. */
export const countsSchema = z.string().regex(COUNTS);

/** A sum of no rows is NULL in the text, which is 0 here. */
export function tallyOf(text: string): Tally {
  const counts = text.slice(1, -1).split(',').map(countOf);
  return {
    rated: counts[0] ?? 0,
    scoreSum: counts[1] ?? 0,
    scoreSquareSum: counts[2] ?? 0,
    upvotes: counts[3] ?? 0,
    neutral: counts[4] ?? 0,
    downvotes: counts[5] ?? 0,
    thumbsUp: counts[6] ?? 0,
    thumbsDown: counts[7] ?? 0,
    started: counts[8] ?? 0,
    startedRated: counts[9] ?? 0,
  };
}

const countOf = (text: string): number => (text === 'NULL' ? 0 : Number(text));

/** The quarter of an hour of `m`. `conditions` as in `CountedSpan`. */
export const quarterOf = (environment: SQL, conditions = sql``): CountedSpan => ({
  ...{ assistant: sql`m.assistant_id`, environment, conditions, from: sql`m.begins_at` },
  to: sql`m.begins_at + interval '15 minutes'`,
  isShort: true,
});

/** One row with the tally's columns, from the feedback itself. */
export const countedTally = (span: CountedSpan): SQL =>
  sql`select * from (${countedRatings(span)}) r cross join (${countedThumbs(span)}) u cross join (${countedStarts(span)}) v`;
