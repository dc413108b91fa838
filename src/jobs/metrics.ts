import { type AuditReport, findingsOf, reasonsNotReady } from './audit.ts';

/** Name, help, and the value of the newest report; null: not known, and then left out. */
const GAUGES: [string, string, (report: AuditReport) => number | null][] = [
  ['ready', '1 if /readyz says so', (report) => (reasonsNotReady(report).length === 0 ? 1 : 0)],
  [
    'well',
    '1 if the audit found nothing, as told by the heartbeat',
    (report) => (findingsOf(report).length === 0 ? 1 : 0),
  ],
  ['audit_timestamp_seconds', 'When the audit last looked', ({ madeAt }) => madeAt.getTime() / 1000],
  [
    'slack_answered_timestamp_seconds',
    'When Slack last answered this process',
    ({ slackAnsweredAt }) => (slackAnsweredAt === null ? null : slackAnsweredAt.getTime() / 1000),
  ],
  ['deliveries_waiting', 'Messages not in Slack yet, in healthy channels', ({ audit }) => audit?.waiting ?? null],
  [
    'deliveries_oldest_waiting_seconds',
    'Age of the oldest of them',
    ({ audit }) => (audit === null ? null : (audit.oldestWaitingMs ?? 0) / 1000),
  ],
  ['deliveries_unknown', 'Messages in doubt for more than two minutes', ({ audit }) => audit?.unknown ?? null],
  ['deliveries_outdated', 'Messages in Slack with an edit to come', ({ audit }) => audit?.outdated ?? null],
  [
    'deliveries_overdue_edits',
    'Of these, those whose edit fails again and again, or that nobody makes',
    ({ audit }) => audit?.overdueEdits ?? null,
  ],
  [
    'deliveries_unrenderable',
    'Messages not in Slack since nobody can say what they should say',
    ({ audit }) => audit?.unrenderable ?? null,
  ],
  ['deliveries_failed', 'Messages that Slack refused in the last 24 hours', ({ audit }) => audit?.failed ?? null],
  ['channels_blocked', 'Channels that cannot be posted to', ({ audit }) => audit?.blockedChannels ?? null],
  [
    'ratings_without_alert',
    'Downvotes that are owed an alert and have none',
    ({ audit }) => audit?.ratingsWithoutAlert ?? null,
  ],
  [
    'thumbs_without_alert',
    'Single thumbs down that are owed an alert and have none',
    ({ audit }) => audit?.thumbsWithoutAlert ?? null,
  ],
  [
    'escalations_overdue',
    'Alerts that should have been escalated five minutes ago',
    ({ audit }) => audit?.overdueEscalations ?? null,
  ],
  ['digests_missing', 'Digests that are due and not written down', ({ audit }) => audit?.digestsMissing ?? null],
];

/** Counts only, in Prometheus' text format (version 0.0.4). Empty before the first report. */
export function metricsText(report: AuditReport | null): string {
  if (report === null) return '';
  return GAUGES.flatMap(([name, help, read]) => {
    const value = read(report);
    if (value === null) return [];
    const metric = `thumbline_${name}`;
    return [`# HELP ${metric} ${help}.`, `# TYPE ${metric} gauge`, `${metric} ${value}`];
  })
    .map((line) => `${line}\n`)
    .join('');
}
