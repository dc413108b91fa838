import { Temporal } from 'temporal-polyfill';
import { german } from './languages/de.ts';
import { english } from './languages/en.ts';
import { spanish } from './languages/es.ts';
import { french } from './languages/fr.ts';
import { japanese } from './languages/ja.ts';
import { portuguese } from './languages/pt.ts';
import type { Words } from './languages/words.ts';
import type { Day } from './period.ts';

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
export type Voice = {
  /** BCP 47, a region included where the subscription names one. */
  language: string;
  words: Words;
  /** How many of something, for example "31 ratings". */
  counted: (what: keyof Words['counted'], count: number) => string;
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
  /** A difference of shares in percentage points, with its sign and without the word. */
  points: (value: number) => string;
  /** "9 – 15 Nov" of the half-open days `from` to `to`; with the year where asked. */
  days: (period: { from: Day; to: Day }, withYear?: boolean) => string;
  /** "Mon 9". */
  shortDay: (day: Day) => string;
  /** "9 November 2026". */
  longDay: (day: Day) => string;
  duration: (minutes: number) => string;
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
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory' });
  const number = format({});
  const shortDay = date({ weekday: 'short', day: 'numeric' });
  const weekday = date({ weekday: 'short' });
  const dayAndMonth = { day: 'numeric', month: words === japanese ? 'long' : 'short' } as const;
  const [days, daysWithYear] = [date(dayAndMonth), date({ ...dayAndMonth, year: 'numeric' })];
  const longDay = date({ day: 'numeric', month: 'long', year: 'numeric' });
  const points = format({ maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const span = (unit: string) => format({ style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 });
  const [inMinutes, inHours, inDays] = [span('minute'), span('hour'), span('day')];
  return {
    language: locale,
    words,
    counted: (what, count) =>
      words.counted[what][plural.select(count) === 'one' ? 'one' : 'other'].replace('{n}', number(count)),
    number,
    mean: format({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    shortMean: format({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    meanChange: format({ minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' }),
    share: format({ style: 'percent', maximumFractionDigits: 0 }),
    relativeChange: format({ style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    points: (value) => points(value * 100),
    days: ({ from, to }, withYear = false) =>
      (withYear ? daysWithYear : days)
        .formatRange(noonOf(from), noonOf(Temporal.PlainDate.from(to).subtract({ days: 1 }).toString()))
        .replace('～', '〜'),
    // Intl writes "9 Mon" for English and its like, as if it were part of a longer date; Japanese needs Intl's own way.
    shortDay: (day) =>
      words === japanese ? shortDay.format(noonOf(day)) : `${weekday.format(noonOf(day))} ${Number(day.slice(8))}`,
    longDay: (day) => longDay.format(noonOf(day)),
    duration: (minutes) =>
      minutes < 120 ? inMinutes(minutes) : minutes < 48 * 60 ? inHours(minutes / 60) : inDays(minutes / 1440),
  };
}

const noonOf = (day: Day) => new Date(`${day}T12:00:00Z`);
