import { folded } from './command-calendar-words.ts';
import { didYouMean, type FilterProblem } from './command-problems.ts';
import { quoteIfNeeded } from './command-tokens.ts';
import { nearest } from './nearest.ts';

/** How many are told where none is near. */
const TOLD = 5;

/**
 * The topics that a person named, as the source spells them, in whatever letter case. One that is not among the frequent recent ones
 * stays as it was typed, since some conversation may have it, and is named with the nearest that is known.
 */
export function knownTopics(
  asked: string[],
  known: readonly string[],
): { topics: string[]; problems: FilterProblem[] } {
  const problems: FilterProblem[] = [];
  const topics = asked.flatMap((text) => {
    const found = known.filter((topic) => folded(topic) === folded(text));
    if (found.length > 0) return found;
    const near = nearest(text, known);
    const suggestion = near !== null ? didYouMean(field('topic', near)) : among('topic', known);
    problems.push({ text: field('topic', text), suggestion });
    return [text];
  });
  return { topics: [...new Set(topics)], problems };
}

/** The locales that no recent conversation is in, each with the nearest that some are in. */
export function unknownLocales(asked: string[], known: readonly string[]): FilterProblem[] {
  const canonical = (locale: string) => locale.toLowerCase().replaceAll('_', '-');
  const languageOf = (locale: string) => canonical(locale).split('-')[0] ?? '';
  return asked.flatMap((text) => {
    const isKnown = known.some(
      (locale) => canonical(locale) === canonical(text) || languageOf(locale) === canonical(text),
    );
    if (isKnown) return [];
    const isOfLanguage = known.some((locale) => languageOf(locale) === languageOf(text));
    const suggestion = isOfLanguage ? didYouMean(field('locale', languageOf(text))) : among('locale', known);
    return [{ text: field('locale', text), suggestion }];
  });
}

const field = (key: 'topic' | 'locale', name: string) => `${key}:${quoteIfNeeded(name)}`;

function among(key: 'topic' | 'locale', known: readonly string[]): string {
  if (known.length === 0) return `No recent conversation has a ${key}.`;
  const some = known.slice(0, TOLD).map((name) => field(key, name));
  return `It is not among the frequent recent ones: ${some.join(', ')}${known.length > TOLD ? ', …' : ''}.`;
}
