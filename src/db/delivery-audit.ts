import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { toChannel } from './channel-status.ts';
import { type Database, duration } from './client.ts';
import { countOverdueEscalations } from './escalations.ts';
import { listNextDigests } from './next-digest.ts';
import { isInScope, OLDEST_NEWS_DAYS } from './owed-alerts.ts';

/** What an auditor finds: counts of things that should not be, by the database's clock. */
export type DeliveryAudit = {
  at: Date;
  /** Not in Slack yet, in channels that can be posted to. */
  waiting: number;
  /** How old the oldest of them is that is due or was tried; null: none is. */
  oldestWaitingMs: number | null;
  /** Messages of which Slack has not said for too long whether it took them. */
  unknown: number;
  /** In Slack, with an edit to come. */
  outdated: number;
  /** Those of them, in channels that can be posted to, whose edit fails again and again, or that nobody makes. */
  overdueEdits: number;
  /** Not in Slack since we cannot say what they should say: our mistake. They hold up no other, and are no part of the oldest that waits. */
  unrenderable: number;
  /** Channels that cannot be posted to, where something is or will be owed. */
  blockedChannels: number;
  /** Slack would not have them, in the last 24 hours. */
  failed: number;
  /** Ratings of the last 24 hours that are owed an alert and have none. */
  ratingsWithoutAlert: number;
  /** The same of single thumbs, where a subscription asks for them. */
  thumbsWithoutAlert: number;
  /** Alerts for which somebody should have been called, and nobody wrote it down. */
  overdueEscalations: number;
  /** Digests that were due and are not written down. */
  digestsMissing: number;
};

/** Why a message waits of which nobody can say what it should say. */
export const RENDER_FAILED = 'render_failed';

/** How long each may take before it is found. */
const GRACE_MS = 2 * 60_000;
const ESCALATION_GRACE_MS = 5 * 60_000;
const EDIT_GRACE_MS = 10 * 60_000;
/** With the waits between them some minutes. */
const EDIT_TRIES = 8;

const count = z.coerce.number();
const auditRow = z.object({
  now: z.string().transform((text) => new Date(text)),
  waiting: count,
  oldest_waiting_ms: z.coerce.number().nullable(),
  unknown: count,
  outdated: count,
  overdue_edits: count,
  unrenderable: count,
  blocked_channels: count,
  failed: count,
  without_alert: count,
  thumbs_without_alert: count,
});

/** The channels where something is to be posted, now or later: nobody misses one that was unsubscribed. */
const missed: SQL = sql`(
  select workspace_id, channel_id from thumbline.subscriptions where ended_at is null
  union select workspace_id, channel_id from thumbline.deliveries
  where state in ('pending', 'blocked') and ${toChannel}
  union select workspace_id, channel_id from thumbline.deliveries
  where state in ('sending', 'unknown') and ${toChannel}
)`;

/** Looks for what the ledger's own work should never leave behind. Reads the open ends only, by their indexes. */
export async function auditDeliveries(db: Database): Promise<DeliveryAudit> {
  const [rows, nextDigests, overdueEscalations] = await Promise.all([
    db.execute(sql`
      select now() as now, waiting.n as waiting, waiting.oldest_ms as oldest_waiting_ms,
        (select count(*) from thumbline.deliveries
          where state = 'unknown' and last_try_at < now() - ${duration(GRACE_MS)}) as unknown,
        (select count(*) from thumbline.deliveries where state = 'sent' and have_version < want_version) as outdated,
        (select count(*) from thumbline.deliveries d
          left join thumbline.channels c on c.workspace_id = d.workspace_id and c.id = d.channel_id
          left join thumbline.workspaces w on w.id = d.workspace_id
          where d.state = 'sent' and d.have_version < d.want_version and c.blocked_by is null and w.blocked_by is null
            and (d.attempts >= ${EDIT_TRIES}::int or d.next_at < now() - ${duration(EDIT_GRACE_MS)})) as overdue_edits,
        (select count(*) from thumbline.deliveries
          where state in ('pending', 'blocked') and last_error = ${RENDER_FAILED}
            and created_at < now() - ${duration(GRACE_MS)}) as unrenderable,
        (select count(*) from ${missed} m
          left join thumbline.channels c on c.workspace_id = m.workspace_id and c.id = m.channel_id
          left join thumbline.workspaces w on w.id = m.workspace_id
          where coalesce(c.blocked_by, w.blocked_by) is not null) as blocked_channels,
        (select count(*) from thumbline.deliveries
          where state = 'failed' and created_at > now() - interval '1 day') as failed,
        (select count(*) from feedback.assistants a
          join feedback.conversations c on c.assistant_id = a.id and c.rating_updated_at >= now() - interval '1 day'
            and c.verdict = 'down' and c.environment = 'real'
          join thumbline.subscriptions s on s.alerts <> 'off' and ${isInScope}
            and c.rating_arrived_at >= s.alerts_since and c.rating_arrived_at < now() - ${duration(GRACE_MS)}
            and c.rated_at >= c.rating_arrived_at - ${OLDEST_NEWS_DAYS}::int * interval '1 day'
          where not exists (
            select from thumbline.alerts known
            join thumbline.deliveries d on d.alert_id = known.id
            where known.subscription_id = s.id and known.assistant_id = c.assistant_id
              and known.conversation_id = c.id and known.message_id = ''
          )) as without_alert,
        (select count(*) from feedback.assistants a
          join feedback.thumbs t on t.assistant_id = a.id and t.updated_at >= now() - interval '1 day' and t.value = 'down'
          join feedback.conversations c on c.assistant_id = a.id and c.id = t.conversation_id and c.environment = 'real'
          join thumbline.subscriptions s on s.alerts = 'thumbs' and ${isInScope}
            and t.updated_at >= s.alerts_since and t.updated_at < now() - ${duration(GRACE_MS)}
            and t.given_at >= t.updated_at - ${OLDEST_NEWS_DAYS}::int * interval '1 day'
          where not exists (
            select from thumbline.alerts known
            join thumbline.deliveries d on d.alert_id = known.id
            where known.subscription_id = s.id and known.assistant_id = c.assistant_id
              and known.conversation_id = c.id and known.message_id in ('', t.message_id)
          )) as thumbs_without_alert
      from (
        select count(*) as n,
          extract(epoch from now() - min(d.created_at) filter (
            where (d.next_at <= now() or d.attempts > 0) and d.last_error is distinct from ${RENDER_FAILED}
          )) * 1000 as oldest_ms
        from thumbline.deliveries d
        left join thumbline.channels c on c.workspace_id = d.workspace_id and c.id = d.channel_id
        where d.state in ('pending', 'blocked') and c.blocked_by is null
      ) waiting`),
    listNextDigests(db),
    countOverdueEscalations(db, ESCALATION_GRACE_MS),
  ]);
  const row = auditRow.parse(rows[0]);
  return {
    at: row.now,
    waiting: row.waiting,
    oldestWaitingMs: row.oldest_waiting_ms,
    unknown: row.unknown,
    outdated: row.outdated,
    overdueEdits: row.overdue_edits,
    unrenderable: row.unrenderable,
    blockedChannels: row.blocked_channels,
    failed: row.failed,
    ratingsWithoutAlert: row.without_alert,
    thumbsWithoutAlert: row.thumbs_without_alert,
    overdueEscalations,
    digestsMissing: [...nextDigests.values()].filter((due) => due.getTime() < row.now.getTime() - GRACE_MS).length,
  };
}
