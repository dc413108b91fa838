import type { Clock } from '../clock.ts';
import type { Database } from '../db/client.ts';
import { wasCheckedWithin } from '../db/record-grouping.ts';
import { loadSubscription } from '../db/subscriptions.ts';
import { type FindGaps, type FoundGap, findGaps } from './found-gaps.ts';
import { type GapTools, refreshGaps } from './gap-refresh.ts';
import { rememberWindows } from './known-windows.ts';
import { SENTENCE_MODEL, sentenceEmbedder } from './sentence-embedder.ts';

/** What is asked of gaps where they are needed: in this thread, or in one of their own. */
export type GapKeeper = {
  /** Resolves when the subscription's gaps are those of its feedback until now, or until so long ago where that will do. */
  refresh: (subscriptionId: number, newerThanMs?: number) => Promise<void>;
  /** The gaps of a period for a reader without a subscription. */
  find: (asked: FindGaps) => Promise<FoundGap[]>;
};

/** For how long vectors are made while somebody waits; what is left comes with the next round. */
const EMBED_WITHIN_MS = 30_000;
/** Where nobody follows the gaps, nobody has made the other questions' vectors: without them the next answer would be another one. */
const OTHERS_WITHIN_MS = 60_000;
/** How often, and how many times, it is looked whether another process is done. */
const BUSY_WAIT_MS = 500;
const BUSY_WAITS = 60;

/**
 * Does the work where it is called: for the command line, whose event loop nobody else needs.
 * @param claimed hears of each lease that is taken
 */
export function gapKeeperIn(db: Database, clock: Clock, claimed?: GapTools['claimed']): GapKeeper {
  const windows = rememberWindows();
  const tools: GapTools = {
    db,
    embedder: sentenceEmbedder,
    model: SENTENCE_MODEL,
    windows,
    ...(claimed && { claimed }),
  };
  return {
    refresh: async (subscriptionId, newerThanMs = 0) => {
      if (newerThanMs > 0 && (await wasCheckedWithin(db, subscriptionId, newerThanMs))) return;
      for (let waits = 0; waits < BUSY_WAITS; waits++) {
        const subscription = await loadSubscription(db, subscriptionId);
        if (subscription === null) return;
        const done = await refreshGaps(tools, subscription, { now: clock.now(), embedWithinMs: EMBED_WITHIN_MS });
        if (done !== 'busy') return;
        await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS));
      }
      throw new Error('Another process has been grouping the same gaps for too long.');
    },
    find: (asked) =>
      findGaps(tools, { ...asked, now: clock.now(), embedWithinMs: EMBED_WITHIN_MS, othersWithinMs: OTHERS_WITHIN_MS }),
  };
}
