import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Feedback } from '../csat/feedback.ts';
import type { ConversationFilter } from '../csat/filters.ts';
import { type Database, textArray } from './client.ts';
import type { Place } from './conversation-cursor.ts';
import { indexedConditions, soughtCondition, timeOf } from './conversation-filter.ts';
import { type Listed, loadSummaries } from './conversation-summaries.ts';
import { assistantsIn } from './scope.ts';

/** Of a list from `from` on (null: from its newest end), older ones or, backwards, newer ones; nearest first. */
export type Stretch = { from: Place | null; backwards: boolean; rows: number };

/** How many conversations are read in one go to find words in them, or what else is not in the index. */
const READ_FOR_WORDS = 3_000;
const READ_FOR_OTHERS = 10_000;
/** What is frequent is among the first few; their number is small, since those of all assistants are put in one order. */
const READ_AT_FIRST = 200;

const readOf = ({ words }: ConversationFilter): number => (words === null ? READ_FOR_OTHERS : READ_FOR_WORDS);

/** How many are read to count those that the filter wants: the page is what somebody waits for. */
export const readToCount = ({ words }: ConversationFilter): number => (words === null ? READ_FOR_OTHERS : 1_000);

/**
 * Up to `rows` conversations that the filter wants. `stoppedAt`: there may be more beyond this place, which were not looked
 * at; null: there are none, or `rows` were found.
 */
export async function findConversations(
  db: Database,
  { feedback, filter }: { feedback: Feedback; filter: ConversationFilter },
  stretch: Stretch,
): Promise<{ found: Listed[]; stoppedAt: Place | null }> {
  const sought = soughtCondition(filter);
  if (sought === null) {
    const list = candidates({ feedback, filter, columns: sql`` }, stretch);
    return { found: await loadSummaries(db, numbered(list, stretch)), stoppedAt: null };
  }
  const found: Place[] = [];
  let { from } = stretch;
  let isOver = false;
  for (const read of [READ_AT_FIRST, readOf(filter)]) {
    if (isOver) break;
    const walked = candidates({ feedback, filter, columns: sought.columns }, { ...stretch, from, rows: read });
    const rows = await db.execute(sql`
      select c.assistant_id as assistant, c.id, c.at, c.nth, m.is_match
      from (${numbered(walked, stretch)}) c
      cross join lateral (select coalesce(${sought.condition}, false) as is_match offset 0) m
      where m.is_match or c.nth = ${read}
      order by c.nth limit ${stretch.rows - found.length}`);
    const passed = walkedRow.array().parse([...rows]);
    found.push(...passed.filter((row) => row.is_match).map(({ assistant, id, at }) => ({ assistant, id, at })));
    const last = passed.at(-1);
    isOver = found.length >= stretch.rows || last?.nth !== read;
    if (last !== undefined) from = { assistant: last.assistant, id: last.id, at: last.at };
  }
  const listed = found.length === 0 ? [] : await loadSummaries(db, placesTable(found));
  // One that was erased meanwhile must not look like the end of the list.
  return { found: listed, stoppedAt: isOver && listed.length === found.length ? null : from };
}

const numbered = (list: SQL, { backwards }: Stretch): SQL =>
  sql`select c.*, row_number() over (order by ${inOrder(backwards)}) as nth from (${list}) c`;

function placesTable(places: Place[]): SQL {
  const texts = (name: keyof Place) => textArray(places.map((place) => place[name]));
  return sql`select * from unnest(${texts('assistant')}, ${texts('id')}, ${texts('at')}::timestamptz[])
    with ordinality as p(assistant_id, id, at, nth)`;
}

/** A SELECT of `assistant_id`, `id`, `at` and the columns asked for of what the index gives, in its order. */
export function candidates(
  { feedback, filter, columns }: { feedback: Feedback; filter: ConversationFilter; columns: SQL },
  { from, backwards, rows }: Stretch,
): SQL {
  const at = timeOf(feedback);
  const order = orderOf(backwards);
  const beyond =
    from === null
      ? sql``
      : sql` and (${at}, c.id, c.assistant_id) ${backwards ? sql`>` : sql`<`} (${from.at}::timestamptz, ${from.id}, ${from.assistant})`;
  return sql`
    select c.* from ${assistantsIn(filter)} cross join lateral (
      select c.assistant_id, c.id, ${at} as at${columns} from feedback.conversations c
      where c.assistant_id = a.id and ${indexedConditions(feedback, filter)}${beyond}
      order by ${at} ${order}, c.id ${order} limit ${rows}
    ) c
    order by ${inOrder(backwards)} limit ${rows}`;
}

// The indexes are DESC NULLS LAST: any other order, even of a column without nulls, would be a sort.
const orderOf = (backwards: boolean): SQL => (backwards ? sql`asc nulls first` : sql`desc nulls last`);

function inOrder(backwards: boolean): SQL {
  const order = orderOf(backwards);
  return sql`c.at ${order}, c.id ${order}, c.assistant_id ${order}`;
}

const walkedRow = z.object({
  ...{ assistant: z.string(), id: z.string(), at: z.string() },
  ...{ nth: z.coerce.number(), is_match: z.boolean() },
});
