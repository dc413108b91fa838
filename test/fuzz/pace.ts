import { sql } from 'drizzle-orm';
import type { Database } from '../../src/db/client.ts';
import { recordDueEscalations } from '../../src/db/escalations.ts';
import { recordLapses } from '../../src/db/lapses.ts';

/*
 * Limits are whole minutes, and a fuzz has no time for them: escalations are asked for at an instant ahead of the present.
 * With a first limit of one minute, a card is called for this many milliseconds less than a minute after it is seen.
 */
export const LIMIT_MINUTES = { first: 1, second: 2 };
export const AHEAD_MS = 57_000;
/** A tick that comes a minute late finds the second limit over as well. */
export const LATE_TICK_AHEAD_MS = AHEAD_MS + 60_000;

/** What the schedule asks each minute, so far ahead by the database's clock. Returns the messages that are new. */
export async function recordUnansweredAhead(db: Database, aheadMs: number): Promise<string[]> {
  const reminders = await recordLapses(db);
  const [row] = await db.execute<{ now: string }>(sql`select now()`);
  const at = new Date(Date.parse(String(row?.now)) + aheadMs);
  return [...reminders, ...(await recordDueEscalations(db, at))];
}
