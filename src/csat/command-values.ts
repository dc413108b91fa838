import { type Choice, type ChoiceKey, choiceOf, isChoiceKey } from './command-choices.ts';
import { canonicalLocale, languageCalled, languageNear } from './command-locales.ts';
import { didYouMean, type FilterReading } from './command-problems.ts';
import { quoteIfNeeded } from './command-tokens.ts';

export type Key = 'assistant' | 'locale' | 'topic' | ChoiceKey;

/** A reading that is under way: which of the keys that take one value have theirs. */
export type Underway = FilterReading & { given: Set<Key> };

/** Takes one value of a field into the filter, or names it. `text`: what was typed. */
export function readValue(key: Key, value: string, text: string, reading: Underway): void {
  const { filter, problems } = reading;
  if (key === 'assistant') filter.assistants = withValue(filter.assistants, value);
  else if (key === 'topic') filter.topics = withValue(filter.topics, value);
  else if (isChoiceKey(key)) readChoice(choiceOf(key), value, text, reading);
  else {
    const locale = canonicalLocale(value);
    if (locale !== null) filter.locales = withValue(filter.locales, locale);
    else problems.push({ text, suggestion: meantLocale(value) });
  }
}

/** Whether a word behind a comma goes on with the values of a field. */
export function isValueOf(key: Key, word: string): boolean {
  if (key === 'locale') return canonicalLocale(word) !== null || languageCalled(word) !== null;
  return !isChoiceKey(key) || choiceOf(key).called(word) !== null;
}

function readChoice({ key, called, meant, given, take }: Choice, value: string, text: string, reading: Underway): void {
  const { filter, problems } = reading;
  const chosen = called(value);
  const former = reading.given.has(key) ? given(filter) : null;
  if (chosen === null) problems.push({ text, suggestion: meant(value) });
  else if (former === null) {
    take(filter, chosen);
    reading.given.add(key);
  } else if (former !== chosen) {
    const has = `${key}:${quoteIfNeeded(former)}`;
    problems.push({ text, suggestion: `Only one ${key}: is possible: this list has ${has}.` });
  }
}

function meantLocale(value: string): string {
  const code = languageCalled(value) ?? languageNear(value);
  return code === null
    ? 'A locale is a language code such as locale:de, or locale:de-AT.'
    : didYouMean(`locale:${code}`);
}

function withValue(values: string[], value: string): string[] {
  const trimmed = value.trim();
  return trimmed === '' || values.includes(trimmed) ? values : [...values, trimmed];
}
