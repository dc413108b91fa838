import { setTimeout as sleep } from 'node:timers/promises';
import type { InFlight } from './in-flight.ts';

/** Slack waits three seconds. An answer that comes within this goes out with the acknowledgement, a later one is announced and follows it. */
const ANSWER_WITHIN_MS = 1_000;
/** When so many are answered at once, everybody is told first that they were heard, and what they asked for comes after. */
const CROWD = 10;

/** Not `null`, which is an answer. */
export const LATE = Symbol('late');

export const inTime = <T>(handled: Promise<T>): Promise<T | typeof LATE> =>
  Promise.race([handled, sleep(ANSWER_WITHIN_MS, LATE, { ref: false })]);

export const isCrowded = (flight: InFlight): boolean => flight.count() >= CROWD;
