import type { Alert } from '../../csat/alert.ts';
import type { Conversation, Turn } from '../../csat/conversation.ts';

/** What an alert tells of, as it stands now. */
export type AlertTitle = {
  emoji: string;
  /** They stay true when colour and emoji are gone. */
  words: string;
  /** The shopper's; null: none given, or nothing there that could have one. */
  reason: string | null;
  /** null: nothing stands any more that has a time of its own. */
  at: Date | null;
};

/** Of a downvote the rating decides, of a single thumb the message that it was under. */
export function titleOf(conversation: Conversation, { messageId }: Pick<Alert, 'messageId'>): AlertTitle {
  return messageId === null ? ofRating(conversation) : ofThumb(conversation.turns.find(({ id }) => id === messageId));
}

function ofRating({ rating }: Conversation): AlertTitle {
  if (rating === null) return { emoji: '↩️', words: 'Downvote withdrawn', reason: null, at: null };
  const said = { reason: rating.negativeReason, at: rating.ratedAt };
  if (rating.verdict === 'up') return { emoji: '👍', words: 'Changed to an upvote', ...said };
  if (rating.verdict === 'neutral') return { emoji: '✋', words: 'Changed to a neutral rating', ...said };
  return { emoji: '👎', words: 'Downvote', ...said };
}

function ofThumb(turn: Turn | undefined): AlertTitle {
  const thumb = turn?.thumb ?? null;
  if (thumb === null) return { emoji: '↩️', words: 'Thumb down withdrawn', reason: null, at: null };
  const said = { reason: thumb.reason, at: thumb.givenAt };
  return thumb.value === 'up'
    ? { emoji: '👍', words: 'Changed to a thumb up', ...said }
    : { emoji: '👎', words: 'Thumb down', ...said };
}
