import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from './client.ts';

const instant = z.string().transform((text) => new Date(text));

const figures = z.object({
  /** Owed and not in Slack yet, in healthy channels. */
  waiting: z.number(),
  oldestWaitingSince: instant.nullable(),
  /** In Slack, but behind the truth. */
  stale: z.number(),
  /** Nobody knows yet whether they are in Slack. */
  unknown: z.number(),
  oldestUnknownSince: instant.nullable(),
  /** Refused by Slack for their content: something for whoever maintains Thumbline. */
  failed: z.number(),
  /** The newest message that the channels could see; null: none yet. */
  lastDeliveredAt: instant.nullable(),
});

const blockedChannel = z.object({
  channelId: z.string(),
  /** Slack's error code, with a missing scope behind a space; see cure.ts. */
  blockedBy: z.string(),
  since: instant,
  retryAt: instant.nullable(),
  /** How many deliveries wait for it. */
  waiting: z.number(),
});

export type BlockedChannel = z.infer<typeof blockedChannel>;
export type DeliveryStatus = z.infer<typeof figures> & { blocked: BlockedChannel[] };

/** The ledger's health, of one channel or of all. */
export async function loadDeliveryStatus(db: Database, channelId: string | null = null): Promise<DeliveryStatus> {
  const chosen = channelId === null ? sql`true` : sql`c.id = ${channelId}`;
  const [[counted], blocked] = await Promise.all([
    db.execute(sql`
      select
        count(*) filter (where d.state in ('pending', 'blocked', 'sending') and c.blocked_by is null)::int as waiting,
        min(d.created_at) filter (where d.state in ('pending', 'blocked', 'sending') and c.blocked_by is null) as "oldestWaitingSince",
        count(*) filter (where d.state = 'sent' and d.have_version < d.want_version)::int as stale,
        count(*) filter (where d.state = 'unknown')::int as unknown,
        min(d.first_try_at) filter (where d.state = 'unknown') as "oldestUnknownSince",
        count(*) filter (where d.state = 'failed')::int as failed,
        max(d.visible_at) as "lastDeliveredAt"
      from thumbline.deliveries d join thumbline.channels c on c.id = d.channel_id
      where ${chosen}`),
    db.execute(sql`
      select c.id as "channelId", c.blocked_by as "blockedBy", c.blocked_at as since, c.retry_at as "retryAt",
        (select count(*)::int from thumbline.deliveries d
          where d.channel_id = c.id and d.state in ('pending', 'blocked', 'sending')) as waiting
      from thumbline.channels c
      where c.blocked_by is not null and ${chosen}
      order by c.blocked_at, c.id`),
  ]);
  return { ...figures.parse(counted), blocked: Array.from(blocked, (row) => blockedChannel.parse(row)) };
}
