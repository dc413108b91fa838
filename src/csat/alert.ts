import type { Conversation, ConversationKey } from './conversation.ts';
import type { Outcome, Thumb, Verdict } from './feedback.ts';

/** Who took an alert, and when. */
export type Acknowledgement = { by: string; at: Date };

/** The card that one downvote or one single thumb down gets in a channel: everything the view shows. */
export type Alert = {
  id: number;
  /** The message under which the single thumb was that it tells of; null: it tells of the conversation's downvote. */
  messageId: string | null;
  /** null: the conversation was erased; the card says so and shows nothing of it. */
  conversation: Conversation | null;
  /** The instant the channel could first see the card; null: not posted yet. */
  visibleAt: Date | null;
  acknowledged: Acknowledgement | null;
  /** When that lapses, unless the conversation is triaged by then; null: never. */
  acknowledgedUntil: Date | null;
  /** Whose acknowledgement lapsed last, and when. */
  lapsed: Acknowledgement | null;
};

/** Whether what the alert tells of still holds: it was not changed, withdrawn or erased. */
export function stands({ conversation, messageId }: Alert): boolean {
  if (conversation === null) return false;
  if (messageId === null) return conversation.rating?.verdict === 'down';
  return conversation.turns.some(({ id, thumb }) => id === messageId && thumb?.value === 'down');
}

/** One alert among several, in a line or two. */
export type AlertEntry = {
  alertId: number;
  /** null: it was erased. */
  conversation:
    | (ConversationKey & {
        assistantName: string;
        locale: string | null;
        topics: string[];
        title: string | null;
        /** The shopper's, before the message with the thumb; else the first. null: there is none. */
        question: string | null;
        /** null: there is no rating. */
        verdict: Verdict | null;
        /** Of what is told of: the rating's, or the thumb's. */
        negativeReason: string | null;
        ratedAt: Date | null;
        /** null: open. */
        triage: Outcome | null;
      })
    | null;
  /** A single thumb is what is told of, and what stands under its message now (`value` null: none); null: a downvote is. */
  thumb: { value: Thumb | null } | null;
  acknowledged: Acknowledgement | null;
  /** Whether somebody has yet to take it: what is told of stands, and nobody acknowledged or triaged it. */
  open: boolean;
};
