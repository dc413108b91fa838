import type { RichTextElement, RichTextSection } from '@slack/types';
import type { Alert } from '../../csat/alert.ts';
import type { Escalation } from '../../csat/escalation.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { ACTION } from '../ids.ts';
import { entryName, entryReason } from './alert-entry.ts';
import { button, buttons, leaf, line, linkTo, note, person, plain, richText, when } from './blocks.ts';
import { fallbackText } from './text.ts';
import { counted, durationWords } from './words.ts';

const MINUTE_MS = 60_000;

/**
 * Calls for somebody: an alert, or several that are due together, waited past the limit. `linkOf` gives the address of the
 * message that shows an alert; null: none can be had, and the message says where to look.
 *
 *     ⏰ @support-leads: 3 downvotes wait for somebody for more than 4 h
 *     Where is my parcel?  “Nobody answered my question.”  Open the card
 *     [Acknowledge]
 */
export function escalationMessage(escalation: Escalation, linkOf: (ts: string) => string | null): SlackMessage {
  const { to, total, open, alerts, level } = escalation;
  if (open === 0) return answered(escalation, linkOf);
  const [only] = alerts;
  const what = total === 1 ? 'a downvote waits' : `${counted(open, 'downvote')} ${open === 1 ? 'waits' : 'wait'}`;
  const limit = durationWords(escalation.limitMinutes * MINUTE_MS);
  const more = total - alerts.length;
  return {
    text: `${level === 2 ? 'Second call: ' : ''}${what} for somebody for more than ${limit}`,
    blocks: [
      richText(
        line(
          leaf('⏰ '),
          ...(to === null ? [] : [target(to), leaf('  ')]),
          leaf(`${level === 2 ? 'Second call: ' : ''}${what} for somebody for more than ${limit}.`, { bold: true }),
          ...(open < total
            ? [leaf(` ${counted(total - open, 'other')} ${total - open === 1 ? 'is' : 'are'} done.`)]
            : []),
        ),
        ...alerts.map((entry) => entryLine(entry, linkOf)),
      ),
      ...(more > 0 ? [note(plain(`and ${more.toLocaleString('en')} more in this channel`))] : []),
      ...buttons(
        total === 1 && only !== undefined
          ? button(ACTION.acknowledge, 'Acknowledge', String(only.alertId), {
              primary: true,
              label: 'Acknowledge: I take care of this one',
            })
          : null,
      ),
    ],
  };
}

/** To whoever took the alert for a time that is over; then who takes it instead. `link`: of the alert's card. */
export function reminderMessage(alert: Alert, link: string | null): SlackMessage {
  const { lapsed, acknowledged, conversation } = alert;
  const card = link === null ? leaf('Its card is above in this channel.') : linkTo(link, 'Open the card');
  if (
    conversation === null ||
    acknowledged !== null ||
    lapsed === null ||
    conversation.triage !== null ||
    conversation.rating?.verdict !== 'down'
  ) {
    return {
      text: 'A reminder that is done with.',
      blocks: [
        richText(
          line(
            leaf('✅ '),
            ...(acknowledged === null
              ? [leaf(conversation === null ? 'The conversation was erased.' : 'This one is done.')]
              : [leaf('Acknowledged by '), person(acknowledged.by)]),
            leaf('  '),
            card,
          ),
        ),
      ],
    };
  }
  const name = fallbackText(conversation.assistantName, 80) || 'an assistant';
  return {
    text: `A downvote in ${name} is open again: the time for which it was acknowledged is over`,
    blocks: [
      richText(
        line(
          leaf('⏳ '),
          person(lapsed.by),
          leaf('  the time for which you took this one is over, and it is open again. ', { bold: true }),
          card,
        ),
      ),
      ...buttons(
        button(ACTION.acknowledge, 'Acknowledge', String(alert.id), {
          primary: true,
          label: 'Acknowledge: I take care of this one',
        }),
      ),
    ],
  };
}

function answered({ total, alerts }: Escalation, linkOf: (ts: string) => string | null): SlackMessage {
  const what = total === 1 ? 'This downvote' : `All ${counted(total, 'downvote')} called for here`;
  return {
    text: `${what}: acknowledged or done`,
    blocks: [
      richText(
        line(leaf('✅ '), leaf(`${what}: acknowledged or done.`, { bold: true })),
        ...alerts.map((entry) => entryLine(entry, linkOf)),
      ),
    ],
  };
}

function entryLine(entry: Escalation['alerts'][number], linkOf: (ts: string) => string | null): RichTextSection {
  const { acknowledged, conversation, ts } = entry;
  const reason = entryReason(entry, 120);
  const link = ts === null ? null : linkOf(ts);
  return line(
    leaf('\n'),
    leaf(entryName(entry, 100)),
    ...(reason === '' ? [] : [leaf(`  “${reason}”`, { italic: true })]),
    leaf('  '),
    link === null ? leaf('its card is above in this channel') : linkTo(link, 'Open the card'),
    ...(acknowledged !== null
      ? [leaf('  ✅ '), person(acknowledged.by), leaf(' '), when(acknowledged.at)]
      : conversation?.triage
        ? [leaf(`  triage: ${conversation.triage}`)]
        : []),
  );
}

/** A user group is mentioned as such, anybody else as a person. */
const target = (to: string): RichTextElement =>
  /^S[A-Z0-9]{2,}$/.test(to) ? { type: 'usergroup', usergroup_id: to } : person(to);
