import { pino } from 'pino';
import type { OnUnknown } from '../../src/csat/on-unknown.ts';
import { loadAlert } from '../../src/db/alerts.ts';
import { type Connection, connect } from '../../src/db/client.ts';
import { startDeliverer } from '../../src/delivery/deliverer.ts';
import type { CrashPoint } from '../../src/delivery/delivering.ts';
import type { RenderMessage } from '../../src/delivery/message.ts';
import { openSlackPort, type SlackPort, type SlackPorts } from '../../src/delivery/slack-port.ts';
import type { DeliveryTimings } from '../../src/delivery/timings.ts';
import { startWatch, type WatchTimings } from '../../src/jobs/watch.ts';

/** The proportions of production in a fraction of its time. */
export const QUICK_TIMINGS: DeliveryTimings = {
  pollMs: 200,
  reconcileEveryMs: 200,
  verifyEveryMs: 300,
  paceMs: 20,
  leaseMs: 2_500,
  sendGuardMs: 800,
  httpDeadlineMs: 1_000,
  settleMs: 1_500,
  verifyAfterMs: 2_000,
  verifyLastAfterMs: 4_000,
  verifyGiveUpMs: 60_000,
  clockSkewMs: 60_000,
  backOff: { baseMs: 50, capMs: 1_000 },
  blockedRetry: { soonMs: 500, soonForMs: 60_000, laterMs: 1_000 },
  fileWaitFirstMs: 50,
  fileWaitMs: 1_000,
  stopWithinMs: 3_000,
};

export const QUICK_WATCH: WatchTimings = {
  quick: { everyMs: 300, ratingsMs: 3_600_000, factsMs: 600_000 },
  wide: { everyMs: 1_000, ratingsMs: 3_600_000, factsMs: 3_600_000 },
  whole: { everyMs: 5_000, ratingsMs: 3_600_000, factsMs: 3_600_000 },
};

export type RunningDeliverer = { connection: Connection; stop: () => Promise<void> };

/** A watch and a deliverer with a connection of their own, as one process has them. */
export function runDeliverer({
  url,
  apiUrl,
  token = 'xoxb-stand-in',
  timings = {},
  render,
  at,
  level = 'silent',
  bursts = 'one by one',
  workspaceId = '',
  concurrency,
  onUnknown,
  watching = QUICK_WATCH,
}: {
  url: string;
  apiUrl: string;
  token?: string;
  timings?: Partial<DeliveryTimings>;
  render?: (connection: Connection) => RenderMessage;
  at?: (point: CrashPoint) => void;
  level?: string;
  /** Tests of single messages want them single. */
  bursts?: 'together' | 'one by one';
  /** Missing: of a ledger that names none. */
  workspaceId?: string;
  concurrency?: number;
  onUnknown?: OnUnknown;
  watching?: WatchTimings;
}): RunningDeliverer {
  const connection = connect(url);
  const logger = pino({ level });
  const used = { ...QUICK_TIMINGS, ...timings };
  const slack = openSlackPort({ token, apiUrl, deadlineMs: used.httpDeadlineMs });
  const deliverer = startDeliverer({
    connection,
    slack: asOnlyWorkspace(slack, workspaceId),
    render: (render ?? renderFacts)(connection),
    logger,
    timings: used,
    onUnknown,
    concurrency,
    at,
  });
  const watch = startWatch({ connection, logger, timings: watching, bursts, onOwed: deliverer.kick });
  return {
    connection,
    stop: async () => {
      await watch.stop();
      await deliverer.stop();
      await connection.close();
    },
  };
}

/** The port of one workspace; '': of a ledger that names none, as before any token was taken. */
export const asOnlyWorkspace = (port: SlackPort, workspaceId = ''): SlackPorts => ({
  workspaceIds: () => [workspaceId],
  of: () => port,
});

/** Says only what a test compares: whether the message shows today's truth. */
export function renderFacts(connection: Connection): RenderMessage {
  return async (owed) => {
    if (owed.alertId === null) return { text: owed.key, blocks: [] };
    const alert = await loadAlert(connection.db, owed.alertId);
    return alert === null ? null : { text: factsText(alert), blocks: [] };
  };
}

/** What a message about this alert should say. */
export function factsText(alert: NonNullable<Awaited<ReturnType<typeof loadAlert>>>): string {
  const rating = alert.conversation?.rating;
  const said =
    alert.conversation === null ? 'erased' : rating ? `${rating.verdict} ${rating.negativeReason}` : 'withdrawn';
  return `${said}, ${alert.acknowledged?.by ?? 'open'}`;
}
