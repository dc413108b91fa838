import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type CountedSpan, countedRatings, countedStarts, countedThumbs } from './counted.ts';

/** What was counted within one span of time: see the table `tallies`. */
export type Tally = z.infer<typeof tallySchema>;

// Counts come back from the driver as text, and a sum of no rows as null, which is 0 here.
const count = z.coerce.number().int();
export const tallySchema = z.object({
  ...{ rated: count, scoreSum: count, scoreSquareSum: count, upvotes: count, neutral: count, downvotes: count },
  ...{ thumbsUp: count, thumbsDown: count, started: count, startedRated: count },
});
const NAMES = Object.keys(tallySchema.shape) as (keyof Tally)[];
export const NO_TALLY: Tally = tallySchema.parse(Object.fromEntries(NAMES.map((name) => [name, 0])));

/** A tally that is added to a sum, or, with -1, taken from it. */
export type SignedTally = { tally: Tally; sign?: 1 | -1 };

export function sumOf(tallies: SignedTally[]): Tally {
  const sum = { ...NO_TALLY };
  for (const { tally, sign = 1 } of tallies) for (const name of NAMES) sum[name] += sign * tally[name];
  return sum;
}

const COLUMNS = NAMES.map((name) => [name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`), name] as const);

/** A list of the tally's columns, in the order of the names. */
export const tallyColumns = (make: (column: string, name: string) => string): SQL =>
  sql.raw(COLUMNS.map(([column, name]) => make(column, name)).join(', '));

/** The quarter of an hour of `m`. `conditions` as in `CountedSpan`. */
export const quarterOf = (environment: SQL, conditions = sql``): CountedSpan => ({
  ...{ assistant: sql`m.assistant_id`, environment, conditions, from: sql`m.begins_at` },
  to: sql`m.begins_at + interval '15 minutes'`,
  isShort: true,
});

/** One row with the tally's columns, from the feedback itself. */
export const countedTally = (span: CountedSpan): SQL =>
  sql`select * from (${countedRatings(span)}) r cross join (${countedThumbs(span)}) u cross join (${countedStarts(span)}) v`;
