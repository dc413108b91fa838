import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, duration } from './client.ts';
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
  /** Channels that cannot be posted to, where something is or will be owed. */
  blockedChannels: number;
  /** Slack would not have them, in the last 24 hours. */
  failed: number;
  /** Ratings of the last 24 hours that are owed an alert and have none. */
  ratingsWithoutAlert: number;
  /** Digests that were due and are not written down. */
  digestsMissing: number;
};

/** How long each may take before it is found. */
const GRACE_MS = 2 * 60_000;

const count = z.coerce.number();
const auditRow = z.object({
  now: z.string().transform((text) => new Date(text)),
  waiting: count,
  oldest_waiting_ms: z.coerce.number().nullable(),
  unknown: count,
  outdated: count,
  blocked_channels: count,
  failed: count,
  without_alert: count,
});

/** Whether something is to be posted in the channel `c`, now or later: nobody misses one that was unsubscribed. */
const isMissed: SQL = sql`(
  exists (
    select from thumbline.subscriptions s
    where s.workspace_id = c.workspace_id and s.channel_id = c.id and s.ended_at is null
  ) or exists (
    select from thumbline.deliveries d
    where d.workspace_id = c.workspace_id and d.channel_id = c.id and d.state in ('pending', 'blocked')
  ) or exists (
    select from thumbline.deliveries d
    where d.workspace_id = c.workspace_id and d.channel_id = c.id and d.state in ('sending', 'unknown')
  )
)`;

/** Looks for what the ledger's own work should never leave behind. Reads the open ends only, by their indexes. */
export async function auditDeliveries(db: Database): Promise<DeliveryAudit> {
  const [rows, nextDigests] = await Promise.all([
    db.execute(sql`
      select now() as now, waiting.n as waiting, waiting.oldest_ms as oldest_waiting_ms,
        (select count(*) from thumbline.deliveries
          where state = 'unknown' and last_try_at < now() - ${duration(GRACE_MS)}) as unknown,
        (select count(*) from thumbline.deliveries where state = 'sent' and have_version < want_version) as outdated,
        (select count(*) from thumbline.channels c where c.blocked_by is not null and ${isMissed}) as blocked_channels,
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
          )) as without_alert
      from (
        select count(*) as n,
          extract(epoch from now() - min(d.created_at) filter (where d.next_at <= now() or d.attempts > 0)) * 1000 as oldest_ms
        from thumbline.deliveries d
        left join thumbline.channels c on c.workspace_id = d.workspace_id and c.id = d.channel_id
        where d.state in ('pending', 'blocked') and c.blocked_by is null
      ) waiting`),
    listNextDigests(db),
  ]);
  const row = auditRow.parse(rows[0]);
  return {
    at: row.now,
    waiting: row.waiting,
    oldestWaitingMs: row.oldest_waiting_ms,
    unknown: row.unknown,
    outdated: row.outdated,
    blockedChannels: row.blocked_channels,
    failed: row.failed,
    ratingsWithoutAlert: row.without_alert,
    digestsMissing: [...nextDigests.values()].filter((due) => due.getTime() < row.now.getTime() - GRACE_MS).length,
  };
}
