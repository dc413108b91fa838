import { MONTHS, OF } from './command-calendar-words.ts';
import type { Written } from './command-days.ts';

/** One way to read a date; `order`: which of its numbers was taken for the day, where they do not say. */
export type DateReading = { written: Written; order: 'day first' | 'month first' | null };

const YEAR = '(?<year>\\d{4})';
const MONTH_NAME = `(?<name>${[...MONTHS.keys()].sort((a, b) => b.length - a.length).join('|')})\\.?`;
const DAY = '(?<day>\\d{1,2})(?:\\.|st|nd|rd|th|er|o)?';

/** Each says the same in every order of its numbers, for folded text. */
const CERTAIN = [
  /^(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})\.?$/,
  /^(?<year>19[7-9]\d|2\d{3})(?<month>0[1-9]|1[0-2])(?<day>[0-2]\d|3[01])$/,
  /^(?:(?<year>\d{4})年)?(?:(?<month>\d{1,2})月)?(?:(?<day>\d{1,2})日)?$/,
  /^(?<year>\d{4})[-/.](?<month>\d{1,2})$/,
  /^(?<month>\d{1,2})[/.](?<year>\d{4})$/,
  /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.?$/,
  /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4}|\d{2})$/,
  new RegExp(`^(?:the )?(?:${DAY} (?:(?:${OF}) )?)?${MONTH_NAME}(?:,? (?:(?:${OF}) )?${YEAR})?$`),
  new RegExp(`^${MONTH_NAME} ${DAY}(?:,? ${YEAR})?$`),
  new RegExp(`^${DAY}-${MONTH_NAME}-${YEAR}$`),
  new RegExp(`^${DAY}$`),
  /^(?<year>\d{4})$/,
];
/** Only behind a day that was written whole: "2026-11-01..11-15", "Nov 1–15, 2026". */
const AT_THE_END = [/^(?<month>\d{1,2})-(?<day>\d{1,2})$/, /^(?<day>\d{1,2}),? (?<year>\d{4})$/];
/** Written day first in some countries and month first in others. */
const UNCERTAIN = /^(\d{1,2})([-/])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/;

/** The ways to read a date, or a part of one, as people write it: "2026-11-09", "9.11.26", "Nov 9", "11月9日". Empty: it is none. */
export function readDate(typed: string, isAtTheEnd = false): DateReading[] {
  // "9. 11. 2026" is written with spaces in some countries.
  const text = typed.replace(/(\d\.) (?=\d)/g, '$1');
  for (const pattern of isAtTheEnd ? [...CERTAIN, ...AT_THE_END] : CERTAIN) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined && text !== '') return [{ written: writtenOf(groups), order: null }];
  }
  const [, a = '', separator, b = '', year] = UNCERTAIN.exec(text) ?? [];
  // "11-15" may be two days of a month.
  if (a === '' || (separator === '-' && year?.length !== 4)) return [];
  const dayFirst = { written: writtenOf({ day: a, month: b, year }), order: 'day first' as const };
  const monthFirst = { written: writtenOf({ day: b, month: a, year }), order: 'month first' as const };
  if (Number(a) > 12 && Number(b) > 12) return [];
  if (Number(a) > 12 || a === b) return [dayFirst];
  return Number(b) > 12 ? [monthFirst] : [dayFirst, monthFirst];
}

function writtenOf({ year, month, day, name }: Record<string, string | undefined>): Written {
  const numbered = month === undefined ? undefined : Number(month);
  return {
    ...(year !== undefined && { year: yearOf(year) }),
    ...((name !== undefined || numbered !== undefined) && { month: MONTHS.get(name ?? '') ?? numbered }),
    ...(day !== undefined && { day: Number(day) }),
  };
}

/** Two digits are of the years since feedback could be given to a machine. */
const yearOf = (text: string) => (text.length === 4 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900));
