import type { KnownBlock, RichTextSection } from '@slack/types';
import { type Alert, stands } from '../../csat/alert.ts';
import { type Conversation, type Turn, thumbsOf, turnThatHurt } from '../../csat/conversation.ts';
import { stageOf } from '../../csat/triage.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { ACTION } from '../ids.ts';
import { acknowledgeButton, acknowledgeForMenu, keepButton, prolongMenu } from './acknowledge-buttons.ts';
import { type AlertTitle, titleOf } from './alert-title.ts';
import {
  button,
  buttons,
  leaf,
  line,
  linkButton,
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
 * The card of one downvote or of one single thumb down, as it should be in Slack now: who, why, the turn that hurt, and what became of it.
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
  const { triage } = conversation;
  const title = titleOf(conversation, alert);
  const isOpen = stands(alert) && triage === null;
  const isForATime = alert.acknowledgedUntil !== null;
  return {
    text: fallback(conversation, title),
    blocks: [
      richText(
        headline(conversation, title),
        ...(title.at === null
          ? []
          : [quote(outside(title.reason, 600, stands(alert) ? NO_REASON : 'No reason given'))]),
      ),
      richText(...hurtLines(conversation, alert)),
      note(plain(`${thumbsWords(thumbsOf(conversation.turns))}  ·  ${counted(conversation.turns.length, 'message')}`)),
      ...acknowledgedLine(alert),
      ...triageBlock(triage),
      ...buttons(
        !isOpen
          ? null
          : alert.acknowledged === null
            ? acknowledgeButton(alert.id)
            : isForATime
              ? keepButton(alert.id)
              : null,
        button(ACTION.openAlertTranscript, 'Transcript', String(alert.id)),
        button(ACTION.triageAlert, stageOf(triage) === 're-test' ? 'Re-test' : 'Triage', String(alert.id), {
          label: 'Triage: what should happen, and who does it',
        }),
        linkButton(ACTION.openConversation, 'Open conversation', conversation.url),
        !isOpen
          ? null
          : alert.acknowledged === null
            ? acknowledgeForMenu(alert.id)
            : isForATime
              ? prolongMenu(alert.id)
              : null,
      ),
    ],
  };
}

function erasedCard(alert: Alert): SlackMessage {
  const told = alert.messageId === null ? 'Downvote' : 'Thumb down';
  return {
    text: `A ${told.toLowerCase()}: the conversation was erased.`,
    blocks: [
      richText(
        line(leaf('👎 '), leaf(told, { bold: true })),
        line(leaf('The conversation was erased, and with it what stood here.', { italic: true })),
      ),
      ...acknowledgedLine(alert),
    ],
  };
}

function headline(conversation: Conversation, { emoji, words, at }: AlertTitle): RichTextSection {
  const details = [
    outsideLine(conversation.assistantName, 80, { bold: true }),
    ...(conversation.locale === null ? [] : [outsideLine(conversation.locale, 20)]),
    ...conversation.topics.slice(0, 3).map((topic) => outsideLine(topic, 40)),
    ...[environmentWords(conversation.environment)].flatMap((sandbox) => (sandbox === null ? [] : [leaf(sandbox)])),
    when(at ?? conversation.resolvedAt ?? conversation.startedAt),
  ];
  return line(leaf(`${emoji} `), leaf(words, { bold: true }), ...details.flatMap((detail) => [leaf('  ·  '), detail]));
}

function hurtLines({ turns }: Conversation, { messageId }: Alert): RichTextSection[] {
  const { question, answer, next } = turnThatHurt(turns, messageId);
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

function fallback({ assistantName }: Conversation, { words, reason: given }: AlertTitle): string {
  const name = fallbackText(assistantName, 80) || 'an assistant';
  const reason = fallbackText(given ?? '', 150);
  return reason === '' ? `${words} in ${name}: no reason given yet` : `${words} in ${name}: “${reason}”`;
}
