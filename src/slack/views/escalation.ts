import type { KnownBlock, RichTextElement, RichTextSection } from '@slack/types';
import type { Escalation, Reminder } from '../../csat/escalation.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { acknowledgeButton, acknowledgeForMenu } from './acknowledge-buttons.ts';
import { entryName, entryReason } from './alert-entry.ts';
import { buttons, leaf, line, linkTo, note, person, plain, richText, when } from './blocks.ts';
import { alertsWords, alertWord, counted, durationWords } from './words.ts';

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
  const what =
    total === 1
      ? `a ${alertWord(escalation)} waits`
      : `${alertsWords(open, escalation)} ${open === 1 ? 'waits' : 'wait'}`;
  const limit = durationWords(escalation.limitMinutes * MINUTE_MS);
  return {
    text: `${level === 2 ? 'Second call: ' : ''}${what} for somebody for more than ${limit}`,
    blocks: [
      richText(
        line(
          leaf('⏰ '),
          ...(to === null ? [] : [target(to), leaf('  ')]),
          leaf(`${level === 2 ? 'Second call: ' : ''}${what} for somebody for more than ${limit}.`, { bold: true }),
          ...doneWords(escalation),
        ),
        ...alerts.map((entry) => entryLine(entry, linkOf)),
      ),
      ...moreNote(escalation),
      ...buttons(total === 1 && only !== undefined ? acknowledgeButton(only.alertId) : null),
    ],
  };
}

/**
 * To whoever took alerts for a time that is over; then who has them instead.
 *
 *     ⏳ @ana  the time for which you took 3 downvotes is over, and they are open again.
 *     Where is my parcel?  “Nobody answered my question.”  Open the card
 */
export function reminderMessage(reminder: Reminder, linkOf: (ts: string) => string | null): SlackMessage {
  const { to, total, open, alerts } = reminder;
  if (open === 0) return answered(reminder, linkOf);
  const [only] = alerts;
  const what = open === 1 ? `a ${alertWord(reminder)}` : alertsWords(open, reminder);
  const again = open === 1 ? 'it is open again' : 'they are open again';
  return {
    text: `The time for which ${what} ${open === 1 ? 'was' : 'were'} acknowledged is over: ${again}`,
    blocks: [
      richText(
        line(
          leaf('⏳ '),
          ...(to === null ? [] : [person(to), leaf('  ')]),
          leaf(`the time for which you took ${what} is over, and ${again}.`, { bold: true }),
          ...doneWords(reminder),
        ),
        ...alerts.map((entry) => entryLine(entry, linkOf)),
      ),
      ...moreNote(reminder),
      ...(total === 1 && only !== undefined
        ? buttons(acknowledgeButton(only.alertId), acknowledgeForMenu(only.alertId))
        : []),
    ],
  };
}

type Called = Pick<Escalation, 'total' | 'thumbs' | 'open' | 'alerts'>;

const doneWords = ({ total, open }: Called): RichTextElement[] =>
  open < total ? [leaf(` ${counted(total - open, 'other')} ${total - open === 1 ? 'is' : 'are'} done.`)] : [];

function moreNote({ total, alerts }: Called): KnownBlock[] {
  const more = total - alerts.length;
  return more > 0 ? [note(plain(`and ${more.toLocaleString('en')} more in this channel`))] : [];
}

function answered(called: Called, linkOf: (ts: string) => string | null): SlackMessage {
  const { total, alerts } = called;
  const what = total === 1 ? `This ${alertWord(called)}` : `All ${alertsWords(total, called)} named here`;
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
