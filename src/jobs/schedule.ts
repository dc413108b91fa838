import { type ScheduledTask, schedule } from 'node-cron';
import type { Database } from '../db/client.ts';
import { recordDueDigests } from '../db/digest-schedule.ts';

export type ScheduleTools = {
  db: Database;
  log: { info: (facts: object, message: string) => void; error: (facts: object, message: string) => void };
  /** Called when digests became owed: a hint for the deliverer, which finds them anyway. */
  onOwed: () => void;
};

/**
 * Asks the database each minute, and once at the start, which digests are due. Any number of replicas may run it: the
 * database owes each digest once. A minute that fails is made good by the next one.
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
  try {
    const keys = await recordDueDigests(db);
    if (keys.length === 0) return;
    log.info({ digests: keys }, 'Digests are due');
    onOwed();
  } catch (error) {
    log.error({ err: error }, 'The due digests could not be asked for; the next minute asks again');
  }
}
