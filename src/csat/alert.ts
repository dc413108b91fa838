import type { Conversation, ConversationKey } from './conversation.ts';
import type { Outcome, Verdict } from './feedback.ts';

/** Who took an alert, and when. */
export type Acknowledgement = { by: string; at: Date };

/** The card that one downvote gets in a channel: everything the view shows. */
export type Alert = {
  id: number;
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
        firstQuestion: string | null;
        /** null: the rating was withdrawn, or a single thumb is what is told of. */
        verdict: Verdict | null;
        negativeReason: string | null;
        ratedAt: Date | null;
        /** null: open. */
        triage: Outcome | null;
      })
    | null;
  acknowledged: Acknowledgement | null;
  /** Whether somebody has yet to take it: a downvote that stands, that nobody acknowledged and nobody triaged. */
  open: boolean;
};
