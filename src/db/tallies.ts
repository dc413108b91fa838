import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Environment } from '../csat/feedback.ts';
import type { Scope } from '../csat/subscription.ts';
import { type Database, instant, instantArray, textArray } from './client.ts';
import { countedRatings, countedStarts, countedThumbs } from './counted.ts';
import { assistantsIn, ENVIRONMENT_LITERAL } from './scope.ts';

/** What was counted within one span of time: see the table of the same name. */
export type Tally = z.infer<typeof tallySchema>;

// Counts come back from the driver as text.
const count = z.coerce.number().int();
const tallySchema = z.object({
  ...{ rated: count, scoreSum: count, scoreSquareSum: count, upvotes: count, neutral: count, downvotes: count },
  ...{ thumbsUp: count, thumbsDown: count, started: count, startedRated: count },
});
const NAMES = Object.keys(tallySchema.shape) as (keyof Tally)[];
export const NO_TALLY: Tally = tallySchema.parse(Object.fromEntries(NAMES.map((name) => [name, 0])));

/** All of them together, with a sign before each. */
export function sumOf(tallies: { tally: Tally; sign?: 1 | -1 }[]): Tally {
  const sum = { ...NO_TALLY };
  for (const { tally, sign = 1 } of tallies) for (const name of NAMES) sum[name] += sign * tally[name];
  return sum;
}

const QUARTER_MS = 15 * 60_000;
/** Quarters that are counted anew while somebody waits; with more of them the whole period is. */
const MOST_MARKED = 64;
/** Marks that one transaction settles. */
const BATCH = 2_000;
/** Any constant that is ours: one process settles at a time. */
const SETTLE_LOCK = 7_411_903;

/** A list of the tally's columns, in the order of the names. */
const columns = (make: (column: string, name: string) => string): SQL =>
  sql.raw(
    NAMES.map((name) =>
      make(
        name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
        name,
      ),
    ).join(', '),
  );

/**
 * What was counted in each span between two neighbouring bounds, in their order; real at the instant of asking, since a quarter
 * with a mark is counted anew. null: the tallies can't say it, and the feedback itself must be counted: too many quarters are
 * marked, or a bound is within a quarter, as the midnights of some zones were long ago.
 */
export async function sumTallies(
  db: Database,
  { assistants, environment, bounds }: { assistants: string[]; environment: Environment; bounds: Date[] },
): Promise<Tally[] | null> {
  const first = bounds[0];
  const last = bounds.at(-1);
  if (first === undefined || last === undefined || bounds.some((bound) => bound.getTime() % QUARTER_MS !== 0))
    return null;
  const asked = assistantsIn({ assistants, locales: [], topics: [] });
  const ofEnvironment = sql`t.environment = ${ENVIRONMENT_LITERAL[environment]}`;
  const starts = instantArray(bounds.slice(0, -1));
  const ends = instantArray(bounds.slice(1));
  // One statement: the marks are those of the snapshot in which the tallies are read.
  const rows = await db.execute(sql`
    select s.number, null as assistant, null as at, ${columns((column, name) => `sum(t.${column}) as "${name}"`)}
    from ${asked}
    cross join unnest(${starts}, ${ends}) with ordinality as s(starts_at, ends_at, number)
    cross join lateral (
      select ${columns((column) => `coalesce(sum(t.${column}), 0) as ${column}`)} from thumbline.tallies t
      where t.assistant_id = a.id and ${ofEnvironment} and t.begins_at >= s.starts_at and t.begins_at < s.ends_at
    ) t
    group by s.number
    union all
    (select width_bucket(m.begins_at, ${starts}), m.assistant_id, m.begins_at, ${columns((column) => `coalesce(t.${column}, 0)`)}
    from ${asked}
    cross join lateral (
      select distinct m.assistant_id, m.begins_at from thumbline.tally_marks m
      where m.assistant_id = a.id and m.begins_at >= ${instant(first)} and m.begins_at < ${instant(last)}
      order by m.begins_at limit ${MOST_MARKED + 1}
    ) m
    left join thumbline.tallies t on t.assistant_id = m.assistant_id and ${ofEnvironment} and t.begins_at = m.begins_at
    limit ${MOST_MARKED + 1})`);
  const read = summedRow.array().parse([...rows]);
  const marked = read.filter((row): row is Marked => row.assistant !== null);
  if (marked.length > MOST_MARKED) return null;
  const counted = marked.length === 0 ? [] : await countMarked(db, environment, marked);
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

const summedRow = tallySchema.extend({ number: count, assistant: z.string().nullable(), at: z.string().nullable() });
type Marked = z.infer<typeof summedRow> & { assistant: string };

/** The quarters, from the feedback itself. */
async function countMarked(db: Database, environment: Environment, marked: Marked[]) {
  const rows = await db.execute(sql`
    select m.position, ${columns((column, name) => `now.${column} as "${name}"`)}
    from unnest(${textArray(marked.map(({ assistant }) => assistant))}, ${instantArray(marked.map(({ at }) => new Date(String(at))))})
      with ordinality as m(assistant_id, begins_at, position)
    cross join lateral (${countedQuarter(ENVIRONMENT_LITERAL[environment])}) now`);
  const read = tallySchema
    .extend({ position: count })
    .array()
    .parse([...rows]);
  return read.map((tally) => ({ ...tally, number: marked[tally.position - 1]?.number ?? 0 }));
}

/** One row: the quarter of an hour of `m`. */
function countedQuarter(environment: SQL): SQL {
  const span = {
    ...{ assistant: sql`m.assistant_id`, environment, from: sql`m.begins_at` },
    to: sql`m.begins_at + interval '15 minutes'`,
  };
  return sql`select * from (${countedRatings(span)}) r cross join (${countedThumbs(span)}) u cross join (${countedStarts(span)}) v`;
}

/** Whether the tallies know this scope: they do not tell locales and topics apart. */
export const isTallied = ({ locales, topics }: Scope): boolean => locales.length === 0 && topics.length === 0;

/**
 * Counts the quarters of the oldest marks anew and takes the marks off. Marks and counts are read in one snapshot: a change
 * that is not in it has a mark that is not in it either, and stays. Returns how many marks were settled; 0 as well where
 * another process is at it.
 */
export async function settleMarks(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    // Before the statement, so that its snapshot has what the last holder of the lock wrote.
    const [lock] = await tx.execute(sql`select pg_try_advisory_xact_lock(${SETTLE_LOCK}) as is_ours`);
    if (lock?.is_ours !== true) return 0;
    const [row] = await tx.execute(sql`
      with taken as (
        delete from thumbline.tally_marks
        where id = any(array(select id from thumbline.tally_marks order by id limit ${BATCH}))
        returning assistant_id, begins_at
      ), settled as (
        insert into thumbline.tallies (assistant_id, environment, begins_at, ${columns((column) => column)})
        select m.assistant_id, e.environment, m.begins_at, ${columns((column) => `now.${column}`)}
        from (select distinct assistant_id, begins_at from taken) m
        cross join (values ('real'), ('sandbox')) e(environment)
        cross join lateral (${countedQuarter(sql`e.environment`)}) now
        left join thumbline.tallies t
          on t.assistant_id = m.assistant_id and t.environment = e.environment and t.begins_at = m.begins_at
        where t.assistant_id is not null or (now.rated, now.thumbs_up, now.thumbs_down, now.started) <> (0, 0, 0, 0)
        on conflict (assistant_id, environment, begins_at) do update set ${columns((column) => `${column} = excluded.${column}`)}
      )
      select count(*) as n from taken`);
    return count.parse(row?.n);
  });
}
