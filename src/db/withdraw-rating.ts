import { and, eq } from 'drizzle-orm';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Database } from './client.ts';
import { conversations } from './schema/feedback.ts';

/** The shopper takes the rating back, reason and all; nothing happens where there is none. */
export async function withdrawRating(db: Database, key: ConversationKey): Promise<void> {
  await db
    .update(conversations)
    .set({ verdict: null, score: null, negativeReason: null, ratedAt: null })
    .where(and(eq(conversations.assistantId, key.assistant), eq(conversations.id, key.id)));
}
