import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/client.ts';
import { listSubscriptionsToGroup } from '../db/record-grouping.ts';
import { loadSubscription } from '../db/subscriptions.ts';
import { isDatabaseAway } from '../db/trouble.ts';
import { areGapsDue } from './gap-refresh.ts';

/** How often each subscription's gaps are looked at. */
const EVERY_MS = 120_000;
/** A subscription whose gaps could not be found waits so long, and twice as long each time that follows. */
const FIRST_WAIT_MS = EVERY_MS;
const LONGEST_WAIT_MS = 3_600_000;

type RoundTools = {
  db: Database;
  refresh: (subscriptionId: number) => Promise<void>;
  clock: Clock;
  log: Logger;
};

/** Looks in each turn at every subscription whose turn it is. One that fails holds up no other, and is not tried again at once. */
export function gapRounds({ db, refresh, clock, log }: RoundTools): { turn: () => Promise<void>; stop: () => void } {
  const failed = new Map<number, { waitMs: number; until: number }>();
  let stopping = false;

  const look = async (id: number) => {
    const subscription = await loadSubscription(db, id);
    if (subscription !== null && (await areGapsDue(db, subscription, clock.now()))) await refresh(id);
  };

  return {
    turn: async () => {
      for (const id of await listSubscriptionsToGroup(db, EVERY_MS)) {
        if (stopping) return;
        const last = failed.get(id);
        if (last !== undefined && clock.now().getTime() < last.until) continue;
        try {
          await look(id);
          failed.delete(id);
        } catch (error) {
          if (stopping) return;
          if (isDatabaseAway(error)) throw error;
          const waitMs = Math.min(LONGEST_WAIT_MS, last === undefined ? FIRST_WAIT_MS : last.waitMs * 2);
          failed.set(id, { waitMs, until: clock.now().getTime() + waitMs });
          log.error({ err: error, subscriptionId: id, waitMs }, 'Gaps could not be found and will be tried again');
        }
      }
    },
    stop: () => {
      stopping = true;
    },
  };
}
