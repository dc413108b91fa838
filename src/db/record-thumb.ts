import { sql } from 'drizzle-orm';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Thumb } from '../csat/feedback.ts';
import { type Database, instant } from './client.ts';

/**
 * The shopper's current thumb under one message. `givenAt` moves only when the thumb turns.
 * `reason` undefined: what was said stays while the thumb does. false: the assistant has no such message there.
 */
export async function recordThumb(
  db: Database,
  key: ConversationKey & { message: string },
  thumb: { value: Thumb; reason?: string | null; givenAt: Date },
): Promise<boolean> {
  const keepsReason = thumb.reason === undefined;
  const rows = await db.execute(sql`
    insert into feedback.thumbs as t (assistant_id, conversation_id, message_id, value, reason, given_at)
    select m.assistant_id, m.conversation_id, m.id, ${thumb.value}, ${thumb.reason ?? null}, ${instant(thumb.givenAt)}
    from feedback.messages m
    where m.assistant_id = ${key.assistant} and m.conversation_id = ${key.id} and m.id = ${key.message}
      and m.role = 'assistant'
    on conflict (assistant_id, conversation_id, message_id) do update set value = excluded.value,
      reason = case when ${keepsReason} and t.value = excluded.value then t.reason else excluded.reason end,
      given_at = case when t.value = excluded.value then t.given_at else excluded.given_at end
    returning message_id`);
  return rows.length > 0;
}
