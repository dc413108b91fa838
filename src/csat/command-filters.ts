import { didYouMean, type FilterProblem, type FilterReading, type Key, readField } from './command-fields.ts';
import { PERIOD_WORDS, readPeriod } from './command-periods.ts';
import { quoted, quoteIfNeeded, type Token, tokensOf } from './command-tokens.ts';
import { ANY_CONVERSATION, type ConversationFilter } from './filters.ts';
import { nearest } from './nearest.ts';
import { addDays, type Period } from './period.ts';

const MAX_TEXT = 1_000;
const MAX_WORDS = 200;

/**
 * Reads the text after `/downvotes`: filters in any order, as design and help show them. What cannot be read is left out
 * of the filter and named, with the nearest thing that can. Never throws on any text.
 * Relative periods are seen from `now` in the zone; that zone is the period's.
 */
export function parseFilters(text: string, context: { now: Date; zone: string }): FilterReading {
  const filter: ConversationFilter = { ...ANY_CONVERSATION, assistants: [], locales: [], topics: [] };
  const problems: FilterProblem[] = [];
  if (text.length > MAX_TEXT) {
    return {
      filter,
      problems: [{ text, suggestion: `That is longer than ${MAX_TEXT} characters: try fewer filters.` }],
    };
  }
  const reading = { filter, problems };
  const tokens = joinRanges(tokensOf(text));
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const next = tokens[at + 1];
    const pair = next !== undefined && next.key === null && !next.quoted && !token.quoted ? next : undefined;
    if (token.key !== null) at += readField(token, pair, reading);
    else if (token.quoted) at += readWords(token, reading);
    else at += readBare(token, pair, reading, context);
  }
  return reading;
}

/** The filter as text that `parseFilters` reads as the same filter, in the zone of its period. */
export function printFilter(filter: ConversationFilter): string {
  return filterTerms(filter).join(' ');
}

/** The terms of the filter, each as it can be typed. Empty: any conversation. */
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

/** The last day is included, as people write it. */
function printPeriod({ from, to }: Period): string {
  const last = addDays(to, -1);
  return from === last ? from : `${from}..${last}`;
}

function readWords(token: Token, { filter, problems }: FilterReading): number {
  const words = token.value.trim();
  if (words === '') problems.push({ text: token.text, suggestion: 'Put the words to look for between the quotes.' });
  else if (words.length > MAX_WORDS) {
    problems.push({ text: token.text, suggestion: `Only ${MAX_WORDS} characters can be looked for.` });
  } else if (filter.words !== null) {
    problems.push({
      text: token.text,
      suggestion: `Only one text can be looked for: this list has ${quoted(filter.words)}.`,
    });
  } else filter.words = words;
  return 1;
}

/** "2026-11-01 to 2026-11-15" is one word. */
function joinRanges(tokens: Token[]): Token[] {
  const isDay = (token: Token | undefined) =>
    token?.key === null && !token.quoted && /^\d+[-./]\d+[-./]\d+$/.test(token.value);
  return tokens.flatMap((token, at) => {
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    const isLink = (link: Token | undefined) => link?.key === null && !link.quoted && LINK.test(link.value);
    if (isLink(token) && isDay(before) && isDay(after)) return [];
    if (isDay(token) && isLink(before) && isDay(tokens[at - 2])) return [];
    if (isDay(token) && isLink(after) && isDay(tokens[at + 2])) {
      const last = tokens[at + 2];
      const value = `${token.value}..${last?.value}`;
      return [{ text: value, key: null, value, quoted: false }];
    }
    return [token];
  });
}
const LINK = /^(\.{2,3}|…|-|–|—|to|until|till|bis)$/i;

/** Reads a period of one or two words, or names what the word may have meant; gives back how many tokens it took. */
function readBare(
  token: Token,
  next: Token | undefined,
  { filter, problems }: FilterReading,
  context: { now: Date; zone: string },
): number {
  // "last 7 days" is "7 days".
  if (/^(last|past)$/i.test(token.value) && next !== undefined && /^\d+/.test(next.value)) return 1;
  const overTwo = next === undefined ? undefined : readPeriod(joined(token, next), context);
  const nearPair =
    next === undefined
      ? null
      : nearest(
          joined(token, next),
          PERIOD_WORDS.filter((words) => words.includes(' ')),
        );
  if (overTwo?.kind === 'no period' && next !== undefined && nearPair !== null) {
    problems.push({ text: `${token.text} ${next.text}`, suggestion: didYouMean(nearPair) });
    return 2;
  }
  const isPair = overTwo?.kind === 'period';
  const reading = isPair ? overTwo : readPeriod(token.value, context);
  const text = isPair && next !== undefined ? `${token.text} ${next.text}` : token.text;
  if (reading.kind === 'problem') problems.push({ text, suggestion: reading.suggestion });
  else if (reading.kind === 'no period') problems.push({ text, suggestion: meantBy(token.value) });
  else if (filter.period !== null) {
    problems.push({ text, suggestion: `Only one period is possible: this list has ${printPeriod(filter.period)}.` });
  } else filter.period = reading.period;
  return isPair ? 2 : 1;
}

/** "last" + "week", but "7" + "days" as "7days". */
const joined = (token: Token, next: Token) => token.value + (/^\d+$/.test(token.value) ? '' : ' ') + next.value;

function meantBy(word: string): string {
  const near = nearest(word, PERIOD_WORDS);
  return near === null ? `To look for words, put them in quotes: ${quoted(word)}.` : didYouMean(near);
}
