import type { Database } from '../db/client.ts';
import { recordDueEscalations } from '../db/escalations.ts';
import { recordLapses } from '../db/lapses.ts';

/**
 * Calls for somebody where an alert has waited too long, and reopens what was acknowledged for a time that is over.
 * Lapses come first: what reopens now has its whole limit ahead. Returns the keys of the messages owed.
 */
export async function recordUnanswered(db: Database, at?: Date): Promise<string[]> {
  const reminders = await recordLapses(db, at);
  return [...reminders, ...(await recordDueEscalations(db, at))];
}
