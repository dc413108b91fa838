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
  // Each part by key, as an expression: as joins, the planner would weigh their orders, which takes longer than the reading.
  const rows = await db.execute(sql`
    select c.assistant_id, c.id, k.at, k.nth, k.is_match, c.started_at, c.resolved_at, c.rated_at, c.verdict, c.score, c.negative_reason, c.locale,
      c.topics, c.title, c.url,
      (select a.conversation_url from feedback.assistants a where a.id = c.assistant_id) as conversation_url,
      (
        select d.outcome from thumbline.triage d
        where d.assistant_id = c.assistant_id and d.conversation_id = c.id and d.retest is distinct from 'failed'
      ) as outcome,
      array(
        select t.value from feedback.thumbs t where t.assistant_id = c.assistant_id and t.conversation_id = c.id
      ) as thumbs,
      (
        select left(m.body, ${QUESTION_CHARACTERS}) from feedback.messages m
        where m.assistant_id = c.assistant_id and m.conversation_id = c.id and m.role = 'shopper'
        order by m.position, m.sent_at, m.id limit 1
      ) as first_question
    from (${listed}) k
    cross join lateral (
      select * from feedback.conversations c where c.assistant_id = k.assistant_id and c.id = k.id offset 0
    ) c
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
  thumbs: z.array(z.enum(['up', 'down'])),
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
    thumbs: {
      up: row.thumbs.filter((thumb) => thumb === 'up').length,
      down: row.thumbs.filter((thumb) => thumb === 'down').length,
    },
    locale: row.locale,
    topics: row.topics,
    title: row.title,
    firstQuestion: row.first_question,
    url: conversationUrl(row.url, row.conversation_url, row.id),
    triage: row.outcome,
  };
}
