import { PERIOD_WORDS, readPeriod } from './command-periods.ts';
import { quoted, quoteIfNeeded, type Token, tokensOf } from './command-tokens.ts';
import { OUTCOMES } from './feedback.ts';
import { ANY_CONVERSATION, type ConversationFilter } from './filters.ts';
import { nearest } from './nearest.ts';
import { addDays, type Period } from './period.ts';

/** A piece of the text that cannot be read, and what to type instead. */
export type FilterProblem = { text: string; suggestion: string };
export type FilterReading = { filter: ConversationFilter; problems: FilterProblem[] };

type Key = 'assistant' | 'locale' | 'topic' | 'triage' | 'env';
const KEYS: Record<string, Key> = {
  assistant: 'assistant',
  shop: 'assistant',
  bot: 'assistant',
  locale: 'locale',
  language: 'locale',
  lang: 'locale',
  topic: 'topic',
  tag: 'topic',
  triage: 'triage',
  outcome: 'triage',
  env: 'env',
  environment: 'env',
};
const MAX_TEXT = 1_000;
const MAX_WORDS = 200;
const LOCALE = /^[a-z]{2,3}([-_][a-z0-9]{1,8})*$/i;

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
    ...(filter.environment === 'real' ? [] : [field('env')(filter.environment)]),
    ...(filter.words === null ? [] : [quoted(filter.words)]),
  ];
}

/** The last day is included, as people write it. */
function printPeriod({ from, to }: Period): string {
  const last = addDays(to, -1);
  return from === last ? from : `${from}..${last}`;
}

/** Reads one `key:value`; gives back how many tokens it took. */
function readField(token: Token, next: Token | undefined, { filter, problems }: FilterReading): number {
  const typedKey = (token.key ?? '').normalize('NFKC').toLowerCase();
  const key = Object.hasOwn(KEYS, typedKey) ? KEYS[typedKey] : undefined;
  const values = token.quoted ? [token.value] : token.value.split(/[,，]/).filter((value) => value !== '');
  if (key === undefined) {
    const near = nearest(typedKey, Object.keys(KEYS));
    const suggestion =
      near === null
        ? 'The filters are assistant:, locale:, topic:, triage: and env:.'
        : didYouMean(`${KEYS[near]}:${quoteIfNeeded(token.value)}`);
    problems.push({ text: token.text, suggestion });
    return 1;
  }
  if (values.every((value) => value.trim() === '')) {
    problems.push({ text: token.text, suggestion: `${key}: needs a value, for example ${EXAMPLE[key]}.` });
    return 1;
  }
  if (key === 'triage') return readTriage(token, next, { filter, problems });
  for (const value of values) {
    if (key === 'assistant') filter.assistants = withValue(filter.assistants, value);
    else if (key === 'topic') filter.topics = withValue(filter.topics, value);
    else if (key === 'locale') readLocale(value, { filter, problems });
    else readEnvironment(token, { filter, problems });
  }
  return 1;
}

const EXAMPLE: Record<Key, string> = {
  assistant: 'assistant:shop',
  locale: 'locale:de',
  topic: 'topic:shipping',
  triage: 'triage:open',
  env: 'env:sandbox',
};

function readLocale(value: string, { filter, problems }: FilterReading): void {
  if (!LOCALE.test(value)) {
    problems.push({
      text: `locale:${value}`,
      suggestion: 'A locale is a language code such as locale:de, or locale:de-AT.',
    });
    return;
  }
  const [language = '', ...rest] = value.replaceAll('_', '-').split('-');
  const canonical = [language.toLowerCase(), ...rest.map(casedSubtag)].join('-');
  filter.locales = withValue(filter.locales, canonical);
}

/** As BCP 47 recommends: regions in capitals, scripts with one. */
function casedSubtag(subtag: string): string {
  if (/^[a-z]{2}$/i.test(subtag)) return subtag.toUpperCase();
  if (/^[a-z]{4}$/i.test(subtag)) return subtag.charAt(0).toUpperCase() + subtag.slice(1).toLowerCase();
  return subtag.toLowerCase();
}

function readTriage(token: Token, next: Token | undefined, { filter, problems }: FilterReading): number {
  const states = ['open', ...OUTCOMES] as const;
  const find = (text: string) => states.find((state) => lettersOf(state) === lettersOf(text));
  const overTwo = token.quoted || next === undefined ? undefined : find(token.value + next.value);
  const state = find(token.value) ?? overTwo;
  if (state === undefined) {
    const near = nearest(token.value, states);
    const suggestion =
      near === null ? `Triage is one of ${states.join(', ')}.` : didYouMean(`triage:${quoteIfNeeded(near)}`);
    problems.push({ text: token.text, suggestion });
    return 1;
  }
  filter.triage = state;
  return overTwo === state ? 2 : 1;
}

const lettersOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z]/g, '');

function readEnvironment(token: Token, { filter, problems }: FilterReading): void {
  const value = lettersOf(token.value);
  if (value === 'sandbox' || value === 'real') filter.environment = value;
  else
    problems.push({ text: token.text, suggestion: 'The environments are env:real (as without it) and env:sandbox.' });
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

const didYouMean = (text: string) => `Did you mean ${text}?`;
const withValue = (values: string[], value: string) => {
  const trimmed = value.trim();
  return trimmed === '' || values.includes(trimmed) ? values : [...values, trimmed];
};
