import type { KnownBlock, ModalView, RichTextElement, RichTextSection } from '@slack/types';
import { GAP_PAGE_ROWS, type Gap, type GapConversation, type GapDetail } from '../../csat/gap.ts';
import { OUTCOME_WORDS } from '../../csat/triage.ts';
import { conversationKeyValue } from '../carried.ts';
import { type GapPlace, gapPlaceValue } from '../gap-place.ts';
import { ACTION, CALLBACK } from '../ids.ts';
import {
  button,
  buttons,
  divider,
  leaf,
  line,
  linkTo,
  menu,
  mrkdwn,
  note,
  outside,
  outsideLine,
  person,
  plain,
  quote,
  richText,
  section,
  when,
  whenMrkdwn,
} from './blocks.ts';
import { effectWords, eventWords, gapName, questionWords, weekWords } from './gap-words.ts';
import { cleanLine, cut } from './text.ts';
import { counted } from './words.ts';

const REASON_CHARACTERS = 200;
const SHOWN_REASONS = 3;

export type GapView = {
  detail: GapDetail;
  channelId: string;
  /** What just happened. */
  notice?: RichTextSection;
  /** The gap that one of its conversations has just become. */
  splitOff?: number | null;
};

/** Everything about one gap: what it is called, what stands, whether a fix helped, its reasons, its conversations, its history. */
export function gapView({ detail, channelId, notice, splitOff = null }: GapView): ModalView {
  const { gap, conversations } = detail;
  const place: GapPlace = { gapId: gap.id, channelId, page: conversations.page, version: gap.version };
  return {
    type: 'modal',
    callback_id: CALLBACK.gap,
    title: plain('Gap'),
    close: plain('Close'),
    private_metadata: gapPlaceValue(place),
    blocks: [
      ...(notice === undefined ? [] : [richText(notice), ...splitOffButtons(splitOff), divider()]),
      richText(
        line(outsideLine(gapName(gap, 150), 150, { bold: true })),
        ...(gap.name === null ? [] : [quote(outside(gap.question, 300, 'The question was erased.'))]),
        line(leaf(factsOf(detail).join('  ·  '))),
        ...stateLines(gap),
      ),
      ...effectBlocks(detail),
      ...steps(gap),
      ...reasonBlocks(detail),
      ...conversationBlocks(detail),
      ...historyBlocks(detail),
    ],
  };
}

function splitOffButtons(splitOff: number | null): KnownBlock[] {
  if (splitOff === null) return [];
  return buttons(
    button(ACTION.openGap, 'Open it', String(splitOff), { label: 'Open it: the gap that was split off' }),
    button(ACTION.undoSplit, 'Undo', String(splitOff), { label: 'Undo: make it one with this gap again' }),
  );
}

function factsOf({ zone, conversations, topics, firstAt, lastAt }: GapDetail): string[] {
  return [
    counted(conversations.total, 'conversation'),
    ...(firstAt === null || lastAt === null ? [] : [daysIn(zone).formatRange(firstAt, lastAt)]),
    ...topics.map((topic) => cut(cleanLine(topic), 40)).filter((topic) => topic !== ''),
  ];
}

const daysIn = (zone: string) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone });

function stateLines({ outcome, owner, link, note: text, status, closedAt, closedBy }: Gap): RichTextSection[] {
  const parts: RichTextElement[][] = [
    ...(outcome === null ? [] : [[leaf(OUTCOME_WORDS[outcome].title, { bold: true })]]),
    ...(owner === null ? [] : [[leaf('owner '), person(owner)]]),
    ...(link === null ? [] : [[linkTo(link, 'the change')]]),
  ];
  return [
    ...(parts.length === 0 ? [] : [line(...parts.flatMap((part, n) => (n === 0 ? part : [leaf('  ·  '), ...part])))]),
    ...(text === null ? [] : [line(leaf('Note  ', { bold: true }), outside(text, 300, '(empty)'))]),
    ...(closedAt === null || closedBy === null
      ? []
      : [line(leaf('✅ Marked done', { bold: true }), leaf(' by '), person(closedBy), leaf(', '), when(closedAt))]),
    ...(status === 'dismissed' ? [line(leaf('Dismissed: it is in no list and no digest.', { bold: true }))] : []),
  ];
}

function effectBlocks({ effect, weeks }: GapDetail): KnownBlock[] {
  if (effect === null) return [];
  const { sentence, counts } = effectWords(effect);
  const weekly = weekWords(weeks);
  return [
    richText(line(leaf(sentence, { bold: true }))),
    ...(weekly === null ? [] : [note(plain(weekly))]),
    note(plain(counts)),
  ];
}

function steps(gap: Gap): KnownBlock[] {
  const version = String(gap.version);
  const state =
    gap.status === 'open'
      ? button(ACTION.markGapDone, 'Mark done', version, {
          label: 'Mark done: Thumbline then watches whether it helped',
        })
      : gap.status === 'done'
        ? button(ACTION.reopenGap, 'Open again', version)
        : null;
  const choices: [string, string][] = [
    ['Merge with another gap', 'merge'],
    gap.status === 'dismissed' ? ['Bring it back', 'restore'] : ['Dismiss', 'dismiss'],
  ];
  return buttons(
    button(ACTION.workOnGap, 'Work on it', version, {
      primary: true,
      label: 'Work on it: name, outcome, owner, note and link',
    }),
    state,
    menu(ACTION.gapMenu, choices),
  );
}

function reasonBlocks({ reasons }: GapDetail): KnownBlock[] {
  if (reasons.length === 0) return [];
  return [
    richText(
      line(leaf('What shoppers gave as reasons', { bold: true })),
      ...reasons.slice(0, SHOWN_REASONS).map((reason) => quote(outside(reason, REASON_CHARACTERS, '(empty)'))),
    ),
  ];
}

function conversationBlocks({ conversations: { page, pages, total, conversations } }: GapDetail): KnownBlock[] {
  const first = page * GAP_PAGE_ROWS + 1;
  const range =
    total === 0
      ? 'none any more'
      : `${first}–${first + conversations.length - 1} of ${total.toLocaleString('en')}, newest first`;
  return [
    divider(),
    richText(line(leaf('Conversations', { bold: true }), leaf(`  ·  ${range}`))),
    ...conversations.flatMap((conversation) => row(conversation, total > 1)),
    ...buttons(
      page === 0 ? null : button(ACTION.newerGapRows, 'Newer', String(page - 1)),
      page >= pages - 1 ? null : button(ACTION.olderGapRows, 'Older', String(page + 1)),
    ),
  ];
}

function row(conversation: GapConversation, canSplit: boolean): KnownBlock[] {
  const { question, negativeReason, at, downvoted, thumbsDown, assistant, locale, triage } = conversation;
  const reason = cut(cleanLine(negativeReason ?? ''), 160);
  const value = conversationKeyValue(conversation);
  const facts = [
    downvoted ? 'downvote' : null,
    thumbsDown === 0 ? null : `👎 ${thumbsDown}`,
    cut(cleanLine(assistant), 60),
    cut(cleanLine(locale ?? ''), 40),
    `triage: ${triage ?? 'open'}`,
  ].filter((text) => text !== null && text !== '');
  return [
    section(plain(`${questionWords(question, 200)}${reason === '' ? '' : `\nReason: ${reason}`}`)),
    note(mrkdwn(whenMrkdwn(at)), plain(facts.map((fact) => `·  ${fact}`).join('  '))),
    ...buttons(
      button(ACTION.openGapTranscript, 'Open', value, { label: 'Open the transcript' }),
      canSplit
        ? button(ACTION.splitGap, 'Not this gap', value, { label: 'Not this gap: split this conversation off' })
        : null,
    ),
  ];
}

function historyBlocks({ history }: GapDetail): KnownBlock[] {
  if (history.length === 0) return [];
  return [
    divider(),
    richText(
      line(leaf('History', { bold: true })),
      ...history.map((event) =>
        line(when(event.at), leaf('  ·  '), person(event.actor), leaf(`  ${eventWords(event)}`)),
      ),
    ),
  ];
}
