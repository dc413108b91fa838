import { type ScheduledTask, schedule } from 'node-cron';
import type { Database } from '../db/client.ts';
import { recordDueDigests } from '../db/digest-schedule.ts';
import { recordUnanswered } from './escalation.ts';
import { recordRetestReminders } from './retest-reminder.ts';

export type ScheduleTools = {
  db: Database;
  log: { info: (facts: object, message: string) => void; error: (facts: object, message: string) => void };
  /** Called when messages became owed: a hint for the deliverer, which finds them anyway. */
  onOwed: () => void;
};

/**
 * Asks the database each minute, and once at the start, which digests and escalations are due and which acknowledgements
 * have lapsed. Any number of replicas may run it: the database owes each message once. A minute that fails is made good by the next one.
 */
export function startSchedule(tools: ScheduleTools): { stop: () => Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const tick = () => {
    running = running.then(() => recordAndTell(tools));
    return running;
  };
  const task: ScheduledTask = schedule('* * * * *', tick, { noOverlap: true });
  void tick();
  return {
    stop: async () => {
      await task.destroy();
      await running;
    },
  };
}

async function recordAndTell({ db, log, onOwed }: ScheduleTools): Promise<void> {
  const ask = async (record: (db: Database) => Promise<string[]>, what: string) => {
    try {
      const keys = await record(db);
      if (keys.length === 0) return;
      log.info({ keys }, `Due: ${what}`);
      onOwed();
    } catch (error) {
      log.error({ err: error }, `Could not be asked for, and the next minute asks again: ${what}`);
    }
  };
  await ask((db) => recordDueDigests(db), 'digests');
  await ask((db) => recordUnanswered(db), 'escalations and reminders');
  await ask(recordRetestReminders, 're-tests');
}
