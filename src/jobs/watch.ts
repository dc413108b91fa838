import type { Logger } from 'pino';
import { foldBursts } from '../db/bursts.ts';
import type { Connection } from '../db/client.ts';
import { recordErasures } from '../db/erasures.ts';
import { recordLateFacts } from '../db/late-facts.ts';
import { recordOwedAlerts, recordOwedThumbAlerts } from '../db/owed-alerts.ts';
import { listenForHints } from '../delivery/listen.ts';
import { startLoop } from '../delivery/loop.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How often each sweep runs, and how far it looks back: the quick one often and not far, the thorough one rarely. */
export type WatchTimings = {
  quick: { everyMs: number; ratingsMs: number; factsMs: number };
  wide: { everyMs: number; ratingsMs: number; factsMs: number };
  whole: { everyMs: number; ratingsMs: number; factsMs: number };
};

export const PRODUCTION_WATCH: WatchTimings = {
  quick: { everyMs: SECOND_MS, ratingsMs: HOUR_MS, factsMs: 2 * MINUTE_MS },
  wide: { everyMs: MINUTE_MS, ratingsMs: 72 * HOUR_MS, factsMs: 3 * DAY_MS },
  whole: { everyMs: HOUR_MS, ratingsMs: 30 * DAY_MS, factsMs: 30 * DAY_MS },
};

/** The hint that the database sends when a downvote, a thumb down or an erasure was committed. */
const HINT_CHANNEL = 'thumbline_feedback';

export type Watch = { kick: () => void; stop: () => Promise<void> };

/**
 * Turns feedback into owed alerts, and late facts into owed edits, as soon as they are committed.
 * Any number of processes may watch at once. `onOwed` is called when there is something new to deliver.
 */
export function startWatch({
  connection,
  logger,
  timings = PRODUCTION_WATCH,
  bursts = 'together',
  onOwed = () => {},
}: {
  connection: Connection;
  logger: Logger;
  timings?: WatchTimings;
  /** `one by one`: however many alerts wait, each gets a card of its own. */
  bursts?: 'together' | 'one by one';
  onOwed?: () => void;
}): Watch {
  const { db } = connection;
  const tell = (counts: number[]) => {
    if (counts.some((count) => count > 0)) onOwed();
  };

  /** Folded in the transaction that owes them: no deliverer sees an alert of a burst before its roll-up has it. */
  const recordAlerts = (ratingsMs: number) =>
    db.transaction(async (tx) => {
      const alerts = await recordOwedAlerts(tx, ratingsMs);
      const thumbs = await recordOwedThumbAlerts(tx, ratingsMs);
      const folded = bursts === 'together' ? await foldBursts(tx) : 0;
      return alerts + thumbs + folded;
    });

  const quick = startLoop({
    name: 'watch',
    everyMs: timings.quick.everyMs,
    logger,
    turn: async () => {
      tell([await recordAlerts(timings.quick.ratingsMs)]);
      tell([await recordLateFacts(db, { of: 'changed ratings', withinMs: timings.quick.factsMs })]);
      tell([await recordErasures(db)]);
    },
  });
  const wide = startLoop({
    name: 'watch far',
    everyMs: timings.wide.everyMs,
    logger,
    turn: async () => {
      const alerts = await recordAlerts(timings.wide.ratingsMs);
      const changed = await recordLateFacts(db, { of: 'changed ratings', withinMs: timings.wide.everyMs * 10 });
      const late = await recordLateFacts(db, { of: 'young alerts', withinMs: timings.wide.factsMs });
      tell([alerts, changed, late]);
    },
  });
  const whole = startLoop({
    name: 'watch all',
    everyMs: timings.whole.everyMs,
    logger,
    turn: async () => {
      const alerts = await recordAlerts(timings.whole.ratingsMs);
      const changed = await recordLateFacts(db, { of: 'changed ratings', withinMs: timings.whole.factsMs });
      const late = await recordLateFacts(db, { of: 'young alerts', withinMs: timings.whole.factsMs });
      tell([alerts, changed, late, await recordLateFacts(db, { of: 'erased' })]);
    },
  });
  const hints = listenForHints({ connection, channel: HINT_CHANNEL, onHint: quick.kick, logger });

  return {
    kick: quick.kick,
    stop: async () => {
      await Promise.all([hints.stop(), quick.stop(), wide.stop(), whole.stop()]);
    },
  };
}
