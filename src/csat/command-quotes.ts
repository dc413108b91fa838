/** Straight, curly, low, angle, full-width, corner and ornamental quotes: whatever a keyboard or a phone puts there. Any of them closes any other. */
export const QUOTES = '"“”„‟«»‹›＂「」『』〝〞〟❝❞';
/** Apostrophes as well: quotes only before a word, and only where one stands behind a word. */
export const SINGLE_QUOTES = "'‘’‚‛＇❛❜";

export const isQuote = (text: string, at: number): boolean => at < text.length && QUOTES.includes(text.charAt(at));

/**
 * What stands in quotes from `at`, where a word begins, and where it ends; a quote that is never closed ends with the text.
 * null: no quote is there. `isWordEnd`: whether no word goes on at that place.
 */
export function quotedAt(
  text: string,
  at: number,
  isWordEnd: (at: number) => boolean,
): { value: string; end: number } | null {
  if (isQuote(text, at)) return readTo(text, at, (here) => isQuote(text, here)) ?? toTheEnd(text, at);
  if (at >= text.length || !SINGLE_QUOTES.includes(text.charAt(at))) return null;
  return readTo(text, at, (here) => SINGLE_QUOTES.includes(text.charAt(here)) && isWordEnd(here + 1));
}

/** In quotes, with a backslash before each quote and backslash within. */
export function quoted(value: string): string {
  return `"${value.replace(new RegExp(`[\\\\${QUOTES}]`, 'g'), '\\$&')}"`;
}

/** null: nothing closes it. */
function readTo(text: string, open: number, closes: (at: number) => boolean): { value: string; end: number } | null {
  for (let at = open + 1; at < text.length; at += 1) {
    if (isEscape(text, at)) at += 1;
    else if (closes(at)) return { value: unescaped(text.slice(open + 1, at)), end: at + 1 };
  }
  return null;
}

const toTheEnd = (text: string, open: number) => ({ value: unescaped(text.slice(open + 1)), end: text.length });
const isEscape = (text: string, at: number) =>
  text.charAt(at) === '\\' && (text.charAt(at + 1) === '\\' || isQuote(text, at + 1));
const unescaped = (text: string) => text.replace(new RegExp(`\\\\([\\\\${QUOTES}])`, 'g'), '$1');
