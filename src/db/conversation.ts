import { and, asc, eq } from 'drizzle-orm';
import type { Conversation, ConversationKey } from '../csat/conversation.ts';
import { conversationUrl } from '../csat/conversation-url.ts';
import type { Database } from './client.ts';
import { assistants, conversations, messages, thumbs } from './schema/feedback.ts';
import { triage } from './schema/thumbline.ts';
import { triageOf } from './triage.ts';

/** A whole conversation with its turns in order, for the transcript and the alert card. null: there is none, or it was erased. */
export async function loadConversation(db: Database, key: ConversationKey): Promise<Conversation | null> {
  const [[found], turns] = await Promise.all([findConversation(db, key), listTurns(db, key)]);
  if (found === undefined) return null;
  const { conversation: row, assistant, decided } = found;
  return {
    assistant: row.assistantId,
    id: row.id,
    assistantName: assistant.name,
    environment: row.environment,
    startedAt: row.startedAt,
    resolvedAt: row.resolvedAt,
    locale: row.locale,
    shopper: row.shopper,
    title: row.title,
    summary: row.summary,
    topics: row.topics,
    url: conversationUrl(row.url, assistant.conversationUrl, row.id),
    rating:
      row.verdict === null || row.ratedAt === null
        ? null
        : { verdict: row.verdict, score: row.score, negativeReason: row.negativeReason, ratedAt: row.ratedAt },
    triage: decided === null ? null : triageOf(decided),
    turns: turns.map(({ message, thumb }) => ({
      id: message.id,
      role: message.role,
      body: message.body,
      sentAt: message.sentAt,
      thumb: thumb === null ? null : { value: thumb.value, reason: thumb.reason, givenAt: thumb.givenAt },
    })),
  };
}

function findConversation(db: Database, { assistant, id }: ConversationKey) {
  return db
    .select({ conversation: conversations, assistant: assistants, decided: triage })
    .from(conversations)
    .innerJoin(assistants, eq(assistants.id, conversations.assistantId))
    .leftJoin(
      triage,
      and(eq(triage.assistantId, conversations.assistantId), eq(triage.conversationId, conversations.id)),
    )
    .where(and(eq(conversations.assistantId, assistant), eq(conversations.id, id)));
}

function listTurns(db: Database, { assistant, id }: ConversationKey) {
  return db
    .select({ message: messages, thumb: thumbs })
    .from(messages)
    .leftJoin(
      thumbs,
      and(
        eq(thumbs.assistantId, messages.assistantId),
        eq(thumbs.conversationId, messages.conversationId),
        eq(thumbs.messageId, messages.id),
      ),
    )
    .where(and(eq(messages.assistantId, assistant), eq(messages.conversationId, id)))
    .orderBy(asc(messages.position), asc(messages.sentAt), asc(messages.id));
}
