import type { RichTextBlock } from '@slack/types';
import type { Conversation, Turn } from '../../csat/conversation.ts';
import { isMatch } from '../../csat/matches.ts';
import { leaf, line, outside, outsideLine, outsideMarked, quote, richText, when } from './blocks.ts';
import { cleanText, cut } from './text.ts';

/** Slack refuses a view whose text is longer than about 13,200 characters in all, whatever the limits of its blocks. */
const PAGE_CHARACTERS = 9_000;
const PAGE_TURNS = 40;
const TURN_CHARACTERS = 2_500;
const REASON_CHARACTERS = 300;
/** What a turn says besides its body: who, when, badge. */
const TURN_OVERHEAD = 120;

/** The turns in pages that fit into a modal each; at least one page. A turn is never torn apart, a very long one is cut. */
export function pagesOf(turns: Turn[]): Turn[][] {
  const pages: Turn[][] = [[]];
  let characters = 0;
  for (const turn of turns) {
    const length = lengthOf(turn);
    const page = pages.at(-1) ?? [];
    if (page.length > 0 && (page.length === PAGE_TURNS || characters + length > PAGE_CHARACTERS)) {
      pages.push([turn]);
      characters = length;
    } else {
      page.push(turn);
      characters += length;
    }
  }
  return pages;
}

/** The page that holds the first turn in which the words are found, and which turn that is, both counted from 0. null: in none. */
export function firstMatch(pages: Turn[][], words: string): { page: number; turn: number } | null {
  const turn = pages.flat().findIndex(({ body }) => isMatch(cleanText(body), words));
  if (turn === -1) return null;
  let before = 0;
  const page = pages.findIndex(({ length }) => {
    before += length;
    return turn < before;
  });
  return { page, turn };
}

/** One turn: who and when, what was said with `words` marked, and the badge where a shopper marked it. */
export function turnBlock(turn: Turn, { assistantName }: Conversation, words: string | null): RichTextBlock {
  const { thumb } = turn;
  const speaker = {
    shopper: leaf('Shopper', { bold: true }),
    assistant: outsideLine(assistantName, 80, { bold: true }),
    agent: leaf('Agent', { bold: true }),
  };
  return richText(
    line(speaker[turn.role], leaf('  ·  '), when(turn.sentAt)),
    quote(...outsideMarked(turn.body, TURN_CHARACTERS, '(empty message)', words)),
    ...(thumb === null
      ? []
      : [
          line(
            leaf(thumb.value === 'up' ? '👍 ' : '👎 '),
            leaf(`${thumb.value === 'up' ? 'Positive' : 'Negative'} feedback by user`, { bold: true }),
            ...(thumb.reason === null || cleanText(thumb.reason) === ''
              ? []
              : [leaf(': '), outside(thumb.reason, REASON_CHARACTERS, '')]),
          ),
        ]),
  );
}

const lengthOf = (turn: Turn) =>
  Math.min(turn.body.length, TURN_CHARACTERS) + cut(turn.thumb?.reason ?? '', REASON_CHARACTERS).length + TURN_OVERHEAD;
