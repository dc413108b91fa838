import { type SQL, sql } from 'drizzle-orm';
import {
  ROLL_UP_ABOVE,
  ROLL_UP_WHEN_BLOCKED_FOR_HOURS,
  ROLLUP_CLOSES_AFTER_MINUTES,
  ROLLUP_LASTS_AT_MOST_MINUTES,
} from '../csat/rollup.ts';
import type { Database } from './client.ts';

/**
 * Folds the alerts that wait for a channel into one card, where more than `ROLL_UP_ABOVE` wait, the channel has been closed
 * to us for `ROLL_UP_WHEN_BLOCKED_FOR_HOURS`, or a card is there that is still open: one that is in Slack for a while only,
 * one that waits for its channel for as long as it waits. An alert that was ever on its way to Slack keeps its own card, unless Slack has refused it for certain.
 * Two processes that do it at once share the card: a subscription has one open row at a time. Called in the transaction
 * that writes the alerts, so that nobody can claim one of a burst before it is folded. Returns how many were folded.
 */
export async function foldBursts(db: Database): Promise<number> {
  // A statement of its own: the next one must see that they are closed.
  await db.execute(sql`
    update thumbline.rollups r set closed_at = now()
    where r.closed_at is null and (
      exists (
        select from thumbline.deliveries card
        where card.rollup_id = r.id and card.kind = 'rollup' and card.ts is not null and (
          r.joined_at < now() - ${ROLLUP_CLOSES_AFTER_MINUTES}::int * interval '1 minute'
          or card.visible_at < now() - ${ROLLUP_LASTS_AT_MOST_MINUTES}::int * interval '1 minute'
        )
      )
      or exists (
        select from thumbline.deliveries card
        where card.rollup_id = r.id and card.kind = 'rollup' and card.state in ('gone', 'failed', 'cancelled')
      )
    )`);
  const rows = await db.execute(sql`
    with waiting as materialized (
      select d.id, d.subscription_id, d.workspace_id, d.channel_id from thumbline.deliveries d
      where d.kind = 'alert' and d.state in ('pending', 'blocked') and not d.ambiguous
        and d.subscription_id in (
          select subscription_id from thumbline.rollups where closed_at is null
          union
          select subscription_id from thumbline.deliveries
          where kind = 'alert' and state in ('pending', 'blocked')
          group by subscription_id having count(*) > ${ROLL_UP_ABOVE}::int
          union
          select alert.subscription_id from thumbline.deliveries alert
          join thumbline.channels c
            on c.workspace_id = alert.workspace_id and c.id = alert.channel_id and ${blockedForLong}
          where alert.kind = 'alert' and alert.state in ('pending', 'blocked')
        )
      order by d.id
      for update skip locked
    ), bursting as (
      select w.subscription_id, min(w.channel_id) as channel_id
      from waiting w
      left join thumbline.rollups r on r.subscription_id = w.subscription_id and r.closed_at is null
      left join thumbline.channels c on c.workspace_id = w.workspace_id and c.id = w.channel_id and ${blockedForLong}
      group by w.subscription_id
      having count(*) > ${ROLL_UP_ABOVE}::int or count(r.id) > 0 or (count(c.id) > 0 and count(*) > 1)
    ), rolled as (
      insert into thumbline.rollups (subscription_id)
      select subscription_id from bursting order by subscription_id
      on conflict (subscription_id) where closed_at is null do update set joined_at = now()
      returning id, subscription_id
    ), folded as (
      update thumbline.deliveries d
      set state = 'folded', rollup_id = rolled.id, folded_at = now(), fence = d.fence + 1, last_error = null
      from waiting join rolled using (subscription_id)
      where d.id = waiting.id
      returning d.id
    ), carded as (
      insert into thumbline.deliveries as card (key, kind, channel_id, subscription_id, rollup_id)
      select 'rollup:' || rolled.subscription_id || ':' || rolled.id, 'rollup', bursting.channel_id,
        rolled.subscription_id, rolled.id
      from rolled join bursting using (subscription_id)
      on conflict (key) do update set want_version = card.want_version + 1
    )
    select id from folded`);
  return rows.length;
}

const blockedForLong: SQL = sql`c.blocked_at < now() - ${ROLL_UP_WHEN_BLOCKED_FOR_HOURS}::int * interval '1 hour'`;
