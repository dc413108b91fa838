import type { RichTextElement, RichTextSection } from '@slack/types';
import type { Backlog, ChannelStatus } from '../../csat/channel-status.ts';
import type { HeldMessage } from '../../csat/held-message.ts';
import { cureOf } from '../../delivery/cure.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { ACTION } from '../ids.ts';
import { button, buttons, header, leaf, line, note, outside, outsideLine, plain, richText, when } from './blocks.ts';
import { heldMessage } from './held-message.ts';
import { ALERT_WORDS, digestTimeWords } from './subscription-words.ts';
import { counted, durationWords } from './words.ts';

/** One channel's health, for the person who asked. null: it has no subscription and nothing is left to deliver. */
export function channelStatus(status: ChannelStatus | null, at: Date, held: HeldMessage[] = []): SlackMessage {
  if (status === null) {
    return {
      text: 'This channel is not subscribed.',
      blocks: [
        richText(
          line(leaf('This channel is not subscribed: it gets no alerts and no digest.', { bold: true })),
          line(leaf('To begin  '), leaf('/csat subscribe', { code: true })),
        ),
      ],
    };
  }
  const said = held.length > 0 && status.blocked === null ? A_MESSAGE_IS_HELD : headline(status);
  return {
    text: said,
    blocks: [
      header('Status of this channel'),
      richText(
        line(leaf(said, { bold: true })),
        ...trouble(status, at),
        ...lastLines(status),
        ...nextLines(status, at),
        ...openLines(status, at),
      ),
      ...held.slice(0, MAX_HELD_SHOWN).flatMap(heldMessage),
      ...buttons(
        status.subscription === null ? null : button(ACTION.openSettings, 'Settings', status.subscription.channelId),
      ),
      note(plain('Only you see this. Times are yours; the digest’s are the channel’s.')),
    ],
  };
}

const A_MESSAGE_IS_HELD = 'A message may be missing: somebody has to look.';
const MAX_HELD_SHOWN = 5;

function headline({ blocked, failed, unknown, waiting, subscription }: ChannelStatus): string {
  if (blocked !== null) return 'Nothing can be posted here at the moment.';
  if (failed.count > 0) return `Slack refused ${counted(failed.count, 'message')} in the last seven days.`;
  if (unknown.count > 0) return 'All is well, but for messages whose arrival is being looked into.';
  if (subscription === null) return 'The subscription has ended.';
  return waiting.count > 0 ? 'Messages are on their way.' : 'All is well.';
}

/** What is wrong, and what a person can do about it. */
function trouble({ blocked, failed }: ChannelStatus, at: Date): RichTextSection[] {
  return [
    ...(blocked === null
      ? []
      : [
          line(outside(cureOf(blocked.by), 400, 'Slack did not say why.')),
          line(
            leaf(
              `It has been so for ${span(blocked.since, at)}. Nothing is lost: it goes on by itself when that is done`,
            ),
            ...(blocked.retryAt === null || blocked.retryAt <= at
              ? [leaf('.')]
              : [leaf('; tried next '), when(blocked.retryAt), leaf('.')]),
          ),
        ]),
    ...(failed.count === 0
      ? []
      : [
          line(
            leaf('It said: '),
            outsideLine(failed.lastError ?? 'nothing', 100, { code: true }),
            leaf('. Tell your administrator.'),
          ),
        ]),
  ];
}

function lastLines({ lastShown }: ChannelStatus): RichTextSection[] {
  return [
    row('Last alert', lastShown.alert === null ? [leaf('none yet')] : [when(lastShown.alert)]),
    ...(lastShown.escalation === null ? [] : [row('Last escalation', [when(lastShown.escalation)])]),
    row('Last digest', lastShown.digest === null ? [leaf('none yet')] : [when(lastShown.digest)]),
  ];
}

function nextLines({ subscription, nextDigestAt }: ChannelStatus, at: Date): RichTextSection[] {
  if (subscription === null) return [];
  const { digest, zone, alerts } = subscription;
  return [
    row('Alerts', [leaf(ALERT_WORDS[alerts])]),
    row(
      'Next digest',
      digest === null || nextDigestAt === null
        ? [leaf('none')]
        : nextDigestAt <= at
          ? [leaf('being made ready now')]
          : [when(nextDigestAt), leaf(`  (${digestTimeWords(digest, zone)})`)],
    ),
  ];
}

function openLines({ waiting, unknown, outdated }: ChannelStatus, at: Date): RichTextSection[] {
  return [
    row('Waiting', [leaf(backlogWords(waiting, at))]),
    ...(unknown.count === 0
      ? []
      : [
          row('Arrival unknown', [
            leaf(`${backlogWords(unknown, at)}; Slack’s answer was lost, the channel is looked through`),
          ]),
        ]),
    ...(outdated === 0 ? [] : [row('Being brought up to date', [leaf(counted(outdated, 'message'))])]),
  ];
}

const row = (name: string, said: RichTextElement[]) => line(leaf(`${name}  `, { bold: true }), ...said);

const backlogWords = ({ count, since }: Backlog, at: Date): string =>
  count === 0
    ? 'nothing'
    : `${counted(count, 'message')}${since === null ? '' : `, the oldest for ${durationWords(at.getTime() - since.getTime())}`}`;

const span = (since: Date, at: Date) => durationWords(Math.max(0, at.getTime() - since.getTime()));
