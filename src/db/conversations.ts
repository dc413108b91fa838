import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationSummary } from '../csat/conversation.ts';
import { conversationUrl } from '../csat/conversation-url.ts';
import { type Feedback, OUTCOMES, satisfactionOf, scoreOf } from '../csat/feedback.ts';
import type { ConversationFilter, ConversationQuery } from '../csat/filters.ts';
import { instantsOf } from '../csat/period.ts';
import { type Database, instant } from './client.ts';
import { cursorOf, type Place, parseCursor } from './conversation-cursor.ts';
import { assistantsIn, ENVIRONMENT_LITERAL, localeAndTopicConditions } from './scope.ts';

/** One page, newest first. `next` is a cursor for `after` (older rows), `previous` one for `before` (newer rows); null: there are none. */
export type ConversationPage = { conversations: ConversationSummary[]; next: string | null; previous: string | null };

/** Past 1,000, a list has "more than 1,000". */
export const COUNT_CAP = 1001;

/** A list shows an excerpt: a question may be megabytes long. */
const QUESTION_CHARACTERS = 1_000;

/**
 * A page of the conversations rated up, rated down (by `ratedAt`) or not rated (by `startedAt`).
 * `firstQuestion` holds its first 1,000 characters. A cursor `after` wins over one `before` when both are given.
 * @throws InputError on a cursor that no page of this list gave.
 */
export async function listConversations(db: Database, query: ConversationQuery): Promise<ConversationPage> {
  const { feedback, limit } = query;
  const after = query.after === null ? null : parseCursor(feedback, query.after);
  const before = query.before === null ? null : parseCursor(feedback, query.before);
  const backwards = after === null && before !== null;

  // One row more than the page: whether the list goes on.
  const rows = await selectPage(db, query, { after, before, backwards, rows: limit + 1 });
  const goesOn = rows.length > limit;
  const page = rows.slice(0, limit);
  if (backwards) page.reverse();
  const cursor = (row: Row | undefined) =>
    row === undefined ? null : cursorOf(feedback, { at: row.at, id: row.id, assistant: row.assistant_id });
  return {
    conversations: page.map(summaryOf),
    next: backwards ? cursor(page.at(-1)) : goesOn ? cursor(page.at(-1)) : null,
    previous: backwards ? (goesOn ? cursor(page[0]) : null) : after === null ? null : cursor(page[0]),
  };
}

/** How many conversations the list has, counted no further than `COUNT_CAP`. */
export async function countConversations(
  db: Database,
  { feedback, filter }: { feedback: Feedback; filter: ConversationFilter },
): Promise<number> {
  const rows = await db.execute(sql`
    select count(*) as n from (
      select 1 from ${assistantsIn(filter)}
      join feedback.conversations c on c.assistant_id = a.id
      where ${conditionsOf(feedback, filter)} limit ${COUNT_CAP}
    ) counted`);
  return z.object({ n: z.coerce.number() }).parse(rows[0]).n;
}

const instantText = z.string().transform((text) => new Date(text));
const rowSchema = z.object({
  assistant_id: z.string(),
  id: z.string(),
  at: z.string(),
  started_at: instantText,
  resolved_at: instantText.nullable(),
  rated_at: instantText.nullable(),
  verdict: z.enum(['up', 'down', 'neutral']).nullable(),
  score: z.number().nullable(),
  negative_reason: z.string().nullable(),
  locale: z.string().nullable(),
  topics: z.array(z.string()),
  title: z.string().nullable(),
  url: z.string().nullable(),
  conversation_url: z.string().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  up: z.coerce.number(),
  down: z.coerce.number(),
  first_question: z.string().nullable(),
});
type Row = z.infer<typeof rowSchema>;

type Bounds = { after: Place | null; before: Place | null; backwards: boolean; rows: number };

async function selectPage(db: Database, { feedback, filter }: ConversationQuery, bounds: Bounds): Promise<Row[]> {
  const at = timeOf(feedback);
  // The indexes are DESC NULLS LAST: any other order, even of a column without nulls, would be a sort.
  const order = bounds.backwards ? sql`asc nulls first` : sql`desc nulls last`;
  const place = sql`(${at}, c.id, c.assistant_id)`;
  const older = bounds.after === null ? sql`` : sql` and ${place} < ${placeOf(bounds.after)}`;
  const newer = bounds.before === null ? sql`` : sql` and ${place} > ${placeOf(bounds.before)}`;
  const rows = await db.execute(sql`
    with page as (
      select c.* from ${assistantsIn(filter)} cross join lateral (
        select c.assistant_id, c.id, ${at} as at, c.started_at, c.resolved_at, c.rated_at, c.verdict, c.score,
          c.negative_reason, c.locale, c.topics, c.title, c.url
        from feedback.conversations c
        where c.assistant_id = a.id and ${conditionsOf(feedback, filter)}${older}${newer}
        order by ${at} ${order}, c.id ${order} limit ${bounds.rows}
      ) c
      order by c.at ${order}, c.id ${order}, c.assistant_id ${order} limit ${bounds.rows}
    )
    select page.*, assistants.conversation_url, 
      case when triage.retest is distinct from 'failed' then triage.outcome end as outcome, thumbs.up, thumbs.down, question.body as first_question
    from page
    join feedback.assistants on assistants.id = page.assistant_id
    left join thumbline.triage on triage.assistant_id = page.assistant_id and triage.conversation_id = page.id
    cross join lateral (
      select count(*) filter (where t.value = 'up') as up, count(*) filter (where t.value = 'down') as down
      from feedback.thumbs t where t.assistant_id = page.assistant_id and t.conversation_id = page.id
    ) thumbs
    left join lateral (
      select left(m.body, ${QUESTION_CHARACTERS}) as body from feedback.messages m
      where m.assistant_id = page.assistant_id and m.conversation_id = page.id and m.role = 'shopper'
      order by m.position, m.sent_at, m.id limit 1
    ) question on true
    order by page.at ${order}, page.id ${order}, page.assistant_id ${order}`);
  return rowSchema.array().parse([...rows]);
}

/** By which instant a list is ordered and cut into periods. */
const timeOf = (feedback: Feedback): SQL => (feedback === 'unknown' ? sql`c.started_at` : sql`c.rated_at`);

/** Literals, so that the planner sees which partial index holds the rows. */
const VERDICT_CONDITION: Record<Feedback, SQL> = {
  upvote: sql`c.verdict = 'up'`,
  downvote: sql`c.verdict = 'down'`,
  unknown: sql`c.verdict is null`,
};

/** What the list demands of a conversation `c`, its assistant apart: only the conditions that are asked for. */
function conditionsOf(feedback: Feedback, filter: ConversationFilter): SQL {
  const at = timeOf(feedback);
  const period = filter.period === null ? null : instantsOf(filter.period);
  return sql.join([
    sql`c.environment = ${ENVIRONMENT_LITERAL[filter.environment]} and ${VERDICT_CONDITION[feedback]}`,
    period === null ? sql`` : sql` and ${at} >= ${instant(period.start)} and ${at} < ${instant(period.end)}`,
    localeAndTopicConditions(filter),
    triageCondition(filter.triage),
    signalCondition(filter.signal),
    wordsCondition(filter.words),
  ]);
}

function triageCondition(triage: ConversationFilter['triage']): SQL {
  if (triage === null) return sql``;
  const decided = sql`select 1 from thumbline.triage d where d.assistant_id = c.assistant_id and d.conversation_id = c.id`;
  if (triage === 'failed') return sql` and exists (${decided} and d.retest = 'failed')`;
  const stands = sql`${decided} and d.retest is distinct from 'failed'`;
  if (triage === 'open') return sql` and not exists (${stands})`;
  if (triage === 'done') return sql` and exists (${stands} and d.done_at is not null)`;
  return sql` and exists (${stands} and d.outcome = ${triage})`;
}

/** Thumbs inside that say otherwise than the rating at the end. */
function signalCondition(signal: ConversationFilter['signal']): SQL {
  if (signal === null) return sql``;
  const thumb = sql`select 1 from feedback.thumbs s where s.assistant_id = c.assistant_id and s.conversation_id = c.id`;
  return signal === 'recovered'
    ? sql` and c.verdict = 'up' and exists (${thumb} and s.value = 'down')`
    : sql` and c.verdict = 'down' and exists (${thumb} and s.value = 'up')`;
}

function wordsCondition(words: string | null): SQL {
  if (words === null) return sql``;
  // Postgres text cannot hold NUL, so nothing stored matches it either.
  const pattern = `%${words.replaceAll('\0', '\ufffd').replace(/[\\%_]/g, '\\$&')}%`;
  return sql` and (c.negative_reason ilike ${pattern} or exists (
    select 1 from feedback.messages w
    where w.assistant_id = c.assistant_id and w.conversation_id = c.id and w.body ilike ${pattern}
  ))`;
}

const placeOf = ({ at, id, assistant }: Place): SQL => sql`(${at}::timestamptz, ${id}, ${assistant})`;

function summaryOf(row: Row): ConversationSummary {
  return {
    assistant: row.assistant_id,
    id: row.id,
    startedAt: row.started_at,
    resolvedAt: row.resolved_at,
    ratedAt: row.rated_at,
    satisfaction: satisfactionOf(row.verdict),
    score: row.verdict === null ? null : scoreOf(row.verdict, row.score),
    negativeReason: row.negative_reason,
    thumbs: { up: row.up, down: row.down },
    locale: row.locale,
    topics: row.topics,
    title: row.title,
    firstQuestion: row.first_question,
    url: conversationUrl(row.url, row.conversation_url, row.id),
    triage: row.outcome,
  };
}
