import { Temporal } from 'temporal-polyfill';
import type { AlertEntry } from './alert.ts';
import { addDays, type Day, dayOf, isKnownZone } from './period.ts';

/** Without another word an alert may wait so long for somebody. */
export const ESCALATE_AFTER_MINUTES = 240;

/** Local times `HH:MM` from (inclusive) to (exclusive), over midnight where `from` is the later one. */
export type QuietHours = { from: string; to: string };

/** Of a subscription, beside its first limit and target. The second limit counts from the same moment as the first. null: none. */
export type EscalationSettings = {
  againAfterMinutes: number | null;
  /** A Slack user (U…) or user group (S…) id; null: nobody is mentioned. */
  againTo: string | null;
  quiet: QuietHours | null;
};

/** What a subscription begins with. */
export const NO_SECOND_CALL: EscalationSettings = { againAfterMinutes: null, againTo: null, quiet: null };

/** How long a person takes an alert for: two spans, or until nine on the next day. */
export type AcknowledgeSpan = (typeof ACKNOWLEDGE_SPANS)[number];
export const ACKNOWLEDGE_SPANS = ['1h', '4h', 'tomorrow'] as const;

/** Of a subscription: when its alerts are due. A limit's clock stands still in the quiet hours. null: none. */
export type EscalationClock = { quiet: QuietHours | null; zone: string };

/** 1: the first limit, 2: the second. */
export type EscalationLevel = 1 | 2;

/** The message that calls for somebody: everything its view shows. */
export type Escalation = {
  level: EscalationLevel;
  /** A Slack user (U…) or user group (S…) id; null: nobody is mentioned. */
  to: string | null;
  limitMinutes: number;
  total: number;
  /** How many of them tell of a single thumb. */
  thumbs: number;
  /** How many of them still wait for somebody. */
  open: number;
  /** The oldest ones, each with the message that shows it; `ts` null: nobody knows where it is. */
  alerts: (AlertEntry & { ts: string | null })[];
};

/** The message to whoever took alerts for a time that is over: everything its view shows. */
export type Reminder = {
  /** Whose time is over; null: all of it is done with. */
  to: string | null;
  total: number;
  /** How many of them tell of a single thumb. */
  thumbs: number;
  /** How many of them still wait for somebody. */
  open: number;
  /** The oldest ones, as in an escalation. */
  alerts: Escalation['alerts'];
};

type Span = { start: number; end: number };

const MINUTE_MS = 60_000;

/**
 * The rule is here and nowhere else. An alert that was shown at `shownAt` is due once `limitMinutes` outside of the quiet
 * hours have gone by. SQL decides which alerts are due by comparing instants with `shownBy`, its inverse: clock changes
 * and windows over midnight are then worked out once per subscription, by the library that knows zones, and not per row.
 */
export function dueAt(shownAt: Date, limitMinutes: number, { quiet, zone }: EscalationClock): Date {
  let cursor = shownAt.getTime();
  let left = limitMinutes * MINUTE_MS;
  if (quiet === null) return new Date(cursor + left);
  for (let day = addDays(dayOf(shownAt, zone), -1); ; day = addDays(day, 1)) {
    const { start, end } = spanOf(day, quiet, zone);
    if (end <= cursor || end <= start) continue;
    const awake = Math.max(0, start - cursor);
    if (awake >= left) return new Date(cursor + left);
    left -= awake;
    cursor = end;
  }
}

/** The latest instant such that an alert shown then, or earlier, is due at `now`: `shownAt <= shownBy(now)` exactly when `dueAt(shownAt) <= now`. */
export function shownBy(now: Date, limitMinutes: number, { quiet, zone }: EscalationClock): Date {
  let cursor = now.getTime();
  let left = limitMinutes * MINUTE_MS;
  if (quiet === null) return new Date(cursor - left);
  for (let day = dayOf(now, zone); ; day = addDays(day, -1)) {
    const { start, end } = spanOf(day, quiet, zone);
    if (start >= cursor || end <= start) continue;
    const awake = Math.max(0, cursor - end);
    if (awake >= left) return new Date(cursor - left);
    left -= awake;
    cursor = start;
  }
}

/** Whether it can be told what time it is there: quiet hours in a zone that this machine does not know are at no known time. */
export const isReadable = ({ quiet, zone }: EscalationClock): boolean => quiet === null || isKnownZone(zone);

/** Whether nobody is to be called now: what is due waits until the quiet hours are over. */
export function isQuiet(now: Date, { quiet, zone }: EscalationClock): boolean {
  if (quiet === null) return false;
  const today = dayOf(now, zone);
  return [addDays(today, -1), today].some((day) => {
    const { start, end } = spanOf(day, quiet, zone);
    return start <= now.getTime() && now.getTime() < end;
  });
}

/** The quiet hours that begin on a local day. A time that a clock change skips moves forward by as much; of a repeated one the first counts. */
function spanOf(day: Day, { from, to }: QuietHours, zone: string): Span {
  return { start: instantOf(day, from, zone), end: instantOf(from < to ? day : addDays(day, 1), to, zone) };
}

const instantOf = (day: Day, time: string, zone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
