import type { Logger } from 'pino';
import { ON_UNKNOWN, type OnUnknown } from '../csat/on-unknown.ts';
import type { Connection } from '../db/client.ts';
import { type Claim, claimPosts, claimUpdates } from '../db/deliveries-claim.ts';
import type { CrashPoint, Delivering } from './delivering.ts';
import { openFlights, within } from './flights.ts';
import { removeTwins } from './janitor.ts';
import { listenForHints } from './listen.ts';
import { startLoop } from './loop.ts';
import type { RenderMessage } from './message.ts';
import { post } from './post.ts';
import { reconcile } from './reconcile.ts';
import { startSendGuard } from './send-guard.ts';
import type { SlackPorts } from './slack-port.ts';
import { type DeliveryTimings, PRODUCTION_TIMINGS } from './timings.ts';
import { update } from './update.ts';

export type Deliverer = {
  /** There may be something to deliver: look at once instead of at the next poll. */
  kick: () => void;
  /** Claims nothing more, and waits a while for what is under way; what is not done by then is healed by its lease. */
  stop: () => Promise<void>;
};

export type DelivererOptions = {
  connection: Connection;
  slack: SlackPorts;
  render: RenderMessage;
  logger: Logger;
  timings?: DeliveryTimings;
  /** Where the channel's history may not be read; missing: `ON_UNKNOWN`. */
  onUnknown?: OnUnknown;
  /** Messages under way at a time, of different channels; and as many edits. */
  concurrency?: number;
  at?: (point: CrashPoint) => void;
};

/** The hint that the database sends when a delivery is written or should say something new. */
const HINT_CHANNEL = 'thumbline_delivery';

/**
 * Brings every delivery into Slack exactly once and keeps it true, beside any number of other processes that do the same.
 * Returns at once; it works until `stop`, through outages of the database and of Slack.
 */
export function startDeliverer(options: DelivererOptions): Deliverer {
  const { connection, logger, timings = PRODUCTION_TIMINGS, concurrency = 32 } = options;
  let isStopping = false;
  let updatesFrom = 0;
  const delivering: Delivering = {
    db: connection.db,
    slack: options.slack,
    render: options.render,
    logger,
    timings,
    onUnknown: options.onUnknown ?? ON_UNKNOWN,
    readings: { unknown: new Map(), verified: new Map() },
    at: options.at ?? (() => {}),
    pauseUpdates: (ms) => {
      updatesFrom = Math.max(updatesFrom, performance.now() + ms);
    },
    isStopping: () => isStopping,
  };

  const guarded = (claim: Claim, work: () => Promise<void>) => async () => {
    try {
      await work();
    } catch (error) {
      logger.warn({ err: error, key: claim.key }, 'A delivery was interrupted; its lease will end');
    }
  };

  const posts = openFlights(concurrency, () => kick());
  const posting = startLoop({
    name: 'posts',
    everyMs: timings.pollMs,
    logger,
    turn: async () => {
      const limit = posts.free();
      if (limit === 0) return;
      const guard = startSendGuard();
      const workspaceIds = options.slack.workspaceIds();
      const { leaseMs, paceMs } = timings;
      const claims = await claimPosts(connection.db, { workspaceIds, limit, leaseMs, paceMs });
      for (const claim of claims) posts.add(guarded(claim, () => post(delivering, claim, guard)));
      if (claims.length > 0) setTimeout(() => posting.kick(), timings.paceMs + 5).unref();
    },
  });

  const updates = openFlights(concurrency, () => updating.kick());
  const updating = startLoop({
    name: 'updates',
    everyMs: timings.pollMs,
    logger,
    turn: async () => {
      const limit = updates.free();
      if (limit === 0 || performance.now() < updatesFrom) return;
      const guard = startSendGuard();
      const workspaceIds = options.slack.workspaceIds();
      const claims = await claimUpdates(connection.db, { workspaceIds, limit, leaseMs: timings.leaseMs });
      for (const claim of claims) updates.add(guarded(claim, () => update(delivering, claim, guard)));
    },
  });

  const reconciling = startLoop({
    name: 'reconcile',
    everyMs: timings.reconcileEveryMs,
    logger,
    turn: () => reconcile(delivering),
  });
  const cleaning = startLoop({
    name: 'janitor',
    everyMs: timings.verifyEveryMs,
    logger,
    turn: () => removeTwins(delivering),
  });

  const kick = () => {
    posting.kick();
    updating.kick();
  };
  const hints = listenForHints({ connection, channel: HINT_CHANNEL, onHint: kick, logger });

  return {
    kick,
    stop: async () => {
      isStopping = true;
      const stopped = Promise.all([hints, posting, updating, reconciling, cleaning].map((part) => part.stop()));
      const landed = await Promise.all([
        within(timings.stopWithinMs, stopped),
        posts.landed(timings.stopWithinMs),
        updates.landed(timings.stopWithinMs),
      ]);
      if (landed.includes(false)) {
        logger.warn('Stopped before every call was answered; what is left is healed when its lease is over');
      }
    },
  };
}
