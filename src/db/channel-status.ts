import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ChannelStatus, ChannelStatuses } from '../csat/channel-status.ts';
import type { Database } from './client.ts';
import { listNextDigests } from './next-digest.ts';
import { listSubscriptions } from './subscriptions.ts';

const count = z.coerce.number();
const at = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : new Date(text)));

const statusRow = z.object({
  workspace_id: z.string(),
  channel_id: z.string(),
  now: z.string().transform((text) => new Date(text)),
  blocked_by: z.string().nullable(),
  blocked_at: at,
  retry_at: at,
  waiting: count,
  waiting_since: at,
  unknown: count,
  unknown_since: at,
  outdated: count,
  failed: count,
  last_error: z.string().nullable(),
  alert_at: at,
  escalation_at: at,
  digest_at: at,
});

/**
 * What was delivered last, what waits and why, of every channel that is subscribed or has something left to deliver, or of
 * one. Of every workspace, or of one. Each figure is read from an index that holds only what is open, however long the ledger is.
 */
export async function listChannelStatuses(
  db: Database,
  channelId: string | null = null,
  workspaceId?: string,
): Promise<ChannelStatuses> {
  const rows = await db.execute(sql`
    with known as (
      select workspace_id, channel_id from thumbline.subscriptions where ended_at is null
      union select workspace_id, channel_id from thumbline.deliveries
      where state in ('pending', 'blocked') and ${toChannel}
      union select workspace_id, channel_id from thumbline.deliveries
      where state in ('sending', 'unknown') and ${toChannel}
      union select workspace_id, channel_id from thumbline.deliveries
      where state = 'failed' and created_at > now() - interval '7 days' and ${toChannel}
    )
    select k.workspace_id, k.channel_id, now() as now, coalesce(c.blocked_by, w.blocked_by) as blocked_by,
      coalesce(c.blocked_at, w.blocked_at) as blocked_at, c.retry_at,
      waiting.n as waiting, waiting.since as waiting_since, flying.n as unknown, flying.since as unknown_since,
      outdated.n as outdated, failed.n as failed, failed.last_error,
      greatest(alert.at, rollup.at) as alert_at, greatest(escalation.at, reminder.at) as escalation_at, digest.at as digest_at
    from known k
    left join thumbline.channels c on c.workspace_id = k.workspace_id and c.id = k.channel_id
    left join thumbline.workspaces w on w.id = k.workspace_id
    cross join lateral (
      select count(*) as n, min(d.created_at) as since from thumbline.deliveries d
      where d.channel_id = k.channel_id and d.workspace_id = k.workspace_id and d.state in ('pending', 'blocked')
    ) waiting
    cross join lateral (
      select count(*) as n, min(d.last_try_at) as since from thumbline.deliveries d
      where d.channel_id = k.channel_id and d.workspace_id = k.workspace_id and d.state = 'unknown'
    ) flying
    cross join lateral (
      select count(*) as n from thumbline.deliveries d
      where d.channel_id = k.channel_id and d.workspace_id = k.workspace_id and d.state = 'sent' and d.have_version < d.want_version
    ) outdated
    cross join lateral (
      select count(*) as n, (array_agg(d.last_error order by d.id desc))[1] as last_error from thumbline.deliveries d
      where d.channel_id = k.channel_id and d.workspace_id = k.workspace_id and d.state = 'failed' and d.created_at > now() - interval '7 days'
    ) failed
    cross join lateral (${lastShown('alert')}) alert
    cross join lateral (${lastShown('rollup')}) rollup
    cross join lateral (${lastShown('escalation')}) escalation
    cross join lateral (${lastShown('reminder')}) reminder
    cross join lateral (${lastShown('digest')}) digest
    where ${channelId === null ? sql`true` : sql`k.channel_id = ${channelId}`}
      and ${workspaceId === undefined ? sql`true` : sql`k.workspace_id = ${workspaceId}`}
    order by k.workspace_id, k.channel_id`);
  const [subscriptions, nextDigests] = await Promise.all([listSubscriptions(db), listNextDigests(db)]);
  const read = statusRow.array().parse([...rows]);
  return {
    at: read[0]?.now ?? (await databaseNow(db)),
    channels: read.map((row) => {
      const subscription =
        subscriptions.find((one) => one.channelId === row.channel_id && one.workspaceId === row.workspace_id) ?? null;
      return statusOf(row, subscription, subscription === null ? null : (nextDigests.get(subscription.id) ?? null));
    }),
  };
}

/** What goes to one person is no channel's. */
export const toChannel = sql`kind not in ('notice', 'retest')`;

/** When the channel could last see something new of the kind: one row, found by its index; at null, none. */
const lastShown = (kind: string) => sql`
  select (
    select d.visible_at from thumbline.deliveries d
    where d.channel_id = k.channel_id and d.workspace_id = k.workspace_id and d.kind = ${kind} and d.visible_at is not null
    order by d.visible_at desc limit 1
  ) as at`;

function statusOf(
  row: z.infer<typeof statusRow>,
  subscription: ChannelStatus['subscription'],
  nextDigestAt: Date | null,
): ChannelStatus {
  return {
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    subscription,
    lastShown: { alert: row.alert_at, escalation: row.escalation_at, digest: row.digest_at },
    nextDigestAt,
    waiting: { count: row.waiting, since: row.waiting_since },
    unknown: { count: row.unknown, since: row.unknown_since },
    outdated: row.outdated,
    failed: { count: row.failed, lastError: row.last_error },
    blocked:
      row.blocked_by === null ? null : { by: row.blocked_by, since: row.blocked_at ?? row.now, retryAt: row.retry_at },
  };
}

async function databaseNow(db: Database): Promise<Date> {
  const [row] = await db.execute<{ now: string }>(sql`select now() as now`);
  return new Date(String(row?.now));
}
