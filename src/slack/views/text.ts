/** C0 and C1 controls but line feed; marks that reorder text; characters without width, but the joiners that scripts and emoji need. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\0-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
/** A joiner that joins nothing: Slack shows a text of these as empty. */
const IDLE_JOINER = /(?<!\p{L}|\p{M}|\p{Emoji})(?:\u200c|\u200d)+|(?:\u200c|\u200d)+(?!\p{L}|\p{M}|\p{Emoji})/gu;
/** In a `u` pattern a surrogate that is part of a pair is no surrogate. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Text that somebody wrote, made safe to show: what cannot be seen and what reorders its neighbours is gone,
 * lines stay, no more than one is empty in a row. May be empty.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(INVISIBLE, '')
    .replace(IDLE_JOINER, '')
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** `cleanText` on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}

/** At most `maxCharacters` UTF-16 units, the last of them "…" where something was cut; never half a character. */
export function cut(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const kept = text.slice(0, maxCharacters - 1).replace(/[\ud800-\udbff]$/, '');
  return `${kept.trimEnd()}…`;
}

/** Outside text in places that Slack parses: it then pings nobody, links nowhere and formats nothing but `*_~\``. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Outside text for the fallback line of a message: one line, cut before it is escaped. */
export function fallbackText(text: string, maxCharacters: number): string {
  return escapeMrkdwn(cut(cleanLine(text), maxCharacters));
}
