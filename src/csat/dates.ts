import { Temporal } from 'temporal-polyfill';
import type { DayParts, Words } from './languages/words.ts';
import type { Day } from './period.ts';

/** A language's ways of writing days. */
export type Dates = {
  /** "9 – 15 Nov" of the half-open days `from` to `to`; with the year where asked. */
  days: (period: { from: Day; to: Day }, withYear?: boolean) => string;
  /** "Mon 9". */
  shortDay: (day: Day) => string;
  /** "9 November 2026". */
  longDay: (day: Day) => string;
};

/** Intl's, but where the language's words know better. */
export function datesIn(locale: string, { own, shortDay }: Words): Dates {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory' });
  const dayAndMonth = { day: 'numeric', month: 'short' } as const;
  const [spans, spansWithYear] = [format(dayAndMonth), format({ ...dayAndMonth, year: 'numeric' })];
  const weekday = format({ weekday: 'short' });
  const longDay = format({ day: 'numeric', month: 'long', year: 'numeric' });
  return {
    days: ({ from, to }, withYear = false) => {
      const last = Temporal.PlainDate.from(to).subtract({ days: 1 }).toString();
      if (own?.days) return own.days(partsOf(from), partsOf(last), withYear);
      return (withYear ? spansWithYear : spans).formatRange(noonOf(from), noonOf(last));
    },
    // Intl writes "9 Mon" for English and its like, as if it were part of a longer date.
    shortDay: (day) => shortDay(weekday.format(noonOf(day)), partsOf(day).day),
    longDay: (day) => {
      const written = longDay.format(noonOf(day));
      return own?.longDay?.(written) ?? written;
    },
  };
}

const noonOf = (day: Day) => new Date(`${day}T12:00:00Z`);

function partsOf(day: Day): DayParts {
  const { year, month, day: ofMonth } = Temporal.PlainDate.from(day);
  return { year: `${year}`, month: `${month}`, day: `${ofMonth}` };
}
