import type { Conversation } from './conversation.ts';

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
