import type { Button, RichTextSection } from '@slack/types';
import type { AlertEntry } from '../../csat/alert.ts';
import type { Rollup, Tally } from '../../csat/rollup.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { ACTION } from '../ids.ts';
import { entryChange, entryName, entryReason } from './alert-entry.ts';
import { button, buttons, leaf, line, note, outsideLine, person, plain, richText, when } from './blocks.ts';
import { alertsWords, counted, thumbsDownWords } from './words.ts';

/**
 * The card of a burst, as it should be in Slack now. What all members of the channel see is the sum; every conversation is
 * behind *Show all*, where each reader turns pages without turning them for the others.
 *
 *     👎 500 downvotes together · Shop 480, App 20 · today at 10:09 to today at 10:10
 *     212 of 500 acknowledged
 *     Topics   shipping 340 · returns 100
 *     Reasons  “No answer” 40
 *     Where is my parcel?  “Nobody answered my question.”
 *     …and 495 more
 *     [Acknowledge all] [Show all]
 */
export function rollupCard(rollup: Rollup): SlackMessage {
  const { total, thumbs, acknowledged, open, settled, newest } = rollup;
  const what = alertsWords(total, rollup);
  const more = total - newest.length;
  return {
    text: `${what} together: ${acknowledged.toLocaleString('en')} acknowledged`,
    blocks: [
      richText(
        line(
          leaf('👎 '),
          leaf(`${what} together`, { bold: true }),
          ...(thumbs === 0 || thumbs === total
            ? []
            : [leaf(`: ${counted(total - thumbs, 'downvote')}, ${thumbsDownWords(thumbs)}`)]),
          leaf('  ·  '),
          when(rollup.firstAt),
          leaf(' to '),
          when(rollup.lastAt),
        ),
        line(
          leaf(open === 0 ? '✅ ' : ''),
          leaf(`${acknowledged.toLocaleString('en')} of ${total.toLocaleString('en')} acknowledged`, { bold: true }),
          ...(settled === 0 ? [] : [leaf(`  ·  ${settled.toLocaleString('en')} changed, withdrawn or erased since`)]),
        ),
        ...tallyLine('Assistants', rollup.assistants.length > 1 ? rollup.assistants : []),
        ...tallyLine('Topics', rollup.topics),
        ...tallyLine('Same reason', rollup.reasons),
      ),
      richText(...newest.map(entryLine)),
      ...(more > 0 ? [note(plain(`and ${more.toLocaleString('en')} more behind Show all, newest first`))] : []),
      ...buttons(
        open === 0 ? null : acknowledgeAll(rollup.id, open),
        button(ACTION.showRollup, 'Show all', String(rollup.id), { label: 'Show all conversations of this card' }),
      ),
    ],
  };
}

function acknowledgeAll(rollupId: number, open: number): Button | null {
  const made = button(ACTION.acknowledgeRollup, 'Acknowledge all', String(rollupId), {
    primary: true,
    label: 'Acknowledge all: I take care of these',
  });
  if (made === null) return null;
  return {
    ...made,
    confirm: {
      title: plain('Acknowledge all?'),
      text: plain(`You take ${counted(open, 'alert')} that nobody has taken or triaged. This cannot be undone.`),
      confirm: plain('Acknowledge all'),
      deny: plain('Not now'),
    },
  };
}

function tallyLine(label: string, tallies: Tally[]): RichTextSection[] {
  if (tallies.length === 0) return [];
  return [
    line(
      leaf(`${label}  `, { bold: true }),
      ...tallies.flatMap(({ text, count }, index) => [
        ...(index === 0 ? [] : [leaf('  ·  ')]),
        outsideLine(text, 80),
        leaf(` ${count.toLocaleString('en')}`),
      ]),
    ),
  ];
}

function entryLine(entry: AlertEntry): RichTextSection {
  const reason = entryReason(entry, 120);
  const change = entryChange(entry);
  return line(
    leaf(entryName(entry, 100)),
    ...(reason === '' ? [] : [leaf(`  “${reason}”`, { italic: true })]),
    ...(change === null ? [] : [leaf(`  ${change}`)]),
    ...(entry.acknowledged === null ? [] : [leaf('  ✅ '), person(entry.acknowledged.by)]),
    leaf('\n'),
  );
}
