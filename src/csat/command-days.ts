import { InputError } from './input-error.ts';
import { addDays, type Day, parseDay } from './period.ts';

/** Days from `from` to before `to`, or what to write instead. `weak`: in a sentence it may mean something else. */
export type DaysReading = { from: Day; to: Day; weak?: true } | { suggestion: string; weak?: true };

/** Of a day, a month or a year, what was written of it. */
export type Written = { year?: number; month?: number; day?: number };

export const isDays = (reading: DaysReading): reading is { from: Day; to: Day; weak?: true } => 'from' in reading;

/** Nothing is older. */
export const FIRST_DAY: Day = '1970-01-01';

/** The days that were written; where the year was not, the newest ones that have begun. null: it is not even a month. */
export function daysOfWritten(written: Written, today: Day): DaysReading | null {
  const { year, month } = written;
  if (year !== undefined) return { ...daysIn({ ...written, year }), ...(month === undefined && { weak: true }) };
  if (month === undefined) return null;
  const thisYear = Number(today.slice(0, 4));
  let first: DaysReading | null = null;
  // Eight years back is a 29 February for sure.
  for (let back = 0; back <= 8; back += 1) {
    const days = daysIn({ ...written, year: thisYear - back });
    if (isDays(days) && days.from <= today) return { ...days, weak: true };
    first ??= days;
  }
  return first !== null && !isDays(first) ? { ...first, weak: true } : null;
}

/** Both days included, each having from the other what was not written of it: "1.–15.11.2026". null: they do not go together. */
export function daysBetween(first: Written, last: Written, today: Day): DaysReading | null {
  const begins = withMonthOf(last, first);
  const ends = withMonthOf(first, last);
  if (begins === null || ends === null) return null;
  // Where they would be the wrong way round, a new year lies between them.
  const turn = placeInYear(begins, 1) <= placeInYear(ends, 31) ? 0 : 1;
  const isWeak = begins.year === undefined && ends.year === undefined;
  const newest = isWeak ? daysOfWritten(begins, today) : null;
  if (isWeak && (newest === null || !isDays(newest))) return newest;
  const year =
    begins.year ?? (newest !== null && isDays(newest) ? Number(newest.from.slice(0, 4)) : (ends.year ?? 0) - turn);
  const from = daysIn({ ...begins, year });
  const to = daysIn({ ...ends, year: ends.year ?? year + turn });
  if (!isDays(from)) return from;
  if (!isDays(to)) return to;
  const range = rangeOf(from, to);
  return isWeak ? { ...range, weak: true } : range;
}

/** null: it needs a month, and the other has none to give. */
function withMonthOf(other: Written, written: Written): Written | null {
  if (written.day === undefined || written.month !== undefined) return written;
  return other.day === undefined || other.month === undefined ? null : { ...written, month: other.month };
}

const placeInYear = ({ month, day }: Written, ifNoDay: number) => (month ?? ifNoDay) * 100 + (day ?? ifNoDay);

/** From the first day of the one to the last day of the other. */
export function rangeOf(first: { from: Day; to: Day }, last: { from: Day; to: Day }): DaysReading {
  if (last.to > first.from) return { from: first.from, to: last.to };
  return { suggestion: `It ends before it begins: try ${last.from}..${addDays(first.to, -1)}.` };
}

function daysIn({ year, month, day }: Written & { year: number }): DaysReading {
  if (year < 1970 || year > 2999) return { suggestion: `There is nothing from the year ${year}: try last week.` };
  if (month === undefined) return { from: `${year}-01-01`, to: addDays(`${year}-12-31`, 1) };
  if (day !== undefined) {
    const found = dayOrNull(year, month, day);
    if (found !== null) return { from: found, to: addDays(found, 1) };
    const [swapped, last] = [dayOrNull(year, day, month), lastDay(year, month)];
    const near = last !== null && day > 27 && day < 40 ? last : swapped;
    return { suggestion: `The calendar has no ${textOf(year, month, day)}${near === null ? '' : `: try ${near}`}.` };
  }
  const last = lastDay(year, month);
  if (last === null) return { suggestion: `The year has no month ${month}: a month is written 2026-11.` };
  return { from: `${last.slice(0, 7)}-01`, to: addDays(last, 1) };
}

function lastDay(year: number, month: number): Day | null {
  const first = dayOrNull(year, month, 1);
  return first === null ? null : addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1);
}

const textOf = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

function dayOrNull(year: number, month: number, day: number): Day | null {
  try {
    return parseDay(textOf(year, month, day));
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
