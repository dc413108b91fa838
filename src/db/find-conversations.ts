import { type SQL, sql } from 'drizzle-orm';
import type { Feedback } from '../csat/feedback.ts';
import type { ConversationFilter } from '../csat/filters.ts';
import { type Database, textArray } from './client.ts';
import type { Place } from './conversation-cursor.ts';
import { indexedConditions, type Sought, soughtCondition, timeOf } from './conversation-filter.ts';
import { type Listed, loadSummaries } from './conversation-summaries.ts';
import { assistantsIn, languagesAsked, storedLanguage } from './scope.ts';

/** Of a list from `from` on (null: from its newest end), older ones or, backwards, newer ones; nearest first. */
export type Stretch = { from: Place | null; backwards: boolean; rows: number };

/** How many conversations are read in one go to find words in them, or what else is not in the index. */
const READ_FOR_WORDS = 2_000;
const READ_FOR_OTHERS = 10_000;
/** What is frequent is among the first few; their number is small, since those of several assistants are put in one order. */
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
  const sought = soughtCondition(feedback, filter);
  const listOf = (of: Stretch) => candidates({ feedback, filter, sought }, of);
  if (sought === null) {
    const list = sql`select *, true as is_match from (${listOf(stretch)}) c`;
    return { found: await loadSummaries(db, list), stoppedAt: null };
  }
  const found: Listed[] = [];
  let { from } = stretch;
  for (const read of [READ_AT_FIRST, readOf(filter)]) {
    // The last one that is read comes along whether it is wanted or not: there the next search begins.
    const passed = await loadSummaries(
      db,
      sql`
      select c.assistant_id, c.id, c.at, c.nth, m.is_match
      from (${listOf({ ...stretch, from, rows: read })}) c
      cross join lateral (select coalesce(${sought.condition}, false) as is_match offset 0) m
      where m.is_match or c.nth = ${read}
      order by ${inOrder(filter, stretch)} limit ${stretch.rows - found.length}`,
    );
    found.push(...passed.filter(({ isMatch }) => isMatch));
    const last = passed.at(-1);
    if (found.length >= stretch.rows || last?.nth !== read) return { found, stoppedAt: null };
    from = last.place;
  }
  return { found, stoppedAt: from };
}

/** A SELECT of `assistant_id`, `id`, `at`, `nth` from 1 on and the columns that are needed of what the index gives, in its order. */
export function candidates(
  { feedback, filter, sought }: { feedback: Feedback; filter: ConversationFilter; sought: Sought | null },
  stretch: Stretch,
): SQL {
  const { from, backwards, rows } = stretch;
  const { indexed, stored } = sought ?? { indexed: [], stored: [] };
  const at = timeOf(feedback);
  const beyond =
    from === null
      ? sql``
      : sql` and (${at}, c.id, c.assistant_id) ${backwards ? sql`>` : sql`<`} (${from.at}::timestamptz, ${from.id}, ${from.assistant})`;
  const columns = (names: SQL[]) => sql.join(names.map((name) => sql`, c.${name}`));
  // As a statement, the limit is one that the planner does not compare with how many rows it thinks there are: where those seem
  // to be fewer, it would read all of a period from the table and sort them. The index alone it reads in order anyway.
  const limit = stored.length === 0 ? sql`${rows}` : sql`(select ${rows}::bigint)`;
  const of = ({ assistant, language }: Range, selected: SQL) => sql`
      select c.assistant_id, c.id, ${at} as at${selected} from feedback.conversations c
      where ${indexedConditions(feedback, filter)}${beyond}
        and ${assistant === null ? IN_INDEX_OF_ALL : sql`c.assistant_id = ${assistant}`} ${language === null ? sql`` : sql`and ${storedLanguage} = ${language}`}
      order by ${orderedBy(at, assistant !== null, backwards)} limit ${limit}`;
  // A number beside the rest, not around it: each SELECT more takes longer to plan than a page takes to read.
  const numbered = (order: SQL) => sql`, row_number() over (order by ${order}) as nth`;
  const languages = languagesAsked(filter.locales);
  const only = onlyRange(filter, languages);
  if (only !== null) {
    // In the order of one index: read no further than somebody asks.
    const nth = numbered(orderedBy(at, only.assistant !== null, backwards));
    return of(only, sql`${columns([...indexed, ...stored])}${nth}`);
  }
  const ofEach =
    languages.length === 0
      ? assistantsIn(filter)
      : sql`${assistantsIn(filter)} cross join unnest(${textArray(languages)}) as l(language)`;
  const range = { assistant: sql`a.id`, language: languages.length === 0 ? null : sql`l.language` };
  const merged = sql`
    select c.*${numbered(inOrder(filter, stretch))} from ${ofEach} cross join lateral (${of(range, columns(indexed))}) c
    order by ${inOrder(filter, stretch)} limit ${rows}`;
  if (stored.length === 0) return merged;
  // Most of what each range gives is not among the first of all: rows are read of what is.
  return sql`
    select m.*${columns(stored)} from (${merged}) m cross join lateral (
      select c.* from feedback.conversations c where c.assistant_id = m.assistant_id and c.id = m.id offset 0
    ) c`;
}

/** True of every row: the indexes of all assistants are for who says so. */
const IN_INDEX_OF_ALL = sql`c.id <> ''`;

/** Of an index that is in the order of the list; null: of any assistant, whatever the language. */
type Range = { assistant: SQL | null; language: SQL | null };

/** null: what the filter asks for is in several ranges, of assistants or languages. */
function onlyRange({ assistants }: ConversationFilter, languages: string[]): Range | null {
  const [assistant, language] = [assistants[0], languages[0]];
  if (assistant === undefined) return language === undefined ? { assistant: null, language: null } : null;
  if (assistants.length > 1 || languages.length > 1) return null;
  return { assistant: sql`${assistant}`, language: language === undefined ? null : sql`${language}` };
}

/** The order of a list; of the assistants in it too, where it has several. */
const inOrder = ({ assistants }: ConversationFilter, { backwards }: Stretch): SQL =>
  orderedBy(sql`c.at`, assistants.length === 1, backwards);

function orderedBy(at: SQL, isOfOneAssistant: boolean, backwards: boolean): SQL {
  // The indexes are DESC NULLS LAST: any other order, even of a column without nulls, would be a sort.
  const order = backwards ? sql`asc nulls first` : sql`desc nulls last`;
  return sql`${at} ${order}, c.id ${order}${isOfOneAssistant ? sql`` : sql`, c.assistant_id ${order}`}`;
}
