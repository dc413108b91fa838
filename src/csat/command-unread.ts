import { folded } from './command-calendar-words.ts';
import { fieldOfWord } from './command-choices.ts';
import { keyCalled } from './command-fields.ts';
import { languageCalled } from './command-locales.ts';
import { printPeriod } from './command-periods.ts';
import { didYouMean } from './command-problems.ts';
import { quoted } from './command-quotes.ts';
import { quoteIfNeeded, type Token } from './command-tokens.ts';
import { addDays, type Period } from './period.ts';

/** Of the words to look for. */
export const MAX_WORDS = 200;
/** "topic=shipping" is written elsewhere. */
const EQUATION = /^(\p{L}+)(?:[=<>!]+|->)(.+)$/u;

/** What to type instead of words that were not read. `after`: the field before them, whose name they may go on with. */
export function meantBy(words: string, after: Token | null): string {
  const [, word = '', value = ''] = EQUATION.exec(words) ?? [];
  const key = keyCalled(word);
  if (key !== null) return didYouMean(`${key}:${quoteIfNeeded(value)}`);
  const field = fieldOfWord(words);
  if (field !== null) return didYouMean(field);
  const language = languageCalled(words);
  if (language !== null) return didYouMean(`locale:${language}`);
  if (/^[1-9]\d{0,2}$/.test(folded(words))) return didYouMean(`${folded(words)}d`);
  if (/^[-.–—~]+$/.test(folded(words))) return 'From one day to another is written 2026-11-01..2026-11-15.';
  if (/^(or|oder|ou|o)$/i.test(words)) return 'Any of several values is written with commas: locale:de,en.';
  if (/^\d[^\s]*\d[./-]\d/.test(folded(words)) && !words.includes(' ')) return meantDay(words);
  if (words.length > MAX_WORDS) return `Only ${MAX_WORDS} characters can be looked for, in quotes.`;
  return `To look for words, put them in quotes: ${quoted(words)}.${nameOf(words, after)}`;
}

/** For what looks like a day and is none. */
export function meantDay(text: string): string {
  const day = /\d{4}-\d{2}-\d{2}/.exec(folded(text))?.[0];
  return day === undefined
    ? 'Days are written 2026-11-01, and from one to another 2026-11-01..2026-11-15.'
    : didYouMean(day);
}

function nameOf(words: string, after: Token | null): string {
  const key = keyCalled(after?.key ?? '');
  const name = after?.values.at(-1);
  if ((key !== 'topic' && key !== 'assistant') || after?.quoted || name === undefined) return '';
  return ` A name of several words, too: ${key}:${quoted(`${name} ${words}`)}.`;
}

/** What to type instead of a second period. */
export function onlyOnePeriod(former: Period, other: Period): string {
  const [first, last] = former.from <= other.from ? [former, other] : [other, former];
  const isDay = ({ from, to }: Period) => to === addDays(from, 1);
  const range = isDay(first) && isDay(last) && first.from < last.from ? ` For both: ${first.from}..${last.from}.` : '';
  return `Only one period is possible: this list has ${printPeriod(former)}.${range}`;
}
