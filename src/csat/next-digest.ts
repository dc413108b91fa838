import { Temporal } from 'temporal-polyfill';
import { addDays, type Day, dayOf, mondayOf } from './period.ts';
import type { DigestTime } from './subscription.ts';

/** What decides when a subscription's next digest is due. */
export type DigestPlan = {
  digest: DigestTime;
  zone: string;
  beganAt: Date;
  /** From when its present weekday, time and zone count. */
  digestSince: Date;
  /** When it was switched on. */
  digestOnSince: Date;
  /** The Monday of its newest digest; null: there was none yet. */
  lastMonday: Day | null;
};

const WEEKS_AHEAD = 8;

/**
 * When the next digest is due: in the past where it is due already and nobody has written it down yet.
 * The rule is that of the statement in db/digest-schedule.ts: one for each local week, at its local time; a time that a
 * clock change skips moves forward, of a repeated one the later counts; what a changed time has left behind in its own
 * week is due at the change; what passed before it was switched on is not owed.
 */
export function nextDigestAt(
  { digest, zone, beganAt, digestSince, digestOnSince, lastMonday }: DigestPlan,
  now: Date,
): Date {
  const changedIn = mondayOf(addDays(dayOf(digestSince, zone), -1));
  let monday = addDays(mondayOf(dayOf(now, zone)), -7);
  for (let week = 0; ; week += 1, monday = addDays(monday, 7)) {
    const slot = slotOf(monday, digest, zone);
    const due = slot < digestSince ? digestSince : slot;
    const isOwed = slot >= beganAt && slot >= digestOnSince && (due === slot || monday >= changedIn);
    const isOpen = lastMonday === null || monday > lastMonday;
    if ((isOwed && isOpen && due.getTime() > now.getTime() - SKIPPED_AFTER_MS) || week === WEEKS_AHEAD) return due;
  }
}

/** What could not be written down, or posted, for so long is skipped. */
const SKIPPED_AFTER_MS = 6 * 24 * 60 * 60 * 1000;

/** Whether a digest that is still not posted comes too late to be of use. */
export const isTooLate = (dueAt: Date, now: Date): boolean => now.getTime() - dueAt.getTime() >= SKIPPED_AFTER_MS;

function slotOf(monday: Day, { weekday, time }: DigestTime, zone: string): Date {
  const local = Temporal.PlainDate.from(addDays(monday, weekday - 1)).toPlainDateTime(Temporal.PlainTime.from(time));
  return new Date(local.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds);
}
