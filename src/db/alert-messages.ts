import { type SQL, sql } from 'drizzle-orm';
import type { Database } from './client.ts';
import { deliveries } from './schema/deliveries.ts';

/**
 * The ids of every message that tells of one of the alerts: its own card or the roll-up that shows it, its escalations,
 * its reminders. `alertIds` is a statement that selects ids.
 */
export function messagesOf(alertIds: SQL): SQL {
  return sql`(
    select told.id from thumbline.deliveries told where told.alert_id in (${alertIds}) and told.state <> 'folded'
    union
    select card.id from thumbline.deliveries folded
    join thumbline.deliveries card on card.rollup_id = folded.rollup_id and card.kind = 'rollup'
    where folded.alert_id in (${alertIds}) and folded.state = 'folded'
    union
    select told.id from thumbline.escalations e join thumbline.deliveries told on told.key = e.delivery_key
    where e.alert_id in (${alertIds})
  )`;
}

/** Whether a message is the workspace's; undefined: of any. */
export const ofWorkspace = (workspaceId: string | undefined): SQL =>
  workspaceId === undefined ? sql`true` : sql`${deliveries.workspaceId} = ${workspaceId}`;

/** Asks for a new version of every message that tells of one of the alerts. */
export async function wantNewVersion(db: Database, alertIds: number[]): Promise<void> {
  if (alertIds.length === 0) return;
  await db.execute(sql`
    with locked as (
      select d.id from thumbline.deliveries d
      where d.id in ${messagesOf(sql`select unnest(${`{${alertIds.join(',')}}`}::bigint[])`)}
      order by d.id
      for update
    )
    update thumbline.deliveries d set want_version = d.want_version + 1 from locked where d.id = locked.id`);
}

/** When the channel could first see the alert that the statement calls `a`: on its own card, or on the roll-up that it joined. null: not yet. */
export const shownAt: SQL = sql`(
  select min(case
    when own.state <> 'folded' then own.visible_at
    when card.visible_at is not null then greatest(card.visible_at, own.folded_at) end)
  from thumbline.deliveries own
  left join thumbline.deliveries card
    on own.state = 'folded' and card.rollup_id = own.rollup_id and card.kind = 'rollup'
  where own.alert_id = a.id and own.kind = 'alert'
)`;

const LONG_MINUTES = 60;

/** Whether the message has been owed for so long that what did not stay true is no news any more. */
export async function hasWaitedLong(db: Database, key: string): Promise<boolean> {
  const rows = await db.execute(sql`
    select from thumbline.deliveries
    where key = ${key} and created_at < now() - ${LONG_MINUTES}::int * interval '1 minute'`);
  return rows.length > 0;
}
