import type { AlertEntry } from '../../csat/alert.ts';
import { cleanLine, cut } from './text.ts';

/** What an alert is called in a list: the title or the first question, of a single thumb the question before it; on one line. */
export function entryName({ conversation, thumb }: AlertEntry, maxCharacters: number): string {
  if (conversation === null) return '(erased)';
  return (
    cut(
      cleanLine(
        (thumb === null
          ? (conversation.title ?? conversation.question)
          : (conversation.question ?? conversation.title)) ?? '',
      ),
      maxCharacters,
    ) || '(no question)'
  );
}

/** The shopper's reason on one line; '' where there is none. */
export const entryReason = ({ conversation }: AlertEntry, maxCharacters: number): string =>
  cut(cleanLine(conversation?.negativeReason ?? ''), maxCharacters);

/** What became of it, where it is not open any more. null: nothing to say. */
export function entryChange({ conversation, thumb }: AlertEntry): string | null {
  if (conversation === null) return 'erased';
  if (conversation.triage !== null) return `triage: ${conversation.triage}`;
  if (thumb !== null) {
    if (thumb.value === 'down') return null;
    return thumb.value === 'up' ? 'changed to a thumb up' : 'thumb withdrawn';
  }
  if (conversation.verdict === 'up') return 'changed to an upvote';
  if (conversation.verdict === 'neutral') return 'changed to a neutral rating';
  return null;
}
