import { isRetestDue } from '../csat/retest-reminder.ts';
import type { Database } from '../db/client.ts';
import { loadRetestReminder, recordDueRetests, recordErasedRetests } from '../db/retest-reminders.ts';
import type { OwedMessage, SlackMessage } from '../delivery/message.ts';
import { plainMessage } from '../slack/views/plain-message.ts';
import { retestReminderMessage } from '../slack/views/retest-reminder.ts';

/** Owes the reminders that are due, and edits to those whose conversation was erased. Returns the keys of the messages. */
export async function recordRetestReminders(db: Database, at?: Date): Promise<string[]> {
  return [...(await recordDueRetests(db, at)), ...(await recordErasedRetests(db))];
}

/** null: nothing is owed any more, as when it was tried again before anybody was reminded. */
export async function renderRetestReminder(db: Database, owed: OwedMessage): Promise<SlackMessage | null> {
  const reminder = await loadRetestReminder(db, owed.key);
  if (reminder === null || (owed.ts === null && !isRetestDue(reminder))) return null;
  const message = retestReminderMessage(reminder);
  return owed.plain ? plainMessage(message) : message;
}
