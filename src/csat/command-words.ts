import { folded, PERIOD_WORDS } from './command-calendar-words.ts';
import { isDays } from './command-days.ts';
import { leftOut } from './command-fields.ts';
import { readPeriod } from './command-periods.ts';
import { didYouMean, type FilterProblem, type FilterReading, type ReadingContext } from './command-problems.ts';
import { isSeparator, type Token } from './command-tokens.ts';
import { meantBy, onlyOnePeriod } from './command-unread.ts';
import { nearestPhrase } from './nearest.ts';
import type { Period } from './period.ts';

/** "from the 1st of November 2026 to the 15th of November 2026". */
const MOST_WORDS_OF_PERIOD = 12;
/** More words than this are a text that somebody pasted: only short periods are looked for in it, which takes less time. */
const MANY_WORDS = 30;
const MOST_WORDS_IN_MANY = 3;
const NOT = /^(not|no|without|except|excluding|ohne|nicht|kein|sans|pas|sin|sem|não|-|!)$/i;

type Piece =
  | { kind: 'period'; text: string; period: Period; weak: boolean }
  | { kind: 'problem'; problem: FilterProblem; weak: boolean }
  | { kind: 'word'; text: string };

/**
 * Reads words in a row that have no key and no quotes: periods; what else there is is named, words that belong together as
 * one. `after`: the field before them, whose name they may go on with.
 */
export function readWords(words: Token[], after: Token | null, reading: FilterReading, context: ReadingContext): void {
  const { filter, problems } = reading;
  joined(weighed(piecesOf(words, context))).forEach((piece, index) => {
    if (piece.kind === 'problem') problems.push(piece.problem);
    else if (piece.kind === 'word') {
      problems.push({ text: piece.text, suggestion: meantBy(piece.text, index === 0 ? after : null) });
    } else if (filter.period === null) filter.period = piece.period;
    else problems.push({ text: piece.text, suggestion: onlyOnePeriod(filter.period, piece.period) });
  });
}

export const isNot = (token: Token): boolean => token.key === null && !token.quoted && NOT.test(token.text);

function piecesOf(words: Token[], context: ReadingContext): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < words.length; ) {
    const { piece, took } =
      periodAt(words, at, context) ?? leftOutAt(words, at, context) ?? misspelledAt(words, at) ?? wordAt(words, at);
    pieces.push(piece);
    at += took;
  }
  return pieces;
}

const typed = (words: Token[]) => words.map(({ text }) => text).join(' ');

/** As many words as make a period together: "last week" is no "last". null: none do. */
function periodAt(words: Token[], at: number, context: ReadingContext): { piece: Piece; took: number } | null {
  const most = words.length > MANY_WORDS ? MOST_WORDS_IN_MANY : MOST_WORDS_OF_PERIOD;
  for (let took = Math.min(most, words.length - at); took > 0; took -= 1) {
    const taken = words.slice(at, at + took);
    const reading = readPeriod(taken.map(({ values }) => values[0]).join(' '), context.today);
    if (reading === null) continue;
    const [text, weak] = [typed(taken), reading.weak === true];
    if (!isDays(reading)) return { piece: { kind: 'problem', problem: { text, ...reading }, weak }, took };
    const { from, to } = reading;
    return { piece: { kind: 'period', text, period: { zone: context.zone, from, to }, weak }, took };
  }
  return null;
}

/** A word without as many is no misspelled one. */
const LETTERS = /\p{L}{3}/u;
function misspelledAt(words: Token[], at: number): { piece: Piece; took: number } | null {
  for (const took of [2, 1]) {
    const taken = words.slice(at, at + took);
    const near =
      taken.length < took || !LETTERS.test(typed(taken)) ? null : nearestPhrase(folded(typed(taken)), PERIOD_WORDS);
    if (near === null) continue;
    return {
      piece: { kind: 'problem', problem: { text: typed(taken), suggestion: didYouMean(near) }, weak: false },
      took,
    };
  }
  return null;
}

/** "not today", "-today". */
function leftOutAt(words: Token[], at: number, context: ReadingContext): { piece: Piece; took: number } | null {
  const text = words[at]?.text ?? '';
  const next = NOT.test(text) && !/^[-!]$/.test(text) ? periodAt(words, at + 1, context) : null;
  const took = 1 + (next?.took ?? 0);
  if (next === null && !/^[-!]\p{L}/u.test(text)) return null;
  return { piece: { kind: 'problem', problem: leftOut(typed(words.slice(at, at + took))), weak: false }, took };
}

const wordAt = (words: Token[], at: number): { piece: Piece; took: number } => ({
  piece: { kind: 'word', text: words[at]?.text ?? '' },
  took: 1,
});

/** In a sentence "may" is no month and "24/7" no day. */
function weighed(pieces: Piece[]): Piece[] {
  const isSentence = pieces.some((piece) => piece.kind === 'word' && !isSeparator(piece.text));
  if (!isSentence) return pieces;
  return pieces.map((piece) =>
    piece.kind !== 'word' && piece.weak
      ? { kind: 'word', text: piece.kind === 'period' ? piece.text : piece.problem.text }
      : piece,
  );
}

/** Neighbouring words are one piece; what only stands between others is none. */
function joined(pieces: Piece[]): Piece[] {
  const joinedUp: Piece[] = [];
  for (const piece of pieces) {
    const last = joinedUp.at(-1);
    if (piece.kind === 'word' && last?.kind === 'word') {
      joinedUp[joinedUp.length - 1] = { kind: 'word', text: `${last.text} ${piece.text}` };
    } else joinedUp.push(piece);
  }
  return joinedUp.filter((piece) => piece.kind !== 'word' || !isSeparator(piece.text));
}
