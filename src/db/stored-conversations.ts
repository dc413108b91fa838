import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from './client.ts';
import type { ConversationRecord } from './record-conversations.ts';
import { assistantsIn } from './scope.ts';

const PAGE_CONVERSATIONS = 500;
const PAGE_BYTES = 4 * 1024 * 1024;

/**
 * Every conversation of the assistants (none named: of all), by assistant and id, sandbox included.
 * Memory holds one page, which is as long as few megabytes of text allow.
 */
export async function* readConversations(db: Database, assistants: string[]): AsyncGenerator<ConversationRecord> {
  for (let after: ConversationRecord | null = null; ; ) {
    const page: ConversationRecord[] = await selectPage(db, assistants, after);
    yield* page;
    after = page.at(-1) ?? null;
    if (after === null) return;
  }
}

async function selectPage(db: Database, assistants: string[], after: ConversationRecord | null) {
  const older = after === null ? sql`` : sql`where (c.assistant_id, c.id) > (${after.assistant}, ${after.id})`;
  const rows = await db.execute(sql`
    with keys as (
      select c.assistant_id, c.id from ${assistantsIn({ assistants, locales: [], topics: [] })}
      join feedback.conversations c on c.assistant_id = a.id
      ${older} order by c.assistant_id, c.id limit ${PAGE_CONVERSATIONS}
    ), sized as (
      select keys.*, coalesce(sum(text.bytes) over (
        order by keys.assistant_id, keys.id rows between unbounded preceding and 1 preceding
      ), 0) as bytes_before
      from keys cross join lateral (
        select coalesce(sum(octet_length(m.body)), 0) as bytes from feedback.messages m
        where m.assistant_id = keys.assistant_id and m.conversation_id = keys.id
      ) text
    )
    select c.assistant_id as assistant, c.id, c.environment, to_json(c.started_at) as "startedAt",
      to_json(c.resolved_at) as "resolvedAt", c.locale, c.shopper, c.title, c.summary, c.topics, c.url,
      case when c.verdict is not null then json_build_object('verdict', c.verdict, 'score', c.score,
        'negativeReason', c.negative_reason, 'ratedAt', c.rated_at) end as rating,
      turns.messages
    from sized join feedback.conversations c on c.assistant_id = sized.assistant_id and c.id = sized.id
    cross join lateral (
      select coalesce(json_agg(json_build_object('id', m.id, 'role', m.role, 'body', m.body, 'sentAt', m.sent_at,
        'thumb', case when t.value is not null then
          json_build_object('value', t.value, 'reason', t.reason, 'givenAt', t.given_at) end
      ) order by m.position, m.sent_at, m.id), '[]') as messages
      from feedback.messages m
      left join feedback.thumbs t on t.assistant_id = m.assistant_id and t.conversation_id = m.conversation_id
        and t.message_id = m.id
      where m.assistant_id = c.assistant_id and m.conversation_id = c.id
    ) turns
    where sized.bytes_before < ${PAGE_BYTES}
    order by c.assistant_id, c.id`);
  return recordSchema.array().parse([...rows]);
}

// JSON made by Postgres keeps the microseconds of an instant; the connection's zone is UTC.
const instantText = z.string().transform((text) => text.replace(/\+00:00$/, 'Z'));

const recordSchema: z.ZodType<ConversationRecord> = z.object({
  assistant: z.string(),
  id: z.string(),
  environment: z.enum(['real', 'sandbox']),
  startedAt: instantText,
  resolvedAt: instantText.nullable(),
  locale: z.string().nullable(),
  shopper: z.string().nullable(),
  title: z.string().nullable(),
  summary: z.string().nullable(),
  topics: z.array(z.string()),
  url: z.string().nullable(),
  messages: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['shopper', 'assistant', 'agent']),
      body: z.string(),
      sentAt: instantText,
      thumb: z
        .object({ value: z.enum(['up', 'down']), reason: z.string().nullable(), givenAt: instantText })
        .nullable(),
    }),
  ),
  rating: z
    .object({
      verdict: z.enum(['up', 'down', 'neutral']),
      score: z.number().nullable(),
      negativeReason: z.string().nullable(),
      ratedAt: instantText,
    })
    .nullable(),
});
