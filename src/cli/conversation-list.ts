import type { ConversationSummary } from '../csat/conversation.ts';
import { oneLine, renderTable } from './table.ts';

const TITLE_CHARACTERS = 50;
const REASON_CHARACTERS = 40;

/** One row of `conversations --json`: instants are ISO 8601 in UTC. */
export function conversationJson({ firstQuestion, ...conversation }: ConversationSummary) {
  return {
    assistant: conversation.assistant,
    id: conversation.id,
    startedAt: conversation.startedAt,
    resolvedAt: conversation.resolvedAt,
    ratedAt: conversation.ratedAt,
    satisfaction: conversation.satisfaction,
    score: conversation.score,
    negativeReason: conversation.negativeReason,
    thumbs: conversation.thumbs,
    locale: conversation.locale,
    topics: conversation.topics,
    title: conversation.title,
    url: conversation.url,
    triage: conversation.triage,
  };
}

/** The list for a terminal. */
export function renderConversations(conversations: ConversationSummary[]): string {
  const rows = conversations.map((conversation) => [
    (conversation.ratedAt ?? conversation.startedAt).toISOString().slice(0, 16).replace('T', ' '),
    oneLine(`${conversation.assistant}/${conversation.id}`, TITLE_CHARACTERS),
    conversation.satisfaction,
    conversation.score === null ? '–' : String(conversation.score),
    `${conversation.thumbs.up}/${conversation.thumbs.down}`,
    oneLine(conversation.locale ?? '–', REASON_CHARACTERS),
    conversation.triage ?? 'open',
    oneLine(conversation.title ?? conversation.firstQuestion ?? '–', TITLE_CHARACTERS),
    oneLine(conversation.negativeReason ?? '', REASON_CHARACTERS),
  ]);
  const head = [
    'Time (UTC)',
    'Conversation',
    'Satisfaction',
    'Score',
    'Up/down',
    'Locale',
    'Triage',
    'About',
    'Reason',
  ];
  return renderTable([head, ...rows]);
}
