import { type SQL, sql } from 'drizzle-orm';

/**
 * A digest of everything that an alert's card shows of a conversation, whose row the statement calls `c`.
 * What Thumbline itself records (acknowledged, triaged) is not in it: those who write that ask for a new version themselves.
 */
export const factsOfConversation: SQL = sql`md5(row(
  c.verdict, c.score, c.negative_reason, extract(epoch from c.rated_at), c.environment, c.locale, c.topics, c.title, c.url,
  (select string_agg(t.message_id || ' ' || t.value || ' ' || coalesce(t.reason, ''), chr(10) order by t.message_id)
    from feedback.thumbs t where t.assistant_id = c.assistant_id and t.conversation_id = c.id),
  (select string_agg(m.role || ' ' || md5(m.body), chr(10) order by m.position, m.sent_at, m.id)
    from feedback.messages m where m.assistant_id = c.assistant_id and m.conversation_id = c.id)
)::text)`;

/** What is recorded as the facts of a conversation that is not there any more. */
export const ERASED_FACTS = 'erased';
