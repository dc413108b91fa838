import { Temporal } from 'temporal-polyfill';
import { folded, type PeriodName, periodNamed, WEEK_NUMBER, WEEKDAYS } from './command-calendar-words.ts';
import type { DaysReading } from './command-days.ts';
import { InputError } from './input-error.ts';
import { addDays, type Day, isoWeekOf, mondayOf, parseIsoWeek } from './period.ts';

const NUMBERED = [
  /^(?<year>\d{4})-?w(?<week>\d{1,2})$/,
  new RegExp(`^(?:${WEEK_NUMBER}) ?(?<week>\\d{1,2})(?:[ /-]?(?<year>\\d{4}))?$`),
  new RegExp(`^(?<year>\\d{4})[ /-]?(?:${WEEK_NUMBER}) ?(?<week>\\d{1,2})$`),
  /^(?:(?<year>\d{4})年)?第?(?<week>\d{1,2})週$/,
];
const LAST_WEEKDAY = /^(?:last|letzten|letzter) /;

/** Days that have a name: today, last week, Monday, week 46, in any language that a digest speaks. null: none of these. */
export function readNamed(text: string, today: Day): DaysReading | null {
  const name = periodNamed(text);
  if (name !== null) return daysNamed(name, today);
  for (const pattern of NUMBERED) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined) return weekNumbered(groups, today);
  }
  return readWeekday(text, today);
}

function daysNamed(name: PeriodName, today: Day): DaysReading {
  const date = Temporal.PlainDate.from(today);
  const days = (first: Temporal.PlainDate, length: Temporal.DurationLike) => ({
    from: first.toString(),
    to: first.add(length).toString(),
  });
  const [day, week, month, year] = [{ days: 1 }, { days: 7 }, { months: 1 }, { years: 1 }];
  const [monday, first, january] = [
    Temporal.PlainDate.from(mondayOf(today)),
    date.with({ day: 1 }),
    date.with({ day: 1, month: 1 }),
  ];
  switch (name) {
    case 'today':
      return days(date, day);
    case 'yesterday':
      return days(date.subtract(day), day);
    case 'day before yesterday':
      return days(date.subtract({ days: 2 }), day);
    case 'this week':
      return days(monday, week);
    case 'last week':
      return days(monday.subtract(week), week);
    case 'this month':
      return days(first, month);
    case 'last month':
      return days(first.subtract(month), month);
    case 'this year':
      return days(january, year);
    case 'last year':
      return days(january.subtract(year), year);
    case 'still to come':
      return { suggestion: 'That is still to come: try this week.', weak: true };
  }
}

/** A week without a year is the newest that has begun. */
function weekNumbered({ year, week = '' }: Record<string, string | undefined>, today: Day): DaysReading {
  const thisYear = Number(isoWeekOf(today).slice(0, 4));
  const years = year === undefined ? [thisYear, thisYear - 1] : [Number(year)];
  const weeks = years.flatMap((of) => weekOrNone(of, week));
  return (
    weeks.find(({ from }) => year !== undefined || from <= today) ??
    weeks[0] ?? { suggestion: 'The year has no such week: a week is written 2026-W46.' }
  );
}

function weekOrNone(year: number, week: string): { from: Day; to: Day }[] {
  if (year < 1970 || year > 2999) return [];
  try {
    const { from, to } = parseIsoWeek(`${year}-W${week.padStart(2, '0')}`, 'UTC');
    return [{ from, to }];
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

/** The newest one. "last Monday" may be that of last week: where it is another, both are named. */
function readWeekday(text: string, today: Day): DaysReading | null {
  const weekday = WEEKDAYS.get(folded(text.replace(LAST_WEEKDAY, '')));
  if (weekday === undefined) return null;
  const inThisWeek = addDays(mondayOf(today), weekday - 1);
  const inLastWeek = addDays(inThisWeek, -7);
  const day = inThisWeek > today ? inLastWeek : inThisWeek;
  if (!LAST_WEEKDAY.test(text)) return { from: day, to: addDays(day, 1), weak: true };
  if (inThisWeek >= today) return { from: inLastWeek, to: addDays(inLastWeek, 1) };
  return { suggestion: `This can be two days: write ${inThisWeek} or ${inLastWeek}.` };
}
