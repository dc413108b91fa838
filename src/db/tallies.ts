import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Environment } from '../csat/feedback.ts';
import type { Scope } from '../csat/subscription.ts';
import { type Database, instant, instantArray, textArray } from './client.ts';
import { assistantsIn, ENVIRONMENT_LITERAL, localeCondition, localesAsked } from './scope.ts';
import {
  add,
  countedTally,
  countsSchema,
  NO_TALLY,
  quarterOf,
  type Tally,
  tallyColumn,
  tallyColumns,
  tallyOf,
} from './tally.ts';

export type TallyQuestion = {
  assistants: string[];
  locales: string[];
  environment: Environment;
  bounds: Date[];
};

const QUARTER_MS = 15 * 60_000;
const HOUR_MS = 4 * QUARTER_MS;
/** Quarters that are counted anew while somebody waits; with more of them the whole period is. */
const MOST_MARKED = 64;

// Made once: they are a good part of what it takes to write the statement down.
const SUMS = tallyColumns((column) => `sum(t.${column}) as ${column}`);
const SUM_OF_ALL = tallyColumn((column) => `sum(t.${column})`);
const THE_ONE = tallyColumn((column) => `t.${column}`);

/** Whether the tallies know this scope: they do not tell topics apart. */
export const isTallied = ({ topics }: Scope): boolean => topics.length === 0;

/**
 * What was counted in each span between two neighbouring bounds, in their order; real at the instant of asking, since a quarter
 * with a mark is counted anew. null: the tallies can't say it, and the feedback itself must be counted: too many quarters are
 * marked, or a bound is within a quarter, as the midnights of some zones were long ago.
 */
export async function sumTallies(db: Database, question: TallyQuestion): Promise<Tally[] | null> {
  const { assistants, locales, environment, bounds } = question;
  const first = bounds[0];
  const last = bounds.at(-1);
  if (first === undefined || last === undefined || bounds.some((bound) => bound.getTime() % QUARTER_MS !== 0))
    return null;
  const asked = assistantsIn({ assistants, locales: [], topics: [] });
  const table = locales.length === 0 ? 'tallies' : 'locale_tallies';
  const isWholeHours = bounds.every((bound) => bound.getTime() % HOUR_MS === 0);
  // None of the locales asked for is within another: nothing is added twice.
  const ofLocales = locales.length === 0 ? sql`` : sql` and t.locale = any(${textArray(localesAsked(locales))})`;
  const tallied = (from: string, columns: SQL) => sql`
    select ${columns} from thumbline.${sql.raw(from)} t
    where t.environment = ${ENVIRONMENT_LITERAL[environment]}${ofLocales}`;
  // What one assistant has needs no more adding up.
  const isOne = assistants.length === 1;
  const markedOf = (assistant: SQL) => sql`
    select distinct m.assistant_id, m.begins_at from thumbline.tally_marks m
    where m.assistant_id = ${assistant} and m.begins_at >= ${instant(first)} and m.begins_at < ${instant(last)}
    order by m.begins_at limit ${MOST_MARKED + 1}`;
  const marked = isOne
    ? markedOf(sql`${assistants[0]}`)
    : sql`select m.* from ${asked} cross join lateral (${markedOf(sql`a.id`)}) m limit ${MOST_MARKED + 1}`;
  // One statement: the marks are those of the snapshot in which the tallies are read. They come as JSON, in one column: a plan of
  // ten more took longer to make than a week takes to read.
  const rows = await db.execute(sql`
    select s.number, ${isOne ? THE_ONE : SUM_OF_ALL} as counts,
      case when s.number = 1 then (
        select json_agg(json_build_object('assistant', m.assistant_id, 'at', m.begins_at, 'counts', (
          ${tallied(table, locales.length === 0 ? THE_ONE : SUM_OF_ALL)}
            and t.assistant_id = m.assistant_id and t.begins_at = m.begins_at
        )))
        from (${marked}) m
      ) end as marked
    from ${asked}
    cross join unnest(${epochs(bounds.slice(0, -1))}, ${epochs(bounds.slice(1))}) with ordinality as s(starts_at, ends_at, number)
    cross join lateral (
      ${tallied(table === 'tallies' && isWholeHours ? 'hour_tallies' : table, SUMS)}
        and t.assistant_id = a.id and t.begins_at >= to_timestamp(s.starts_at) and t.begins_at < to_timestamp(s.ends_at)
    ) t
    ${isOne ? sql`` : sql`group by s.number`}`);
  const read = spanRow.array().parse([...rows]);
  const changed = read.find(({ number }) => number === 1)?.marked ?? [];
  if (changed.length > MOST_MARKED) return null;
  const counted = changed.length === 0 ? [] : await countMarked(db, question, changed);
  const sums = bounds.slice(1).map(() => NO_TALLY);
  for (const { number, counts } of read) sums[number - 1] = tallyOf(counts);
  for (const [index, { at, counts }] of changed.entries()) {
    const span = bounds.findLastIndex((bound) => bound <= at);
    const before = counts === null ? NO_TALLY : tallyOf(counts);
    sums[span] = add(add(sums[span] ?? NO_TALLY, before, -1), counted[index] ?? NO_TALLY);
  }
  return sums;
}

/** Seconds since 1970: as texts, the instants of 90 days took longer to write and to read. */
const epochs = (bounds: Date[]): SQL =>
  sql`${`{${bounds.map((bound) => bound.getTime() / 1000).join(',')}}`}::float8[]`;

const markedQuarter = z.object({ assistant: z.string(), at: z.coerce.date(), counts: countsSchema.nullable() });
type MarkedQuarter = z.infer<typeof markedQuarter>;
/** `marked` is of all spans, and comes with the first. */
const spanRow = z.object({
  number: z.coerce.number().int(),
  counts: countsSchema,
  marked: markedQuarter.array().nullable(),
});

/** What is in the quarters by now, in their order, from the feedback itself. */
async function countMarked(db: Database, { locales, environment }: TallyQuestion, marked: MarkedQuarter[]) {
  const quarter = quarterOf(ENVIRONMENT_LITERAL[environment], localeCondition(locales));
  const rows = await db.execute(sql`
    select ${tallyColumn((column) => `now.${column}`)} as counts
    from unnest(${textArray(marked.map(({ assistant }) => assistant))}, ${instantArray(marked.map(({ at }) => at))})
      with ordinality as m(assistant_id, begins_at, position)
    cross join lateral (${countedTally(quarter)}) now
    order by m.position`);
  return z
    .object({ counts: countsSchema })
    .array()
    .parse([...rows])
    .map(({ counts }) => tallyOf(counts));
}
