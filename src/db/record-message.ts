import { sql } from 'drizzle-orm';
import type { ConversationKey, Turn } from '../csat/conversation.ts';
import { type Database, instant } from './client.ts';

/**
 * Adds the message, or makes the one with its id say this; the instant at which it was first sent stays.
 * false: there is no such conversation.
 */
export async function recordMessage(
  db: Database,
  key: ConversationKey,
  message: Omit<Turn, 'thumb'>,
): Promise<boolean> {
  const rows = await db.execute(sql`
    insert into feedback.messages (assistant_id, conversation_id, id, role, body, sent_at)
    select c.assistant_id, c.id, ${message.id}, ${message.role}, ${message.body}, ${instant(message.sentAt)}
    from feedback.conversations c where c.assistant_id = ${key.assistant} and c.id = ${key.id}
    on conflict (assistant_id, conversation_id, id) do update set role = excluded.role, body = excluded.body
    returning id`);
  return rows.length > 0;
}
