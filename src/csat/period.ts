import { Temporal } from 'temporal-polyfill';
import { InputError } from './input-error.ts';

/** A calendar day, `YYYY-MM-DD`, in whatever zone its owner names. */
export type Day = string;

/** The local days `from` (inclusive) to `to` (exclusive) of an IANA zone. */
export type Period = { zone: string; from: Day; to: Day };

const DAY_MS = 24 * 3_600_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ISO_WEEK = /^(\d{4})-W(\d{2})$/i;

/** @throws InputError when the text is no zone that this machine's IANA data knows. */
export function parseZone(text: string): string {
  try {
    // Offsets such as "+02:00" are accepted by Intl but have no clock changes: they are not what a shop means.
    if (/^[+-]|^\d/.test(text)) throw new RangeError('offset');
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone === 'UTC' ? 'UTC' : text;
  } catch {
    throw new InputError(
      `Unknown time zone "${text}": expected an IANA name such as Europe/Berlin or America/New_York.`,
    );
  }
}

/** Whether this machine knows the zone: another one's data may be newer. */
export function isKnownZone(zone: string): boolean {
  try {
    parseZone(zone);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** @throws InputError when the text is no calendar day. */
export function parseDay(text: string): Day {
  try {
    if (!DAY.test(text)) throw new RangeError('format');
    return Temporal.PlainDate.from(text).toString();
  } catch {
    throw new InputError(`Unknown day "${text}": expected YYYY-MM-DD, for example 2026-11-09.`);
  }
}

/** @throws InputError when the zone or a day is unknown, or when `to` is not after `from`. */
export function periodOf(from: string, to: string, zone: string): Period {
  const period = { zone: parseZone(zone), from: parseDay(from), to: parseDay(to) };
  if (period.from >= period.to) {
    throw new InputError(
      `The period from ${from} to ${to} is empty or reversed: expected a last day (exclusive) after the first.`,
    );
  }
  return period;
}

/** The period of equal length, in local days, just before. */
export function previousPeriod(period: Period): Period {
  const from = Date.parse(period.from);
  return { zone: period.zone, from: dayAt(from - (Date.parse(period.to) - from)), to: period.from };
}

// A day alone has no zone: it is reckoned with as its midnight in UTC, where every day is as long.
function dayAt(ms: number): Day {
  const known = names.get(ms);
  if (known !== undefined) return known;
  const name = new Date(ms).toISOString().slice(0, -'T00:00:00.000Z'.length);
  if (names.size >= MOST_REMEMBERED) names.clear();
  names.set(ms, name);
  return name;
}

/** Every local day of the period, in order. */
export function daysOf(period: Period): Day[] {
  const days: Day[] = [];
  const end = Date.parse(period.to);
  for (let at = Date.parse(period.from); at < end; at += DAY_MS) days.push(dayAt(at));
  return days;
}

/** The instant at which a local day begins: midnight, or the first moment after it where a clock change skips midnight. */
export function startOfDay(day: Day, zone: string): Date {
  const name = `${zone} ${day}`;
  const known = beginnings.get(name);
  if (known !== undefined) return new Date(known);
  const { epochMilliseconds } = Temporal.PlainDate.from(day).toZonedDateTime(zone).startOfDay();
  if (beginnings.size >= MOST_REMEMBERED) beginnings.clear();
  beginnings.set(name, epochMilliseconds);
  return new Date(epochMilliseconds);
}

/** What was asked for before: an overview of 90 days took as long to find its days and midnights as to read its numbers. */
const names = new Map<number, Day>();
const beginnings = new Map<string, number>();
const MOST_REMEMBERED = 20_000;

/** The period as instants, half-open: `start <= t < end`. */
export function instantsOf(period: Period): { start: Date; end: Date } {
  return { start: startOfDay(period.from, period.zone), end: startOfDay(period.to, period.zone) };
}

/** The local day on which an instant falls. */
export function dayOf(instant: Date, zone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The Monday of the week (Monday to Sunday) that holds `day`. */
export function mondayOf(day: Day): Day {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

export function weekFrom(monday: Day, zone: string): Period {
  return { zone, from: monday, to: addDays(monday, 7) };
}

/** The week that holds the instant, which is not over yet. */
export function currentWeek(now: Date, zone: string): Period {
  return weekFrom(mondayOf(dayOf(now, zone)), zone);
}

/** The newest week that is over in the zone. */
export function lastCompleteWeek(now: Date, zone: string): Period {
  return weekFrom(addDays(currentWeek(now, zone).from, -7), zone);
}

/**
 * The week that an ISO 8601 name such as `2026-W46` means.
 * @throws InputError when the text is no such name, or the year has no such week.
 */
export function parseIsoWeek(text: string, zone: string): Period {
  const match = ISO_WEEK.exec(text);
  const year = Number(match?.[1]);
  const week = Number(match?.[2]);
  if (match) {
    // 4 January is always in week 1 (ISO 8601).
    const monday = addDays(mondayOf(`${match[1]}-01-04`), (week - 1) * 7);
    if (week >= 1 && isoWeekOf(monday) === `${year}-W${String(week).padStart(2, '0')}`) {
      return weekFrom(monday, parseZone(zone));
    }
  }
  throw new InputError(`Unknown week "${text}": expected an ISO week such as 2026-W46.`);
}

/** The ISO 8601 name of the week that holds `day`, for example `2026-W46`. */
export function isoWeekOf(day: Day): string {
  const date = Temporal.PlainDate.from(day);
  return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`;
}
