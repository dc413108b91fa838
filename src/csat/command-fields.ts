import { quoteIfNeeded, type Token } from './command-tokens.ts';
import { type ConversationFilter, SIGNALS } from './filters.ts';
import { nearest } from './nearest.ts';
import { TRIAGE_FILTERS } from './triage.ts';

/** A piece of the text that cannot be read, and what to type instead. */
export type FilterProblem = { text: string; suggestion: string };
export type FilterReading = { filter: ConversationFilter; problems: FilterProblem[] };

export type Key = 'assistant' | 'locale' | 'topic' | 'triage' | 'signal' | 'env';
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
  signal: 'signal',
  env: 'env',
  environment: 'env',
};
const LOCALE = /^[a-z]{2,3}([-_][a-z0-9]{1,8})*$/i;

/** Reads one `key:value`; gives back how many tokens it took. */
export function readField(token: Token, next: Token | undefined, { filter, problems }: FilterReading): number {
  const typedKey = (token.key ?? '').normalize('NFKC').toLowerCase();
  const key = Object.hasOwn(KEYS, typedKey) ? KEYS[typedKey] : undefined;
  const values = token.quoted ? [token.value] : token.value.split(/[,，]/).filter((value) => value !== '');
  if (key === undefined) {
    const near = nearest(typedKey, Object.keys(KEYS));
    const suggestion =
      near === null
        ? 'The filters are assistant:, locale:, topic:, triage:, signal: and env:.'
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
    else if (key === 'signal') readSignal(token, { filter, problems });
    else readEnvironment(token, { filter, problems });
  }
  return 1;
}

const EXAMPLE: Record<Key, string> = {
  assistant: 'assistant:shop',
  locale: 'locale:de',
  topic: 'topic:shipping',
  triage: 'triage:open',
  signal: 'signal:spoiled',
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
  const states = TRIAGE_FILTERS;
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

function readSignal(token: Token, { filter, problems }: FilterReading): void {
  const signal = SIGNALS.find((known) => known === lettersOf(token.value));
  if (signal !== undefined) filter.signal = signal;
  else {
    const near = nearest(token.value, SIGNALS);
    const both =
      'signal:recovered is a thumb down inside but an upvote at the end, signal:spoiled a thumb up but a downvote.';
    problems.push({ text: token.text, suggestion: near === null ? both : didYouMean(`signal:${near}`) });
  }
}

function readEnvironment(token: Token, { filter, problems }: FilterReading): void {
  const value = lettersOf(token.value);
  if (value === 'sandbox' || value === 'real') filter.environment = value;
  else
    problems.push({ text: token.text, suggestion: 'The environments are env:real (as without it) and env:sandbox.' });
}

export const didYouMean = (text: string) => `Did you mean ${text}?`;
const withValue = (values: string[], value: string) => {
  const trimmed = value.trim();
  return trimmed === '' || values.includes(trimmed) ? values : [...values, trimmed];
};
