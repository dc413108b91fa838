import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Environment } from '../csat/feedback.ts';
import type { Scope } from '../csat/subscription.ts';
import { type Database, instant, instantArray, textArray } from './client.ts';
import { assistantsIn, ENVIRONMENT_LITERAL, localeCondition, localesAsked } from './scope.ts';
import { countedTally, NO_TALLY, quarterOf, sumOf, type Tally, tallyColumns, tallySchema } from './tally.ts';

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
  const starts = instantArray(bounds.slice(0, -1));
  const ends = instantArray(bounds.slice(1));
  const table = locales.length === 0 ? 'tallies' : 'locale_tallies';
  const isWholeHours = bounds.every((bound) => bound.getTime() % HOUR_MS === 0);
  // None of the locales asked for is within another: nothing is added twice.
  const ofLocales = locales.length === 0 ? sql`` : sql` and t.locale = any(${textArray(localesAsked(locales))})`;
  const tallied = (from: string) => sql`
    select ${tallyColumns((column) => `coalesce(sum(t.${column}), 0) as ${column}`)} from thumbline.${sql.raw(from)} t
    where t.environment = ${ENVIRONMENT_LITERAL[environment]}${ofLocales}`;
  // One statement: the marks are those of the snapshot in which the tallies are read.
  const rows = await db.execute(sql`
    select s.number, null as assistant, null as at, ${tallyColumns((column, name) => `sum(t.${column}) as "${name}"`)}
    from ${asked}
    cross join unnest(${starts}, ${ends}) with ordinality as s(starts_at, ends_at, number)
    cross join lateral (
      ${tallied(table === 'tallies' && isWholeHours ? 'hour_tallies' : table)} and t.assistant_id = a.id and t.begins_at >= s.starts_at and t.begins_at < s.ends_at
    ) t
    group by s.number
    union all
    (select width_bucket(m.begins_at, ${starts}), m.assistant_id, m.begins_at, ${tallyColumns((column) => `t.${column}`)}
    from ${asked}
    cross join lateral (
      select distinct m.assistant_id, m.begins_at from thumbline.tally_marks m
      where m.assistant_id = a.id and m.begins_at >= ${instant(first)} and m.begins_at < ${instant(last)}
      order by m.begins_at limit ${MOST_MARKED + 1}
    ) m
    cross join lateral (${tallied(table)} and t.assistant_id = m.assistant_id and t.begins_at = m.begins_at) t
    limit ${MOST_MARKED + 1})`);
  const read = summedRow.array().parse([...rows]);
  const marked = read.filter((row): row is Marked => row.assistant !== null);
  if (marked.length > MOST_MARKED) return null;
  const counted = marked.length === 0 ? [] : await countMarked(db, question, marked);
  return bounds.slice(1).map((_, index) => {
    const isIt = (row: { number: number }) => row.number === index + 1;
    const summed = read.find((row) => row.assistant === null && isIt(row)) ?? NO_TALLY;
    return sumOf([
      { tally: summed },
      ...marked.filter(isIt).map((tally) => ({ tally, sign: -1 as const })),
      ...counted.filter(isIt).map((tally) => ({ tally })),
    ]);
  });
}

const summedRow = tallySchema.extend({
  number: z.coerce.number().int(),
  assistant: z.string().nullable(),
  at: z.string().nullable(),
});
type Marked = z.infer<typeof summedRow> & { assistant: string };

/** The quarters, from the feedback itself. */
async function countMarked(db: Database, { locales, environment }: TallyQuestion, marked: Marked[]) {
  const quarter = quarterOf(ENVIRONMENT_LITERAL[environment], localeCondition(locales));
  const rows = await db.execute(sql`
    select m.position, ${tallyColumns((column, name) => `now.${column} as "${name}"`)}
    from unnest(${textArray(marked.map(({ assistant }) => assistant))}, ${instantArray(marked.map(({ at }) => new Date(String(at))))})
      with ordinality as m(assistant_id, begins_at, position)
    cross join lateral (${countedTally(quarter)}) now`);
  const read = tallySchema
    .extend({ position: z.coerce.number().int() })
    .array()
    .parse([...rows]);
  return read.map((tally) => ({ ...tally, number: marked[tally.position - 1]?.number ?? 0 }));
}
