import { Temporal } from 'temporal-polyfill';
import { DAY_UNIT, HOUR_UNIT, LAST, MONTH_UNIT, WEEK_UNIT, YEAR_UNIT } from './command-calendar-words.ts';
import type { DaysReading } from './command-days.ts';
import { addDays, type Day, mondayOf } from './period.ts';

const MAX_DAYS = 3_660;
const UNIT = `(?:(?<day>${DAY_UNIT})|(?<week>${WEEK_UNIT})|(?<month>${MONTH_UNIT})|(?<year>${YEAR_UNIT})|(?<hour>${HOUR_UNIT}))`;
const SPAN = new RegExp(`^(?:${LAST}|les )?(?<count>\\d+) ?(?:derniers |dernieres )?${UNIT}$`);
/** 7日 is the seventh of a month, unless it is the last 7日. */
const LAST_DAYS = new RegExp(`^${LAST}(?<count>\\d+)(?<day>日)$`);
const AGO = [
  new RegExp(`^(?<count>\\d+|an?|one) ?${UNIT} ago$`),
  new RegExp(`^(?:vor|il y a|hace|ha) (?<count>\\d+) ?${UNIT}$`),
  /^(?<count>\d+)(?:(?<day>日)|(?<week>週間)|(?<month>[かヶヵカ]月)|(?<year>年)|(?<hour>時間))前$/,
];

/** "7d" (today and the six days before), "last 2 weeks"; "3 days ago" is that day, "2 weeks ago" that week. null: neither. */
export function readSpan(text: string, today: Day): DaysReading | null {
  const span = SPAN.exec(text)?.groups ?? LAST_DAYS.exec(text)?.groups;
  if (span !== undefined) return spanOf(span, today);
  for (const pattern of AGO) {
    const ago = pattern.exec(text)?.groups;
    if (ago !== undefined) return agoOf(ago, today);
  }
  return null;
}

type Groups = Record<string, string | undefined>;

function spanOf({ count, day, week, month, hour }: Groups, today: Day): DaysReading {
  const number = Number(count);
  const inDays = Math.min(MAX_DAYS, Math.max(1, number * (month === undefined ? 365 : 30)));
  if (hour !== undefined) {
    return {
      suggestion: `Spans are in days or weeks: try today or ${Math.min(MAX_DAYS, Math.ceil(number / 24) + 1)}d.`,
    };
  }
  if (day === undefined && week === undefined) {
    return { suggestion: `Spans are in days or weeks: try ${inDays}d, or last month.` };
  }
  const days = number * (week === undefined ? 1 : 7);
  if (days < 1 || days > MAX_DAYS) return { suggestion: `A span is from 1d to ${MAX_DAYS}d: try 7d or 4w.` };
  return { from: addDays(today, 1 - days), to: addDays(today, 1) };
}

function agoOf({ count = '', day, week, month, hour }: Groups, today: Day): DaysReading {
  const number = /\d/.test(count) ? Number(count) : 1;
  if (hour !== undefined) return { suggestion: 'Periods are of whole days: try today or yesterday.' };
  const perUnit = day !== undefined ? 1 : week !== undefined ? 7 : month !== undefined ? 30 : 365;
  if (number * perUnit > MAX_DAYS) return { suggestion: `That is too long ago: try a span such as ${MAX_DAYS}d.` };
  if (day !== undefined) return oneDay(addDays(today, -number));
  if (week !== undefined) {
    const monday = addDays(mondayOf(today), -7 * number);
    return { from: monday, to: addDays(monday, 7) };
  }
  const date = Temporal.PlainDate.from(today);
  if (month !== undefined) {
    const first = date.with({ day: 1 }).subtract({ months: number });
    return { from: first.toString(), to: first.add({ months: 1 }).toString() };
  }
  const first = date.with({ day: 1, month: 1 }).subtract({ years: number });
  return { from: first.toString(), to: first.add({ years: 1 }).toString() };
}

const oneDay = (day: Day) => ({ from: day, to: addDays(day, 1) });
