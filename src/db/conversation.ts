import type { Conversation, ConversationKey } from '../csat/conversation.ts';
import type { Database } from './client.ts';

/** A whole conversation with its turns in order, for the transcript and the alert card. null: there is none, or it was erased. */
export async function loadConversation(_db: Database, _key: ConversationKey): Promise<Conversation | null> {
  throw new Error('not built yet');
}
