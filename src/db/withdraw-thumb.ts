import { and, eq } from 'drizzle-orm';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Database } from './client.ts';
import { thumbs } from './schema/feedback.ts';

/** The shopper takes the thumb back; nothing happens where there is none. */
export async function withdrawThumb(db: Database, key: ConversationKey & { message: string }): Promise<void> {
  await db
    .delete(thumbs)
    .where(
      and(eq(thumbs.assistantId, key.assistant), eq(thumbs.conversationId, key.id), eq(thumbs.messageId, key.message)),
    );
}
