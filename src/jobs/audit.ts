import { type ScheduledTask, schedule } from 'node-cron';
import type { Database } from '../db/client.ts';
import { auditDeliveries, type DeliveryAudit } from '../db/delivery-audit.ts';
import { isAnswering } from '../db/ping.ts';
import { within } from '../delivery/flights.ts';

/** The newest look at how the work goes. */
export type AuditReport = {
  /** null: the database did not answer. */
  audit: DeliveryAudit | null;
  /** When Slack last answered this process; null: not since it started. */
  slackAnsweredAt: Date | null;
  /** When the report was made, by this process's clock. */
  madeAt: Date;
};

export type Auditor = {
  /** null: the first is under way. */
  latest: () => AuditReport | null;
  /** Why this process should not be relied on at this moment: asks the database anew. Empty: it is ready. */
  reasonsNotReady: () => Promise<string[]>;
  stop: () => Promise<void>;
};

export type AuditTools = {
  db: Database;
  /** Rejects when Slack cannot be reached, or does not take the token. */
  askSlack: () => Promise<unknown>;
  /** Called only when all is well; null: nobody waits for it. */
  heartbeatUrl: string | null;
  now: () => Date;
  log: {
    info: (facts: object, message: string) => void;
    warn: (facts: object, message: string) => void;
  };
};

/** A message that waits longer in a healthy channel means that nobody delivers. */
export const OLDEST_WAITING_MS = 10 * 60_000;
/** Slack is asked each minute: three misses are no accident. */
export const SLACK_SILENT_MS = 3.5 * 60_000;
const NO_DATABASE = 'the database does not answer';
const PING_DEADLINE_MS = 2_000;
const HEARTBEAT_DEADLINE_MS = 10_000;
const STOP_WITHIN_MS = 5_000;

/**
 * Looks each minute, and once at the start, for what should not be: ratings without an alert, digests and escalations that are
 * missing, messages that wait, are in doubt or show something old for too long, channels that are blocked. It changes nothing. What it finds is logged and
 * told by `/readyz` and `/metrics`; a heartbeat goes out only when it finds nothing.
 */
export function startAudit(tools: AuditTools): Auditor {
  let latest: AuditReport | null = null;
  let wasWell = true;
  let running: Promise<void> = Promise.resolve();
  const look = async () => {
    latest = await report(tools, latest?.slackAnsweredAt ?? null);
    const findings = findingsOf(latest);
    if (findings.length > 0) tools.log.warn({ findings }, 'The audit found something that should not be');
    else if (!wasWell) tools.log.info({}, 'The audit finds all well again');
    wasWell = findings.length === 0;
    if (wasWell && tools.heartbeatUrl !== null) await beat(tools.heartbeatUrl, tools.log);
  };
  const tick = () => {
    running = running.then(look);
    return running;
  };
  const task: ScheduledTask = schedule('* * * * *', tick, { noOverlap: true });
  void tick();
  return {
    latest: () => latest,
    reasonsNotReady: async () => {
      if (!(await isAnswering(tools.db, PING_DEADLINE_MS))) return [NO_DATABASE];
      return latest === null ? ['the first audit is under way'] : reasonsNotReady(latest);
    },
    stop: async () => {
      await task.destroy();
      // A look that hangs in Slack or in whoever waits for the heartbeat changes nothing: it may be left.
      await within(STOP_WITHIN_MS, running);
    },
  };
}

/** Everything that is not as it should be, one sentence each, without names of shoppers or channels. Empty: all is well. */
export function findingsOf(report: AuditReport): string[] {
  const { audit } = report;
  const counts: [number, string][] =
    audit === null
      ? []
      : [
          [audit.ratingsWithoutAlert, 'downvotes are owed an alert and have none'],
          [audit.thumbsWithoutAlert, 'single thumbs down are owed an alert and have none'],
          [audit.digestsMissing, 'digests are due and not written down'],
          [audit.overdueEscalations, 'alerts should have been escalated five minutes ago'],
          [audit.unknown, 'messages are in doubt for more than two minutes'],
          [audit.overdueEdits, 'messages show something old, and editing them fails'],
          [audit.unrenderable, 'messages cannot be put into words: the log says why'],
          [audit.blockedChannels, 'channels cannot be posted to'],
          [audit.failed, 'messages were refused by Slack in the last 24 hours'],
        ];
  return [
    ...reasonsNotReady(report),
    ...counts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`),
  ];
}

/** Why this process should not be relied on now. Empty: it is ready. */
export function reasonsNotReady({ audit, slackAnsweredAt, madeAt }: AuditReport): string[] {
  return [
    audit === null ? NO_DATABASE : null,
    slackAnsweredAt === null
      ? 'Slack has not answered yet'
      : madeAt.getTime() - slackAnsweredAt.getTime() > SLACK_SILENT_MS
        ? `Slack has not answered since ${slackAnsweredAt.toISOString()}`
        : null,
    audit !== null && (audit.oldestWaitingMs ?? 0) > OLDEST_WAITING_MS
      ? `the oldest message has waited for ${Math.floor((audit.oldestWaitingMs ?? 0) / 60_000)} minutes`
      : null,
  ].filter((reason) => reason !== null);
}

async function report({ db, askSlack, now, log }: AuditTools, answeredBefore: Date | null): Promise<AuditReport> {
  const [audit, answered] = await Promise.all([
    auditDeliveries(db).catch((error: unknown) => {
      log.warn({ err: error }, 'The audit could not ask the database');
      return null;
    }),
    askSlack().then(
      () => true,
      (error: unknown) => {
        log.warn({ err: error }, 'The audit could not reach Slack');
        return false;
      },
    ),
  ]);
  const madeAt = now();
  return { audit, slackAnsweredAt: answered ? madeAt : answeredBefore, madeAt };
}

async function beat(url: string, log: AuditTools['log']): Promise<void> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(HEARTBEAT_DEADLINE_MS),
    });
    await answer.body?.cancel();
    if (!answer.ok) log.warn({ status: answer.status }, 'The heartbeat was not taken');
  } catch (error) {
    log.warn({ err: error }, 'The heartbeat did not get through');
  }
}
