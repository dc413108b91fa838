import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { AlertEntry } from '../csat/alert.ts';
import { OUTCOMES } from '../csat/feedback.ts';

/** A list shows an excerpt: what a shopper wrote may be megabytes long. */
const EXCERPT_CHARACTERS = 600;

/** Whether what the alert `a` tells of still holds, today, of its conversation `c`: it was not changed, withdrawn or erased. */
export const stands: SQL = sql`(
  (a.message_id = '' and c.verdict = 'down')
  or (a.message_id <> '' and exists (
    select from feedback.thumbs t
    where t.assistant_id = a.assistant_id and t.conversation_id = a.conversation_id and t.message_id = a.message_id
      and t.value = 'down'
  ))
)`;

/** Whether the alert `a` tells of a single thumb. */
export const isThumb: SQL = sql`(a.message_id <> '')`;

/** Whether somebody has decided what becomes of the conversation of the alert `a`. */
export const isTriaged: SQL = sql`exists (
  select from thumbline.triage decided
  where decided.assistant_id = a.assistant_id and decided.conversation_id = a.conversation_id
    and decided.retest is distinct from 'failed'
)`;

/** Whether somebody has yet to take the alert `a`. */
export const isOpen: SQL = sql`(a.acknowledged_at is null and coalesce(${stands}, false) and not ${isTriaged})`;

/** The conversation of the alert `a`, as `c`; nulls where it was erased. */
export const withConversation: SQL = sql`left join feedback.conversations c
  on c.assistant_id = a.assistant_id and c.id = a.conversation_id`;

/** What an entry shows of the alert `a` and its conversation `c`. */
export const entryColumns: SQL = sql`a.id as alert_id, a.assistant_id, a.conversation_id, c.id is null as is_erased,
  (select x.name from feedback.assistants x where x.id = a.assistant_id) as assistant_name, c.locale, c.topics,
  left(c.title, ${EXCERPT_CHARACTERS}::int) as title, c.verdict, c.rated_at,
  case when a.message_id = '' then left(c.negative_reason, ${EXCERPT_CHARACTERS}::int) else (
    select left(t.reason, ${EXCERPT_CHARACTERS}::int) from feedback.thumbs t
    where t.assistant_id = a.assistant_id and t.conversation_id = a.conversation_id and t.message_id = a.message_id
  ) end as negative_reason,
  coalesce(
    (select left(asked.body, ${EXCERPT_CHARACTERS}::int)
      from feedback.messages answered
      join feedback.messages asked on asked.assistant_id = answered.assistant_id
        and asked.conversation_id = answered.conversation_id and asked.role = 'shopper'
        and (asked.position, asked.sent_at, asked.id) < (answered.position, answered.sent_at, answered.id)
      where answered.assistant_id = a.assistant_id and answered.conversation_id = a.conversation_id
        and answered.id = nullif(a.message_id, '')
      order by asked.position desc, asked.sent_at desc, asked.id desc limit 1),
    (select left(m.body, ${EXCERPT_CHARACTERS}::int) from feedback.messages m
      where m.assistant_id = a.assistant_id and m.conversation_id = a.conversation_id and m.role = 'shopper'
      order by m.position, m.sent_at, m.id limit 1)
  ) as question,
  ${isThumb} as is_thumb,
  (select t.value from feedback.thumbs t
    where t.assistant_id = a.assistant_id and t.conversation_id = a.conversation_id and t.message_id = a.message_id) as thumb,
  (select t.outcome from thumbline.triage t
    where t.assistant_id = a.assistant_id and t.conversation_id = a.conversation_id
      and t.retest is distinct from 'failed') as triage,
  a.acknowledged_by, a.acknowledged_at,
  ${isOpen} as is_open`;

const instantText = z.string().transform((text) => new Date(text));

export const entryRow = z.object({
  alert_id: z.coerce.number(),
  assistant_id: z.string(),
  conversation_id: z.string(),
  is_erased: z.boolean(),
  assistant_name: z.string().nullable(),
  locale: z.string().nullable(),
  topics: z.array(z.string()).nullable(),
  title: z.string().nullable(),
  verdict: z.enum(['up', 'down', 'neutral']).nullable(),
  rated_at: instantText.nullable(),
  negative_reason: z.string().nullable(),
  question: z.string().nullable(),
  triage: z.enum(OUTCOMES).nullable(),
  acknowledged_by: z.string().nullable(),
  acknowledged_at: instantText.nullable(),
  is_open: z.boolean(),
  is_thumb: z.boolean(),
  thumb: z.enum(['up', 'down']).nullable(),
});

export function entryOf(row: z.infer<typeof entryRow>): AlertEntry {
  return {
    alertId: row.alert_id,
    conversation: row.is_erased
      ? null
      : {
          assistant: row.assistant_id,
          id: row.conversation_id,
          assistantName: row.assistant_name ?? row.assistant_id,
          locale: row.locale,
          topics: row.topics ?? [],
          title: row.title,
          question: row.question,
          verdict: row.verdict,
          negativeReason: row.negative_reason,
          ratedAt: row.rated_at,
          triage: row.triage,
        },
    thumb: row.is_thumb ? { value: row.thumb } : null,
    acknowledged:
      row.acknowledged_by === null || row.acknowledged_at === null
        ? null
        : { by: row.acknowledged_by, at: row.acknowledged_at },
    open: row.is_open,
  };
}
