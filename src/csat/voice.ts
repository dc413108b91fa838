import { type Dates, datesIn } from './dates.ts';
import { german } from './languages/de.ts';
import { english } from './languages/en.ts';
import { spanish } from './languages/es.ts';
import { french } from './languages/fr.ts';
import { japanese } from './languages/ja.ts';
import { portuguese } from './languages/pt.ts';
import type { Counted, Words } from './languages/words.ts';

/** The languages that a digest speaks, as they name themselves. */
export const LANGUAGES: Record<string, { name: string; words: Words }> = {
  en: { name: 'English', words: english },
  de: { name: 'Deutsch', words: german },
  fr: { name: 'Français', words: french },
  es: { name: 'Español', words: spanish },
  pt: { name: 'Português', words: portuguese },
  ja: { name: '日本語', words: japanese },
};

/** A language's words, with its ways of writing numbers, dates and spans of time. */
export type Voice = Dates & {
  /** BCP 47, a region included where the subscription names one. */
  language: string;
  words: Words;
  /** How many of something, for example "31 ratings". */
  counted: (what: keyof Words['counted'], count: number) => string;
  /** What a breakdown says of the rows that found no place. */
  more: (by: 'assistant' | 'topic' | 'locale', count: number) => string;
  number: (value: number) => string;
  /** A mean score, always two decimals. */
  mean: (value: number) => string;
  /** A mean score for the eye, one decimal. */
  shortMean: (value: number) => string;
  /** A difference of means, with its sign. */
  meanChange: (value: number) => string;
  /** 0–1 as a whole percentage. */
  share: (value: number) => string;
  /** A relative change as a percentage, with its sign. */
  relativeChange: (value: number) => string;
  /** A difference of shares in percentage points, with its sign. */
  points: (value: number) => string;
  duration: (minutes: number) => string;
  /** Two durations in the coarsest unit in which they do not read the same. */
  durationsApart: (first: number, second: number) => [string, string];
};

/** Whether a digest speaks the language, in any region of it. */
export function isLanguage(language: string): boolean {
  try {
    return Object.hasOwn(LANGUAGES, new Intl.Locale(language).language);
  } catch {
    return false;
  }
}

const voices = new Map<string, Voice>();
/** Anybody may ask for any region of a language. */
const MOST_VOICES = 100;

/** A language that Thumbline does not speak is answered in English. Formatters take long to make, so voices are kept. */
export function voiceOf(language: string): Voice {
  const locale = isLanguage(language) ? language : 'en';
  const known = voices.get(locale);
  if (known !== undefined) return known;
  const voice = makeVoice(locale);
  if (voices.size >= MOST_VOICES) voices.clear();
  voices.set(locale, voice);
  return voice;
}

function makeVoice(locale: string): Voice {
  const { words } = LANGUAGES[new Intl.Locale(locale).language] ?? { words: english };
  const plural = new Intl.PluralRules(locale);
  const format = (options: Intl.NumberFormatOptions) => {
    const formatter = new Intl.NumberFormat(locale, options);
    return (value: number) => formatter.format(value).replace('-', '−');
  };
  const number = format({});
  const inWords = (counted: Counted, count: number, written: string) =>
    counted[plural.select(count) === 'one' ? 'one' : 'other'].replace('{n}', written);
  const points = format({ maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const durationIn = (unit: 'minute' | 'hour' | 'day') => {
    const formatter = format({ style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 });
    return (minutes: number) => {
      const written = formatter(minutes / MINUTES[unit]);
      return words.own?.duration?.(written) ?? written;
    };
  };
  const [inMinutes, inHours, inDays] = [durationIn('minute'), durationIn('hour'), durationIn('day')];
  const duration = (minutes: number) =>
    (minutes < 2 * MINUTES.hour ? inMinutes : minutes < 2 * MINUTES.day ? inHours : inDays)(minutes);
  return {
    language: locale,
    words,
    counted: (what, count) => inWords(words.counted[what], count, number(count)),
    more: (by, count) => inWords(words.breakdown[by].more, count, number(count)),
    number,
    mean: format({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    shortMean: format({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    meanChange: format({ minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' }),
    share: format({ style: 'percent', maximumFractionDigits: 0 }),
    relativeChange: format({ style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    points: (value) => inWords(words.counted.points, Math.round(Math.abs(value) * 1000) / 10, points(value * 100)),
    ...datesIn(locale, words),
    duration,
    durationsApart: (first, second) =>
      [duration, inHours, inMinutes]
        .map((write): [string, string] => [write(first), write(second)])
        .find(([one, other]) => one !== other) ?? [inMinutes(first), inMinutes(second)],
  };
}

const MINUTES = { minute: 1, hour: 60, day: 24 * 60 };
