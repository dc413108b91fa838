import { folded } from './command-calendar-words.ts';
import { choiceOf, isChoiceKey } from './command-choices.ts';
import { readPeriod } from './command-periods.ts';
import { didYouMean, type FilterProblem, type ReadingContext } from './command-problems.ts';
import { isSeparator, quoteIfNeeded, type Token } from './command-tokens.ts';
import { isValueOf, type Key, readValue, type Underway } from './command-values.ts';
import { nearest } from './nearest.ts';

const KEYS: Record<string, Key> = {
  assistant: 'assistant',
  assistants: 'assistant',
  shop: 'assistant',
  bot: 'assistant',
  locale: 'locale',
  locales: 'locale',
  language: 'locale',
  lang: 'locale',
  topic: 'topic',
  topics: 'topic',
  tag: 'topic',
  triage: 'triage',
  outcome: 'triage',
  signal: 'signal',
  env: 'env',
  environment: 'env',
};

const EXAMPLE: Record<Key, string> = {
  assistant: 'assistant:shop',
  locale: 'locale:de',
  topic: 'topic:shipping',
  triage: 'triage:open',
  signal: 'signal:spoiled',
  env: 'env:sandbox',
};
const ALL_FILTERS = 'The filters are assistant:, locale:, topic:, triage:, signal: and env:.';
/** "NOT topic:x", "-topic:x". */
const NEGATION = /^[-!]+/;
/** Names of more words than this are none that somebody forgot to put in quotes. */
const MOST_WORDS_OF_NAME = 6;

/** Reads the `key:value` at this place, and what belongs to it of the words that follow; gives back how many tokens it took. */
export function readField(tokens: Token[], at: number, reading: Underway, context: ReadingContext): number {
  const token = tokens[at] as Token;
  const key = keyCalled(token.key ?? '');
  const typed = token.values.filter((value) => value.trim() !== '');
  const problem = key === null ? unknownKey(token) : typed.length === 0 ? noValue(token, key) : null;
  if (key === null || problem !== null) {
    if (problem !== null) reading.problems.push(problem);
    return 1;
  }
  const { values, took } = withFollowing(key, { ...token, values: typed }, tokens.slice(at + 1), context);
  for (const value of values) {
    const text = values.length === 1 && took === 1 ? token.text : `${key}:${quoteIfNeeded(value)}`;
    readValue(key, value, text, reading);
  }
  return took;
}

/** null: no filter is called so. */
export function keyCalled(word: string): Key | null {
  const key = folded(word);
  return Object.hasOwn(KEYS, key) ? (KEYS[key] ?? null) : null;
}

export const leftOut = (text: string): FilterProblem => ({
  text,
  suggestion: 'Filters say only what to list: nothing can be left out.',
});

function unknownKey({ key, values, text }: Token): FilterProblem {
  const word = folded(key ?? '');
  if (NEGATION.test(word)) return leftOut(text);
  // "2026-11-09T08:00" has a colon, too.
  const day = /^\d{4}-\d{2}-\d{2}/.exec(word)?.[0];
  if (day !== undefined) return { text, suggestion: didYouMean(day) };
  const near = nearest(word, Object.keys(KEYS));
  const value = values.map(quoteIfNeeded).join(',');
  const suggestion = near === null || KEYS[near] === undefined ? ALL_FILTERS : didYouMean(`${KEYS[near]}:${value}`);
  return { text, suggestion };
}

const noValue = ({ text }: Token, key: Key): FilterProblem => ({
  text,
  suggestion: `${key}: needs a value, for example ${EXAMPLE[key]}.`,
});

/** The values with the words behind that belong to them: "locale:en, de", "triage:not ours", "assistant:Berlin Shop". */
function withFollowing(key: Key, token: Token, following: Token[], context: ReadingContext) {
  const name = token.quoted || token.continues ? null : nameOver(key, token, following, context);
  if (name !== null) return { values: [...token.values.slice(0, -1), name.text], took: 1 + name.words };
  const values = [...token.values];
  let took = 1;
  let goesOn = token.continues;
  while (goesOn) {
    const word = bareWord(following[took - 1]);
    if (word === null || isSeparator(word) || readPeriod(word, context.today) !== null) break;
    const more = word.split(/[,，、]/).filter((value) => value !== '');
    if (!more.every((value) => isValueOf(key, value))) break;
    values.push(...more);
    goesOn = /[,，、]$/.test(word);
    took += 1;
  }
  return { values, took };
}

/** A name that is written over several words without quotes. null: the last value is no beginning of one. */
function nameOver(key: Key, { values }: Token, following: Token[], { known }: ReadingContext) {
  const isName = (text: string) => {
    if (isChoiceKey(key)) return choiceOf(key).called(text) !== null;
    if (key === 'locale') return false;
    const names = key === 'topic' ? known?.topics : known?.assistants;
    return (names ?? []).some((name) => folded(name) === folded(text));
  };
  let text = values.at(-1) ?? '';
  if (isChoiceKey(key) && isName(text)) return null;
  let longest: { text: string; words: number } | null = null;
  for (let words = 1; words < MOST_WORDS_OF_NAME; words += 1) {
    const word = bareWord(following[words - 1]);
    if (word === null) break;
    text = `${text} ${word}`;
    if (isName(text)) longest = { text, words };
  }
  return longest;
}

const bareWord = (token: Token | undefined) =>
  token === undefined || token.key !== null || token.quoted ? null : (token.values[0] ?? null);
