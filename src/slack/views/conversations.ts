import type { KnownBlock } from '@slack/types';
import type { ConversationSummary } from '../../csat/conversation.ts';
import type { Feedback } from '../../csat/feedback.ts';
import type { ConversationFilter } from '../../csat/filters.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { conversationRowValue, type ListPlace, listPlaceValue } from '../carried.ts';
import { ACTION } from '../ids.ts';
import type { ConversationPage } from '../questions.ts';
import {
  button,
  buttons,
  divider,
  leaf,
  line,
  mrkdwn,
  note,
  outsideLine,
  plain,
  richText,
  section,
  whenMrkdwn,
} from './blocks.ts';
import { filterWords } from './filter-words.ts';
import { cleanLine, cut } from './text.ts';
import { counted, LIST_TITLE, scoreWords, thumbsWords } from './words.ts';

const MAX_COUNTED = 1_000;
/** Those that get a line of their own. */
const MOST_PROBLEMS = 5;
/** So long that the longest text to look for can be typed back. */
const MAX_SUGGESTION = 500;

/** What was typed and could not be read, and the nearest thing that can. */
export type Problem = { text: string; suggestion: string };

export type ConversationList = {
  feedback: Feedback;
  filter: ConversationFilter;
  page: ConversationPage;
  /** Where in the list the page begins, as it was asked for. */
  at: Pick<ListPlace, 'after' | 'before'>;
  /** Of the whole list; over 1,000 is "more than 1,000". null: not counted. */
  total: number | null;
  problems: Problem[];
};

/**
 * A page of conversations, newest first:
 *
 *     Downvotes · last 7 days · 12 conversations
 *     Where is my parcel?                                  [Open]
 *     “Nobody answered my question.”
 *     today at 10:09 · Negative 1 of 5 · 👍 0 up  👎 1 down  ·  shop · de-DE · triage: open
 *     …
 *     [Newer] [Older]
 */
export function conversationList(list: ConversationList): SlackMessage {
  const { conversations, next, previous } = list.page;
  const { feedback, filter } = list;
  const place = (cursor: Partial<ListPlace>) =>
    listPlaceValue({ feedback, filter, after: null, before: null, ...cursor });
  const shown = { feedback, filter, ...list.at };
  const newer = previous === null ? null : button(ACTION.newerConversations, 'Newer', place({ before: previous }));
  const older = next === null ? null : button(ACTION.olderConversations, 'Older', place({ after: next }));
  const isTorn = (previous !== null && newer === null) || (next !== null && older === null);
  return {
    text: fallback(list),
    blocks: [
      richText(
        line(
          leaf(LIST_TITLE[list.feedback], { bold: true }),
          ...filterWords(list.filter).flatMap((words) => [leaf('  ·  '), words]),
          ...(list.total === null ? [] : [leaf('  ·  '), leaf(totalWords(list.total))]),
        ),
      ),
      ...problemLines(list.problems),
      ...(conversations.length === 0
        ? nothingFound(list)
        : conversations.flatMap((conversation) => row(conversation, shown))),
      ...searchedSoFar(list),
      ...buttons(newer, older),
      ...(isTorn ? [note(plain('The filters are too long to turn pages: ask again with fewer.'))] : []),
    ],
  };
}

function row(conversation: ConversationSummary, list: ListPlace): KnownBlock[] {
  const { title, firstQuestion, negativeReason, ratedAt, startedAt, satisfaction, score, thumbs } = conversation;
  const name = cut(cleanLine(title ?? firstQuestion ?? ''), 120) || '(no question)';
  const reason = cut(cleanLine(negativeReason ?? ''), 160);
  const verdict = score === null ? satisfaction : `${satisfaction} ${scoreWords(score)}`;
  const open = button(ACTION.openTranscript, 'Open', conversationRowValue(conversation, list), {
    label: 'Open the transcript',
  });
  const triage = button(ACTION.triageConversation, 'Triage', conversationRowValue(conversation, list), {
    label: 'Triage: what should happen, and who does it',
  });
  const source = [
    ...[conversation.assistant, conversation.locale ?? '', ...conversation.topics.slice(0, 3)]
      .map((text) => cut(cleanLine(text), 60))
      .filter((text) => text !== ''),
    `triage: ${conversation.triage ?? 'open'}`,
  ];
  return [
    divider(),
    section(plain(reason === '' ? name : `${name}\n“${reason}”`)),
    note(
      mrkdwn(`${whenMrkdwn(ratedAt ?? startedAt)}  ·  ${verdict}  ·  ${thumbsWords(thumbs)}`),
      plain(`·  ${source.join('  ·  ')}`),
    ),
    ...buttons(open, triage),
  ];
}

/** What no index answers is looked for among a few thousand conversations at a time. */
function searchedSoFar({ page, at }: ConversationList): KnownBlock[] {
  if (!page.searchedTo) return [];
  const goesOn =
    at.before !== null && at.after === null ? 'Newer looks among newer ones.' : 'Older looks further back.';
  return [note(mrkdwn(`Searched as far as ${whenMrkdwn(page.searchedTo)}. ${goesOn}`))];
}

function nothingFound({ feedback, filter, page }: ConversationList): KnownBlock[] {
  if (page.searchedTo) return [richText(line(leaf('Nothing found so far.')))];
  const pastTheEnd = page.next !== null || page.previous !== null;
  const sentence = pastTheEnd ? 'Nothing on this page any more.' : 'No conversation matches.';
  const isFiltered = filterWords(filter).length > 0;
  const hints = [
    isFiltered ? 'Leave a filter out, or ask for a longer period such as 4w.' : null,
    feedback === 'downvote' ? 'A downvote is a conversation that its shopper rated down after it ended.' : null,
    filter.environment === 'real' ? 'Sandbox conversations count only with env:sandbox.' : null,
    'All filters: /csat help',
  ].filter((hint) => hint !== null);
  return [richText(line(leaf(sentence))), note(...hints.map(plain))];
}

export function problemLines(problems: Problem[]): KnownBlock[] {
  if (problems.length === 0) return [];
  const more = problems.slice(MOST_PROBLEMS).map(({ text }) => cut(cleanLine(text), 40));
  return [
    richText(
      ...problems
        .slice(0, MOST_PROBLEMS)
        .map(({ text, suggestion }) =>
          line(
            leaf('Not understood: '),
            outsideLine(text, 80, { bold: true }),
            leaf('. '),
            outsideLine(suggestion, MAX_SUGGESTION),
          ),
        ),
      ...(more.length === 0 ? [] : [line(leaf(`and ${more.length} more: `), outsideLine(more.join(', '), 200))]),
    ),
  ];
}

const totalWords = (total: number) =>
  total > MAX_COUNTED ? 'more than 1,000 conversations' : counted(total, 'conversation');

function fallback({ feedback, page, total }: ConversationList): string {
  if (page.conversations.length === 0) {
    return `${LIST_TITLE[feedback]}: ${page.searchedTo ? 'nothing found so far.' : 'no conversation matches.'}`;
  }
  const of = total === null ? '' : ` of ${totalWords(total)}`;
  return `${LIST_TITLE[feedback]}: ${page.conversations.length}${of}, newest first.`;
}
