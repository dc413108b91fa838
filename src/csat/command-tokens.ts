import { isQuote, QUOTES, quoted, quotedAt, SINGLE_QUOTES } from './command-quotes.ts';

/** A piece of a command's text: `key:value,value`, or a bare word, or words in quotes. */
export type Token = {
  /** What was typed. */
  text: string;
  /** null: a bare word or words in quotes. */
  key: string | null;
  /** One where there is no key. */
  values: string[];
  quoted: boolean;
  /** It ends with a comma, so that the next word may belong to it. */
  continues: boolean;
};

const COLONS = ':：﹕︓';
const COMMAS = ',，、';
const BLANK = /[\s\u200b\u2060\ufeff]/;
/** Soft hyphens and marks of direction, which phones and copied texts leave behind. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200e\u200f\u202a-\u202e\u2061-\u206f]/;
/** What cannot stand in a value without quotes. */
const NEEDS_QUOTES = new RegExp(
  `^[${SINGLE_QUOTES}]|${BLANK.source}|${INVISIBLE.source}|[${COMMAS}\\\\${COLONS}${QUOTES}]|[;；]$`,
);

/** Cuts a command's text into tokens. A quote that is never closed ends with the text. Never throws. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipUnseen(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push({ ...token, text: text.slice(at, token.end).trim() });
    at = skipUnseen(text, token.end);
  }
  return tokens;
}

type TokenAt = Omit<Token, 'text'> & { end: number };

function tokenAt(text: string, at: number): TokenAt {
  const words = quotedIn(text, at);
  if (words !== null) return { key: null, values: [words.value], quoted: true, continues: false, end: words.end };
  const wordEnd = readWord(text, at);
  const colon = skipUnseen(text, wordEnd);
  if (!isOneOf(COLONS, text, colon) || wordEnd === at) {
    // A colon that follows nothing is a word of its own: the scan must go on.
    const end = Math.max(wordEnd, at + 1);
    return { key: null, values: [seen(text.slice(at, end))], quoted: false, continues: false, end };
  }
  const key = seen(text.slice(at, wordEnd));
  const valueAt = skipUnseen(text, colon + 1);
  const isNextField = valueAt > colon + 1 && NEXT_FIELD.test(text.slice(valueAt, valueAt + 40));
  if (isNextField) return { key, values: [], quoted: false, continues: false, end: colon + 1 };
  return { key, ...readValues(text, valueAt) };
}
/** "topic: locale:de" forgot the topic. */
const NEXT_FIELD = new RegExp(`^\\p{L}+[${COLONS}]`, 'u');

function readValues(text: string, start: number): Omit<TokenAt, 'key'> {
  const values: string[] = [];
  let quoted = false;
  let at = start;
  for (;;) {
    const inQuotes = quotedIn(text, at);
    const end = inQuotes?.end ?? readWhile(text, at, (here) => !isBlank(text, here) && !isOneOf(COMMAS, text, here));
    const value = inQuotes?.value ?? seen(text.slice(at, end)).replace(/[;；]+$/, '');
    if (inQuotes !== null || value !== '') values.push(value);
    quoted ||= inQuotes !== null;
    at = end;
    if (!isOneOf(COMMAS, text, at)) return { values, quoted, continues: false, end: at };
    while (isOneOf(COMMAS, text, at)) at += 1;
    if (at >= text.length || isBlank(text, at)) return { values, quoted, continues: true, end: at };
  }
}

/** The value as it must be typed to be read as this value. */
export function quoteIfNeeded(value: string): string {
  return value === '' || NEEDS_QUOTES.test(value) ? quoted(value) : value;
}

/** Whether a word is nothing but what stands between others: "7d, locale:de". */
export const isSeparator = (word: string): boolean => new RegExp(`^[${COMMAS};；|+&]*$|^and$`, 'i').test(word);

const quotedIn = (text: string, at: number) =>
  quotedAt(text, at, (end) => end >= text.length || isBlank(text, end) || isOneOf(`${COMMAS};`, text, end));
const readWord = (text: string, start: number) =>
  readWhile(text, start, (at) => !isBlank(text, at) && !isOneOf(COLONS, text, at) && !isQuote(text, at));
const skipUnseen = (text: string, start: number) =>
  readWhile(text, start, (at) => isBlank(text, at) || INVISIBLE.test(text.charAt(at)));

function readWhile(text: string, start: number, isPart: (at: number) => boolean): number {
  let at = start;
  while (at < text.length && isPart(at)) at += 1;
  return at;
}

const seen = (text: string) => text.replace(new RegExp(INVISIBLE, 'g'), '');
const isBlank = (text: string, at: number) => BLANK.test(text.charAt(at));
const isOneOf = (characters: string, text: string, at: number) =>
  at < text.length && characters.includes(text.charAt(at));
