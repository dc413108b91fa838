/** A piece of a command's text: `key:value`, or a bare word, or words in quotes. `text` is what was typed. */
export type Token = { text: string; key: string | null; value: string; quoted: boolean };

/** Straight, curly, low, angle, full-width and corner quotes: whatever a keyboard or a phone puts there. Any of them closes any other. */
const QUOTES = '"“”„‟«»＂「」『』';
const COLONS = ':：﹕︓';
const BLANK = /[\s\u200b\u2060\ufeff]/;
/** What cannot stand in a value without quotes. */
const NEEDS_QUOTES = new RegExp(`[\\s\\u200b\\u2060\\ufeff,，\\\\${COLONS}${QUOTES}]`);

/** Cuts a command's text into tokens. A quote that is never closed ends with the text. Never throws. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipBlank(text, 0);
  while (at < text.length) {
    const start = at;
    if (isQuote(text, at)) {
      const { value, end } = readQuoted(text, at);
      at = end;
      tokens.push({ text: text.slice(start, at), key: null, value, quoted: true });
    } else {
      const wordEnd = readWord(text, at);
      const colon = skipBlank(text, wordEnd);
      if (isColon(text, colon) && wordEnd > start) {
        const key = text.slice(start, wordEnd);
        const { value, quoted, end } = readValue(text, skipBlank(text, colon + 1));
        at = end;
        tokens.push({ text: text.slice(start, at).trim(), key, value, quoted });
      } else {
        // A colon that follows nothing is a word of its own: the scan must go on.
        at = Math.max(wordEnd, at + 1);
        const word = text.slice(start, at);
        tokens.push({ text: word, key: null, value: word, quoted: false });
      }
    }
    at = skipBlank(text, at);
  }
  return tokens;
}

/** The value as it must be typed to be read as this value. */
export function quoteIfNeeded(value: string): string {
  return value === '' || NEEDS_QUOTES.test(value) ? quoted(value) : value;
}

/** In quotes, with a backslash before each quote and backslash within. */
export function quoted(value: string): string {
  return `"${value.replace(new RegExp(`[\\\\${QUOTES}]`, 'g'), '\\$&')}"`;
}

function readValue(text: string, at: number): { value: string; quoted: boolean; end: number } {
  if (isQuote(text, at)) return { ...readQuoted(text, at), quoted: true };
  let end = at;
  while (end < text.length && !BLANK.test(text.charAt(end))) end += 1;
  return { value: text.slice(at, end), quoted: false, end };
}

function readQuoted(text: string, open: number): { value: string; end: number } {
  let value = '';
  for (let at = open + 1; at < text.length; at += 1) {
    const next = text.charAt(at + 1);
    if (text.charAt(at) === '\\' && next !== '' && (next === '\\' || QUOTES.includes(next))) {
      value += next;
      at += 1;
    } else if (isQuote(text, at)) {
      return { value, end: at + 1 };
    } else {
      value += text.charAt(at);
    }
  }
  return { value, end: text.length };
}

function readWord(text: string, at: number): number {
  let end = at;
  while (end < text.length && !BLANK.test(text.charAt(end)) && !isColon(text, end) && !isQuote(text, end)) end += 1;
  return end;
}

function skipBlank(text: string, at: number): number {
  let end = at;
  while (end < text.length && BLANK.test(text.charAt(end))) end += 1;
  return end;
}

const isQuote = (text: string, at: number) => at < text.length && QUOTES.includes(text.charAt(at));
const isColon = (text: string, at: number) => at < text.length && COLONS.includes(text.charAt(at));
