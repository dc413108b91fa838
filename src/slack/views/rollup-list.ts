import type { KnownBlock, ModalView } from '@slack/types';
import type { AlertEntry } from '../../csat/alert.ts';
import { ROLLUP_PAGE_ROWS, type RollupPage } from '../../csat/rollup.ts';
import { ACTION, CALLBACK } from '../ids.ts';
import { entryChange, entryName, entryReason } from './alert-entry.ts';
import {
  button,
  buttons,
  divider,
  leaf,
  line,
  mrkdwn,
  note,
  person,
  plain,
  richText,
  section,
  whenMrkdwn,
} from './blocks.ts';
import { cleanLine, cut } from './text.ts';
import { alertsWords, counted } from './words.ts';

/** Every conversation behind a roll-up's card, ten a page. `privateMetadata`: what the buttons need to find their way back. */
export function rollupList(list: RollupPage, privateMetadata: string): ModalView {
  const { total, thumbs, acknowledged, page, pages, entries } = list;
  const first = page * ROLLUP_PAGE_ROWS + 1;
  return {
    type: 'modal',
    callback_id: CALLBACK.rollup,
    title: plain(thumbs === 0 ? 'Downvotes together' : thumbs === total ? 'Thumbs down together' : 'Alerts together'),
    close: plain('Close'),
    private_metadata: privateMetadata,
    blocks: [
      richText(
        line(
          leaf(`${acknowledged.toLocaleString('en')} of ${total.toLocaleString('en')} acknowledged`, { bold: true }),
          leaf(
            `  ·  ${first}–${first + entries.length - 1} of ${thumbs === 0 ? counted(total, 'conversation') : alertsWords(total, list)}, newest first`,
          ),
        ),
      ),
      ...entries.flatMap(row),
      divider(),
      ...buttons(
        page === 0 ? null : button(ACTION.newerRollupRows, 'Newer', String(page - 1)),
        page >= pages - 1 ? null : button(ACTION.olderRollupRows, 'Older', String(page + 1)),
      ),
    ],
  };
}

function row(entry: AlertEntry): KnownBlock[] {
  const { conversation, acknowledged, alertId, thumb } = entry;
  const reason = entryReason(entry, 160);
  const name = entryName(entry, 120);
  const source = [conversation?.assistantName, conversation?.locale, ...(conversation?.topics.slice(0, 2) ?? [])]
    .map((text) => cut(cleanLine(text ?? ''), 40))
    .concat(thumb === null ? '' : 'single thumb', entryChange(entry) ?? '')
    .filter((text) => text !== '');
  return [
    divider(),
    section(plain(reason === '' ? name : `${name}\n“${reason}”`)),
    ...(acknowledged === null ? [] : [richText(line(leaf('✅ Acknowledged by '), person(acknowledged.by)))]),
    ...(conversation === null
      ? []
      : [
          note(
            ...(conversation.ratedAt === null ? [] : [mrkdwn(whenMrkdwn(conversation.ratedAt))]),
            plain(source.join('  ·  ') || ' '),
          ),
          ...buttons(
            entry.open ? button(ACTION.acknowledgeInRollup, 'Acknowledge', String(alertId)) : null,
            button(ACTION.openRollupTranscript, 'Open', String(alertId), { label: 'Open the transcript' }),
          ),
        ]),
  ];
}
