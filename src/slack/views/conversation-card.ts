import type { KnownBlock } from '@slack/types';
import { type Conversation, turnThatHurt } from '../../csat/conversation.ts';
import { satisfactionOf } from '../../csat/feedback.ts';
import { OUTCOME_WORDS, standingOutcome } from '../../csat/triage.ts';
import { conversationKeyValue } from '../carried.ts';
import { ACTION } from '../ids.ts';
import { button, buttons, leaf, line, outside, outsideLine, quote, richText, when } from './blocks.ts';
import { fallbackText } from './text.ts';
import { environmentWords, scoreWords } from './words.ts';

export type LinkCard = { fallback: string; blocks: KnownBlock[] };

const QUOTE_CHARACTERS = 300;

/**
 * What stands below a link to a conversation:
 *
 *     Negative  1 of 5  ·  Shop  ·  de-DE  ·  today at 10:09  ·  triage: open
 *     | Where is my parcel?
 *     | “Nobody answered my question.”
 *     [Transcript] [Triage]
 *
 * Without `quotes` it says nothing that the shopper wrote.
 */
export function conversationCard(conversation: Conversation, { quotes }: { quotes: boolean }): LinkCard {
  const { rating, assistantName, locale, environment, startedAt, triage, title, turns } = conversation;
  const satisfaction = satisfactionOf(rating?.verdict ?? null);
  const outcome = standingOutcome(triage);
  const sandbox = environmentWords(environment);
  const question = turnThatHurt(turns).question?.body ?? title ?? turns[0]?.body ?? null;
  const facts = [
    outsideLine(assistantName, 80),
    ...(locale === null ? [] : [outsideLine(locale, 20)]),
    ...(sandbox === null ? [] : [leaf(sandbox)]),
    when(rating?.ratedAt ?? startedAt),
    leaf(`triage: ${outcome === null ? 'open' : OUTCOME_WORDS[outcome].title}`),
  ];
  const key = conversationKeyValue(conversation);
  return {
    fallback: `${satisfaction}: a conversation with ${fallbackText(assistantName, 80) || 'an assistant'}`,
    blocks: [
      richText(
        line(
          leaf(satisfaction, { bold: true }),
          ...(rating?.score == null ? [] : [leaf(`  ${scoreWords(rating.score)}`)]),
          ...facts.flatMap((fact) => [leaf('  ·  '), fact]),
        ),
        ...(quotes ? [quote(outside(question, QUOTE_CHARACTERS, 'A conversation without messages'))] : []),
        ...(quotes && rating?.negativeReason != null
          ? [quote(leaf('“'), outside(rating.negativeReason, QUOTE_CHARACTERS, ' '), leaf('”'))]
          : []),
      ),
      ...buttons(
        button(ACTION.openTranscript, 'Transcript', key),
        button(ACTION.triageConversation, 'Triage', key, { label: 'Triage: what should happen, and who does it' }),
      ),
    ],
  };
}
