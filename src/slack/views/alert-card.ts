import type { KnownBlock, RichTextSection } from '@slack/types';
import type { Alert } from '../../csat/alert.ts';
import { type Conversation, type Turn, thumbsOf, turnThatHurt } from '../../csat/conversation.ts';
import { ACKNOWLEDGE_SPANS, type AcknowledgeSpan } from '../../csat/escalation.ts';
import { stageOf } from '../../csat/triage.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { acknowledgeForValue } from '../carried.ts';
import { ACTION } from '../ids.ts';
import {
  button,
  buttons,
  leaf,
  line,
  linkButton,
  menu,
  note,
  outside,
  outsideLine,
  person,
  plain,
  quote,
  richText,
  when,
} from './blocks.ts';
import { fallbackText } from './text.ts';
import { triageBlock } from './triage.ts';
import { counted, durationWords, environmentWords, thumbsWords } from './words.ts';

const NO_REASON = 'No reason given yet';

/**
 * The card of one downvote, as it should be in Slack now: who, why, the turn that hurt, and what became of it.
 *
 *     👎 Downvote · Shop · de-DE · shipping · today at 10:09
 *     ▏ Nobody answered my question.
 *     Asked     Where is my parcel?
 *     Answered  You can return it within 30 days.  👎 thumbs down
 *     Then      I asked where it is!
 *     👍 2 up  👎 1 down · 14 messages
 *     [Acknowledge] [Transcript] [Triage] [Open conversation] […]
 *
 * What came of it stands above the buttons: who acknowledged it, the outcome of the triage.
 */
export function alertCard(alert: Alert): SlackMessage {
  const { conversation } = alert;
  if (conversation === null) return erasedCard(alert);
  const { rating, triage } = conversation;
  const standing = rating?.verdict === 'down';
  return {
    text: fallback(conversation),
    blocks: [
      richText(
        headline(conversation),
        ...(rating === null
          ? []
          : [quote(outside(rating.negativeReason, 600, standing ? NO_REASON : 'No reason given'))]),
      ),
      richText(...hurtLines(conversation)),
      note(plain(`${thumbsWords(thumbsOf(conversation.turns))}  ·  ${counted(conversation.turns.length, 'message')}`)),
      ...acknowledgedLine(alert),
      ...triageBlock(triage),
      ...buttons(
        standing && alert.acknowledged === null && triage === null
          ? button(ACTION.acknowledge, 'Acknowledge', String(alert.id), {
              primary: true,
              label: 'Acknowledge: I take care of this one',
            })
          : null,
        button(ACTION.openAlertTranscript, 'Transcript', String(alert.id)),
        button(ACTION.triageAlert, stageOf(triage) === 're-test' ? 'Re-test' : 'Triage', String(alert.id), {
          label: 'Triage: what should happen, and who does it',
        }),
        linkButton(ACTION.openConversation, 'Open conversation', conversation.url),
        standing && alert.acknowledged === null && triage === null
          ? menu(
              ACTION.acknowledgeFor,
              ACKNOWLEDGE_SPANS.map((span) => [SPAN_WORDS[span], acknowledgeForValue({ alertId: alert.id, span })]),
            )
          : null,
      ),
    ],
  };
}

function erasedCard(alert: Alert): SlackMessage {
  return {
    text: 'A downvote: the conversation was erased.',
    blocks: [
      richText(
        line(leaf('👎 '), leaf('Downvote', { bold: true })),
        line(leaf('The conversation was erased, and with it what stood here.', { italic: true })),
      ),
      ...acknowledgedLine(alert),
    ],
  };
}

/** What happened, in the words that stay true when colour and emoji are gone. */
function title({ rating }: Conversation): { emoji: string; words: string } {
  if (rating === null) return { emoji: '↩️', words: 'Downvote withdrawn' };
  if (rating.verdict === 'up') return { emoji: '👍', words: 'Changed to an upvote' };
  if (rating.verdict === 'neutral') return { emoji: '✋', words: 'Changed to a neutral rating' };
  return { emoji: '👎', words: 'Downvote' };
}

function headline(conversation: Conversation): RichTextSection {
  const { emoji, words } = title(conversation);
  const details = [
    outsideLine(conversation.assistantName, 80, { bold: true }),
    ...(conversation.locale === null ? [] : [outsideLine(conversation.locale, 20)]),
    ...conversation.topics.slice(0, 3).map((topic) => outsideLine(topic, 40)),
    ...[environmentWords(conversation.environment)].flatMap((sandbox) => (sandbox === null ? [] : [leaf(sandbox)])),
    when(conversation.rating?.ratedAt ?? conversation.resolvedAt ?? conversation.startedAt),
  ];
  return line(leaf(`${emoji} `), leaf(words, { bold: true }), ...details.flatMap((detail) => [leaf('  ·  '), detail]));
}

function hurtLines({ turns }: Conversation): RichTextSection[] {
  const { question, answer, next } = turnThatHurt(turns);
  if (question === null && answer === null) {
    return [line(leaf('The conversation has no messages.', { italic: true }))];
  }
  const answeredBy = answer?.role === 'agent' ? 'An agent answered' : 'Answered';
  const thumbedDown = answer?.thumb?.value === 'down' ? [leaf('  👎 thumbs down')] : [];
  const labelled = (label: string, turn: Turn | null, maxCharacters: number) =>
    turn === null ? [] : [leaf(`${label}  `, { bold: true }), outside(turn.body, maxCharacters, '(empty message)')];
  return [
    labelled('Asked', question, 400),
    answer === null ? [] : [...labelled(answeredBy, answer, 700), ...thumbedDown],
    labelled('Then', next, 400),
  ].flatMap((elements) => (elements.length === 0 ? [] : [line(...elements)]));
}

const SPAN_WORDS: Record<AcknowledgeSpan, string> = {
  '1h': 'Acknowledge for 1 hour',
  '4h': 'Acknowledge for 4 hours',
  tomorrow: 'Acknowledge until tomorrow 9:00',
};

function acknowledgedLine({ acknowledged, acknowledgedUntil, lapsed, visibleAt }: Alert): KnownBlock[] {
  if (acknowledged === null) {
    if (lapsed === null) return [];
    return [
      richText(
        line(
          leaf('⏳ Open again', { bold: true }),
          leaf(': the time of '),
          person(lapsed.by),
          leaf(' ended '),
          when(lapsed.at),
        ),
      ),
    ];
  }
  const until = acknowledgedUntil === null ? [] : [leaf(', until '), when(acknowledgedUntil)];
  const after =
    visibleAt === null || acknowledged.at < visibleAt
      ? []
      : [leaf(` after ${durationWords(acknowledged.at.getTime() - visibleAt.getTime())}`)];
  return [
    richText(line(leaf('✅ Acknowledged', { bold: true }), leaf(' by '), person(acknowledged.by), ...after, ...until)),
  ];
}

function fallback(conversation: Conversation): string {
  const name = fallbackText(conversation.assistantName, 80) || 'an assistant';
  const { words } = title(conversation);
  const reason = fallbackText(conversation.rating?.negativeReason ?? '', 150);
  return reason === '' ? `${words} in ${name}: no reason given yet` : `${words} in ${name}: “${reason}”`;
}
