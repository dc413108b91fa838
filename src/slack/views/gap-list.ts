import type { KnownBlock } from '@slack/types';
import type { ConversationFilter } from '../../csat/filters.ts';
import type { GapList, GapRow, GapShelf } from '../../csat/gap.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { ACTION } from '../ids.ts';
import { button, divider, leaf, line, note, plain, richText, section } from './blocks.ts';
import { type Problem, problemLines } from './conversations.ts';
import { dayWords, filterWords, periodWords } from './filter-words.ts';
import { countWords, downvoteWords, gapName, questionWords } from './gap-words.ts';
import { cleanLine, cut, fallbackText } from './text.ts';
import { counted } from './words.ts';

const SHOWN = 10;
const TITLES: Record<GapShelf, string> = {
  standing: 'Gaps',
  done: 'Gaps marked done',
  dismissed: 'Dismissed gaps',
};

export type GapListView = {
  list: GapList;
  /** false: the channel has no subscription, so that nobody follows its gaps. */
  followed: boolean;
  /** false: they could not be looked at anew. */
  fresh?: boolean;
  shelf: GapShelf;
  filter: ConversationFilter;
  problems: Problem[];
};

/**
 * The gaps of a period, the largest first:
 *
 *     Gaps · 9–15 Nov 2026 · 53 downvotes
 *     “Where do I print the return label?”                 [Open]
 *     12 conversations (+3, 9 in the period before) · 8 downvotes, 15% of all · returns
 */
export function gapList({ list, followed, fresh = true, shelf, filter, problems }: GapListView): SlackMessage {
  const { gaps, downvotes, single, dismissed } = list;
  const hidden = gaps.length - SHOWN;
  return {
    text: fallbackOf(list, filter),
    blocks: [
      richText(
        line(
          leaf(TITLES[shelf], { bold: true }),
          ...filterWords(filter).flatMap((words) => [leaf('  ·  '), words]),
          leaf(`  ·  ${counted(downvotes, 'downvote')}`),
        ),
      ),
      ...problemLines(problems),
      ...(gaps.length === 0
        ? nothingFound(list, shelf)
        : gaps.slice(0, SHOWN).flatMap((gap) => row(gap, list, followed))),
      ...notes(
        fresh ? null : 'As they were last found: they could not be looked at anew just now.',
        list.countedFrom === null
          ? null
          : `Counted from ${dayWords(list.countedFrom)} on: the gaps of longer ago are not known.`,
        hidden > 0 ? `And ${hidden} smaller ones: ask for a shorter period, an assistant, a locale or a topic.` : null,
        shelf === 'standing' && gaps.length > 0 && single > 0
          ? `${counted(single, 'more question')} with one conversation each.`
          : null,
        shelf === 'standing' && dismissed > 0 ? `${dismissed} dismissed: /csat gaps dismissed` : null,
        followed ? null : 'Nobody follows these gaps: /csat subscribe keeps their names, owners and history here.',
      ),
    ],
  };
}

function row(gap: GapRow, { downvotes }: GapList, followed: boolean): KnownBlock[] {
  const facts = [
    countWords(gap),
    downvoteWords(gap, downvotes),
    gap.thumbsDown === 0 ? null : `${counted(gap.thumbsDown, 'thumb')} down`,
    ...gap.topics.map((topic) => cut(cleanLine(topic), 40)),
    gap.status === 'done'
      ? '✅ marked done'
      : gap.status === 'dismissed'
        ? 'dismissed'
        : gap.outcome === null
          ? null
          : `outcome: ${gap.outcome}`,
  ].filter((words) => words !== null && words !== '');
  const name = gapName(gap, 150);
  const sample = gap.name === null ? '' : `\n${questionWords(gap.question, 150)}`;
  const open = followed
    ? button(ACTION.openGap, 'Open', String(gap.id), { label: 'Open the gap: its conversations, its outcome' })
    : null;
  return [divider(), section(plain(`${name}${sample}`), open ?? undefined), note(plain(facts.join('  ·  ')))];
}

function nothingFound({ single }: GapList, shelf: GapShelf): KnownBlock[] {
  if (shelf === 'done') return [richText(line(leaf('No gap with feedback in this period is marked done.')))];
  if (shelf === 'dismissed') return [richText(line(leaf('No gap with feedback in this period was dismissed.')))];
  return [
    richText(line(leaf('No question was asked in two conversations with bad feedback.'))),
    ...notes(
      single > 0
        ? `${counted(single, 'question')} with one conversation each: /downvotes lists the conversations.`
        : null,
      'A gap is a group of similar questions whose answers got thumbs down, or whose conversations got downvotes.',
      'Try a longer period such as 4w. All filters: /csat help',
    ),
  ];
}

function notes(...words: (string | null)[]): KnownBlock[] {
  const present = words.filter((text) => text !== null);
  return present.length === 0 ? [] : [note(...present.map(plain))];
}

function fallbackOf({ gaps }: GapList, { period }: ConversationFilter): string {
  const when = period === null ? '' : ` of ${periodWords(period)}`;
  if (gaps.length === 0) return fallbackText(`Gaps${when}: none of two conversations and more.`, 300);
  return fallbackText(`Gaps${when}: ${gaps.length}, the largest first: ${gapName(gaps[0] as GapRow, 150)}`, 400);
}
