import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationSummary } from '../csat/conversation.ts';
import { conversationUrl } from '../csat/conversation-url.ts';
import { OUTCOMES, satisfactionOf, scoreOf } from '../csat/feedback.ts';
import type { Database } from './client.ts';
import type { Place } from './conversation-cursor.ts';

/** A list shows an excerpt: a question may be megabytes long. */
const QUESTION_CHARACTERS = 1_000;

/** A row of a list, its place there, and the `nth` and `is_match` with which it was asked for. */
export type Listed = { place: Place; nth: number; isMatch: boolean; summary: ConversationSummary };

/**
 * The rows of a list, in its order.
 * @param listed a SELECT of `assistant_id`, `id`, `at` (of the place), `nth` and `is_match`
 */
export async function loadSummaries(db: Database, listed: SQL): Promise<Listed[]> {
  const rows = await db.execute(sql`
    select c.assistant_id, c.id, k.at, k.nth, k.is_match, c.started_at, c.resolved_at, c.rated_at, c.verdict, c.score, c.negative_reason, c.locale,
      c.topics, c.title, c.url, assistants.conversation_url,
      case when triage.retest is distinct from 'failed' then triage.outcome end as outcome, thumbs.up, thumbs.down,
      question.body as first_question
    from (${listed}) k
    cross join lateral (
      select * from feedback.conversations c where c.assistant_id = k.assistant_id and c.id = k.id offset 0
    ) c
    join feedback.assistants on assistants.id = c.assistant_id
    left join thumbline.triage on triage.assistant_id = c.assistant_id and triage.conversation_id = c.id
    cross join lateral (
      select count(*) filter (where t.value = 'up') as up, count(*) filter (where t.value = 'down') as down
      from feedback.thumbs t where t.assistant_id = c.assistant_id and t.conversation_id = c.id
    ) thumbs
    left join lateral (
      select left(m.body, ${QUESTION_CHARACTERS}) as body from feedback.messages m
      where m.assistant_id = c.assistant_id and m.conversation_id = c.id and m.role = 'shopper'
      order by m.position, m.sent_at, m.id limit 1
    ) question on true
    order by k.nth`);
  return rowSchema
    .array()
    .parse([...rows])
    .map((row) => ({
      place: { assistant: row.assistant_id, id: row.id, at: row.at },
      nth: row.nth,
      isMatch: row.is_match,
      summary: summaryOf(row),
    }));
}

const instantText = z.string().transform((text) => new Date(text));
const rowSchema = z.object({
  assistant_id: z.string(),
  id: z.string(),
  at: z.string(),
  nth: z.coerce.number(),
  is_match: z.boolean(),
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

function summaryOf(row: z.infer<typeof rowSchema>): ConversationSummary {
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
