import { partsOf, spellingsOf } from './spellings.ts';

/** A piece of a text: `matched` where it is what was searched for. */
export type Piece = { text: string; matched: boolean };

/** Whether a search for these words finds the text. */
export const isMatch = (text: string, words: string): boolean => patternOf(words)?.test(text) ?? false;

/** Where the first match begins; null: there is none. */
export function firstMatchAt(text: string, words: string): number | null {
  const at = patternOf(words)?.exec(text)?.index;
  return at === undefined ? null : at;
}

/**
 * The text in pieces, those that were searched for apart; together they are the text. `most` matches are told apart, the
 * rest is left as it is. Words are found wherever they stand, since not every language writes spaces between them.
 */
export function piecesOf(text: string, words: string, most: number): Piece[] {
  const pattern = patternOf(words);
  if (pattern === null) return [{ text, matched: false }];
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    pieces.push({ text: text.slice(end, match.index), matched: false }, { text: match[0], matched: true });
    end = match.index + match[0].length;
    if (pieces.length === 2 * most) break;
  }
  pieces.push({ text: text.slice(end), matched: false });
  return pieces.filter((piece) => piece.text !== '');
}

/** Letters that a search takes for one another, beside their case; accents stay. The database's `thumbline.folded` does the same. */
const LETTERS = /ss|s|ß|[iıİ]\u0307?/giu;
function patternOfLetters(letters: string): string {
  if (/^[iIıİ]/u.test(letters)) return '[iıİ]\u0307?';
  return letters.toLowerCase() === 's' ? '[sß]' : '(?:ss|ß)';
}

/** White space matches any other: a list finds it in the stored text, a view shows it cleaned. null: nothing to look for. */
function patternOf(words: string): RegExp | null {
  const spellings = spellingsOf(words);
  if (spellings.length === 0) return null;
  const sources = spellings.map((spelling) => partsOf(spelling).map(patternOfPart).join('\\s+'));
  return new RegExp(sources.join('|'), 'giu');
}

const patternOfPart = (part: string) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(LETTERS, patternOfLetters);
