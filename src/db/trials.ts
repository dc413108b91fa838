import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from './client.ts';

/**
 * Owes the channel the digest of its subscription's last complete week as a trial: a message of its own, which is no week's
 * digest and keeps none from being posted. `click` names the click that asked for it: however often it is told of, it owes
 * one. false: the channel is not subscribed.
 */
export async function recordTrial(
  db: Database,
  { channelId, workspaceId, by, click }: { channelId: string; workspaceId?: string; by: string; click: string },
): Promise<boolean> {
  const rows = await db.execute(sql`
    with asked as (
      select s.id, s.channel_id, 'trial:' || s.id || ':' || ${click}::text as key,
        date_trunc('week', now() at time zone s.zone)::date as monday
      from thumbline.subscriptions s
      where s.channel_id = ${channelId} and s.ended_at is null
        and ${workspaceId === undefined ? sql`true` : sql`s.workspace_id = ${workspaceId}`}
    ), owed as (
      insert into thumbline.deliveries (key, kind, channel_id, subscription_id, monday)
      select key, 'trial', channel_id, id, monday from asked
      on conflict (key) do nothing
      returning subscription_id
    ), noted as (
      insert into thumbline.audit (actor, action, subject)
      select ${by}, 'send trial digest', jsonb_build_object('subscriptionId', subscription_id, 'channelId', ${channelId}::text)
      from owed
    )
    select id from asked`);
  return rows.length > 0;
}

/** When the trial was asked for, by the database's clock. @throws z.ZodError when there is none of that key */
export async function loadTrialTime(db: Database, key: string): Promise<Date> {
  const rows = await db.execute(sql`
    select created_at as at from thumbline.deliveries where key = ${key} and kind = 'trial'`);
  return new Date(z.object({ at: z.string() }).parse(rows[0]).at);
}
