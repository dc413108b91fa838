import { and, eq, sql } from 'drizzle-orm';
import type { ConversationKey } from '../csat/conversation.ts';
import { type Database, instant } from './client.ts';
import { conversations } from './schema/feedback.ts';

/** The conversation is over; the first end that was told stays. false: there is no such conversation. */
export async function recordConversationEnd(db: Database, key: ConversationKey, resolvedAt: Date): Promise<boolean> {
  const rows = await db
    .update(conversations)
    .set({ resolvedAt: sql`coalesce(${conversations.resolvedAt}, ${instant(resolvedAt)})` })
    .where(and(eq(conversations.assistantId, key.assistant), eq(conversations.id, key.id)))
    .returning({ id: conversations.id });
  return rows.length > 0;
}
