import { setTimeout as sleep } from 'node:timers/promises';
import type { Visit } from './in-flight.ts';

/** Slack waits three seconds. An answer that comes within this goes out with the acknowledgement, a later one follows it. */
const ACKNOWLEDGED_WITHIN_MS = 200;
/** An answer that comes later is announced. */
const ANSWER_WITHIN_MS = 1_000;

/** Not `null`, which is an answer. */
export const LATE = Symbol('late');

/** An answer or LATE, and whether who waits for it was acknowledged already. */
export type Heard<T> = { first: T | typeof LATE; heard: boolean };

/** In a crowd nobody waits to be told that they were heard: who came before it is told as soon as there is one, who comes in it at once. */
export async function hearFirst(visit: Visit, ack: () => Promise<void>): Promise<boolean> {
  if (!visit.isCrowded()) return false;
  await ack();
  await visit.turn();
  return true;
}

/** The answer, or LATE when it takes long. */
export const inTime = <T>(handled: Promise<T>): Promise<T | typeof LATE> =>
  Promise.race([handled, sleep(ANSWER_WITHIN_MS, LATE, { ref: false })]);

/** The same; `heard`: it took a while or got crowded meanwhile, and who waits was acknowledged without it. */
export async function inTimeUnlessCrowded<T>(
  handled: Promise<T>,
  visit: Visit,
  ack: () => Promise<void>,
): Promise<Heard<T>> {
  let hearing: Promise<void> | null = null;
  const hear = () => {
    hearing ??= ack();
    // Thrown below, once the answer is there: until then it would count as nobody's, which ends the process.
    hearing.catch(() => {});
  };
  const off = visit.onCrowd(hear);
  const timer = setTimeout(hear, ACKNOWLEDGED_WITHIN_MS);
  const first = await inTime(handled);
  off();
  clearTimeout(timer);
  await hearing;
  return { first, heard: hearing !== null };
}

/** The answer as it is waited for by whom `hearFirst` has acknowledged, or has not. */
export const inTimeAs = async <T>(
  isHeardFirst: boolean,
  handled: Promise<T>,
  visit: Visit,
  ack: () => Promise<void>,
): Promise<Heard<T>> =>
  isHeardFirst ? { first: await inTime(handled), heard: true } : inTimeUnlessCrowded(handled, visit, ack);
