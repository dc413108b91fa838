import { InputError } from './input-error.ts';
import {
  addDays,
  currentWeek,
  type Day,
  dayOf,
  lastCompleteWeek,
  type Period,
  parseDay,
  parseIsoWeek,
} from './period.ts';

/** Words that name a period as they stand; two-word ones are read over two words. */
export const PERIOD_WORDS = ['today', 'yesterday', 'this week', 'last week', 'this month', 'last month'] as const;

const SPAN = /^(\d{1,4})(d|day|days|w|week|weeks)$/;
const RANGE = /^(\S+?)(?:\.{2,3}|…|–|—)(\S*)$/;
const MAX_SPAN_DAYS = 3_660;

export type PeriodReading =
  | { kind: 'period'; period: Period }
  /** It was meant as a period, but cannot be one. */
  | { kind: 'problem'; suggestion: string }
  | { kind: 'no period' };

/**
 * What a word (or two words) means as a period, seen from `now` in `zone`: `today`, `7d` (today and the six days before),
 * `2w`, `last week`, `2026-11-01..2026-11-15` (both days included), `2026-11-01`, `2026-11`, `2026-W46`.
 */
export function readPeriod(text: string, { now, zone }: { now: Date; zone: string }): PeriodReading {
  const word = text.normalize('NFKC').toLowerCase();
  const today = dayOf(now, zone);
  const from = (start: Day, end: Day): PeriodReading => ({ kind: 'period', period: { zone, from: start, to: end } });
  if (word === 'today') return from(today, addDays(today, 1));
  if (word === 'yesterday') return from(addDays(today, -1), today);
  if (word === 'this week') return { kind: 'period', period: currentWeek(now, zone) };
  if (word === 'last week') return { kind: 'period', period: lastCompleteWeek(now, zone) };
  if (word === 'this month') return monthOf(today.slice(0, 7), zone);
  if (word === 'last month') return monthOf(addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7), zone);
  const span = SPAN.exec(word);
  if (span) {
    const days = Number(span[1]) * (span[2]?.startsWith('w') ? 7 : 1);
    if (days < 1 || days > MAX_SPAN_DAYS) return problem('A span is from 1d to 3660d: try 7d or 4w.');
    return from(addDays(today, 1 - days), addDays(today, 1));
  }
  if (/^\d{1,4}h$/.test(word)) return problem('Spans are in days or weeks: try today or 7d.');
  if (/^\d{1,4}m(onths?)?$/.test(word)) return problem('Spans are in days or weeks: try 30d, or last month.');
  if (/^\d{4}-\d{2}$/.test(word)) return monthOf(word, zone);
  if (/^\d{4}-?w\d{1,2}$/.test(word)) return weekOf(word, zone);
  return readDays(text.normalize('NFKC'), today, zone);
}

function readDays(text: string, today: Day, zone: string): PeriodReading {
  const range = RANGE.exec(text);
  const first = readDay(range?.[1] ?? text);
  const last = range === null ? first : range[2] === '' ? today : readDay(range[2] ?? '');
  if (first === null || last === null) {
    return /^\d/.test(text) && /\d[./-]\d/.test(text)
      ? problem('Days are written 2026-11-01, and from one to another 2026-11-01..2026-11-15.')
      : { kind: 'no period' };
  }
  if (typeof first !== 'string') return problem(first.suggestion);
  if (typeof last !== 'string') return problem(last.suggestion);
  if (last < first) return problem(`It ends before it begins: try ${last}..${first}.`);
  return { kind: 'period', period: { zone, from: first, to: addDays(last, 1) } };
}

/** A day as people write them. null: no day at all; an object: a day that has two readings, or none. */
function readDay(text: string): Day | { suggestion: string } | null {
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (yearFirst) return dayFrom(yearFirst[1], yearFirst[2], yearFirst[3]);
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})$/.exec(text);
  if (!yearLast) return null;
  const [, a, separator, b, year] = yearLast;
  // Points are written day first everywhere; strokes are not.
  if (separator === '.' || Number(a) > 12) return dayFrom(year, b, a);
  if (Number(b) > 12) return dayFrom(year, a, b);
  if (a === b) return dayFrom(year, a, b);
  const [dayFirst, monthFirst] = [dayFrom(year, b, a), dayFrom(year, a, b)];
  return { suggestion: `This can be two days: write ${textOf(dayFirst)} or ${textOf(monthFirst)}.` };
}

function dayFrom(year = '', month = '', day = ''): Day | { suggestion: string } {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (year < '1970' || year > '2999') return { suggestion: `No such day: ${text}. Try last week.` };
  try {
    return parseDay(text);
  } catch (error) {
    if (error instanceof InputError) return { suggestion: `The calendar has no ${text}.` };
    throw error;
  }
}

function monthOf(month: string, zone: string): PeriodReading {
  const first = dayFrom(month.slice(0, 4), month.slice(5), '01');
  if (typeof first !== 'string') return problem('A month is written 2026-11.');
  const next = `${addDays(first, 31).slice(0, 7)}-01`;
  return { kind: 'period', period: { zone, from: first, to: next } };
}

function weekOf(word: string, zone: string): PeriodReading {
  const [, year = '', week = ''] = /^(\d{4})-?w(\d{1,2})$/.exec(word) ?? [];
  try {
    if (year < '1970' || year > '2999') throw new InputError('year');
    return { kind: 'period', period: parseIsoWeek(`${year}-W${week.padStart(2, '0')}`, zone) };
  } catch (error) {
    if (error instanceof InputError) return problem(`The year has no such week: a week is written 2026-W46.`);
    throw error;
  }
}

const problem = (suggestion: string): PeriodReading => ({ kind: 'problem', suggestion });
const textOf = (day: Day | { suggestion: string }) => (typeof day === 'string' ? day : 'another day');
