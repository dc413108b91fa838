import { leftOut, readField } from './command-fields.ts';
import { printPeriod } from './command-periods.ts';
import type { FilterReading, KnownNames, ReadingContext } from './command-problems.ts';
import { quoted } from './command-quotes.ts';
import { quoteIfNeeded, type Token, tokensOf } from './command-tokens.ts';
import { MAX_WORDS } from './command-unread.ts';
import type { Key, Underway } from './command-values.ts';
import { isNot, readWords } from './command-words.ts';
import { ANY_CONVERSATION, type ConversationFilter } from './filters.ts';
import { dayOf } from './period.ts';

const MAX_TEXT = 1_000;

/**
 * Reads the text after `/downvotes`: filters in any order, as design and help show them. What cannot be read is left out
 * of the filter and named, with the nearest thing that can. Never throws on any text.
 * Relative periods are seen from `now` in the zone; that zone is the period's. `known`: names that may be of several words.
 */
export function parseFilters(
  text: string,
  { now, zone, known }: { now: Date; zone: string; known?: KnownNames },
): FilterReading {
  const filter: ConversationFilter = { ...ANY_CONVERSATION, assistants: [], locales: [], topics: [] };
  if (text.length > MAX_TEXT) {
    const suggestion = `That is longer than ${MAX_TEXT} characters: try fewer filters.`;
    return { filter, problems: [{ text, suggestion }] };
  }
  const reading: Underway = { filter, problems: [], given: new Set() };
  const context = { today: dayOf(now, zone), zone, ...(known && { known }) };
  const tokens = tokensOf(text).flatMap(withoutDayKey);
  for (let at = 0; at < tokens.length; ) at += readAt(tokens, at, reading, context);
  return { filter, problems: reading.problems };
}

/** Gives back how many tokens it took. */
function readAt(tokens: Token[], at: number, reading: Underway, context: ReadingContext): number {
  const token = tokens[at] as Token;
  if (token.key !== null) return readField(tokens, at, reading, context);
  if (token.quoted) return readQuoted(token, reading);
  const rest = tokens.slice(at);
  const end = rest.findIndex(({ key, quoted }) => key !== null || quoted);
  const words = end === -1 ? rest : rest.slice(0, end);
  const [last, next] = [words.at(-1), rest[words.length]];
  const isNegated = last !== undefined && next !== undefined && isNot(last);
  const before = tokens[at - 1];
  readWords(isNegated ? words.slice(0, -1) : words, before?.key == null ? null : before, reading, context);
  if (!isNegated) return words.length;
  reading.problems.push(leftOut(`${last.text} ${next.text}`));
  return words.length + 1;
}

/** Other searches write "since:2026-11-01" and "on:today". */
function withoutDayKey(token: Token): Token[] {
  const key = token.key?.toLowerCase() ?? '';
  const word = (text: string): Token => ({ text, key: null, values: [text], quoted: false, continues: false });
  const days = token.values.join(',').split(/\s+/).map(word);
  if (/^(on|during|date|day|period|when)$/.test(key)) return days;
  return /^(from|since|after|before|until|till|to)$/.test(key) ? [word(key), ...days] : [token];
}

/** The filter as text that `parseFilters` reads as the same filter, in the zone of its period. */
export function printFilter(filter: ConversationFilter): string {
  return filterTerms(filter).join(' ');
}

/** The terms of the filter, each as it can be typed, in any order. Empty: any conversation. */
export function filterTerms(filter: ConversationFilter): string[] {
  const field = (key: Key) => (value: string) => `${key}:${quoteIfNeeded(value)}`;
  return [
    ...(filter.period === null ? [] : [printPeriod(filter.period)]),
    ...filter.assistants.map(field('assistant')),
    ...filter.locales.map(field('locale')),
    ...filter.topics.map(field('topic')),
    ...(filter.triage === null ? [] : [field('triage')(filter.triage)]),
    ...(filter.signal === null ? [] : [field('signal')(filter.signal)]),
    ...(filter.environment === 'real' ? [] : [field('env')(filter.environment)]),
    ...(filter.words === null ? [] : [quoted(filter.words)]),
  ];
}

function readQuoted(token: Token, { filter, problems }: FilterReading): number {
  const words = (token.values[0] ?? '').trim();
  const name = (suggestion: string) => problems.push({ text: token.text, suggestion });
  if (words === '') name('Put the words to look for between the quotes.');
  else if (words.length > MAX_WORDS) name(`Only ${MAX_WORDS} characters can be looked for.`);
  else if (filter.words === null) filter.words = words;
  else if (filter.words !== words) name(`Only one text can be looked for: this list has ${quoted(filter.words)}.`);
  return 1;
}
