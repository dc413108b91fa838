import { type SQL, sql } from 'drizzle-orm';
import type { ConversationKey } from '../csat/conversation.ts';
import { textArray } from './client.ts';

/** Whether the two columns name one of these conversations. */
export const isOneOf = (keys: readonly ConversationKey[], assistantId: SQL, conversationId: SQL): SQL =>
  sql`(${assistantId}, ${conversationId}) in (
    select * from unnest(${textArray(keys.map(({ assistant }) => assistant))}, ${textArray(keys.map(({ id }) => id))})
  )`;
