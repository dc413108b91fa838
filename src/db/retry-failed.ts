import { sql } from 'drizzle-orm';
import type { Database } from './client.ts';

/**
 * Owes every message anew that Slack refused for good, as after a version that says it otherwise. `by` is who wants it: a Slack
 * user id or `cli`. Returns how many those are.
 */
export async function retryFailed(db: Database, by: string): Promise<number> {
  const rows = await db.execute(sql`
    with retried as (
      update thumbline.deliveries
      set state = 'pending', fence = fence + 1, attempts = 0, next_at = now(), last_error = null
      where state = 'failed'
      returning id
    ), noted as (
      insert into thumbline.audit (actor, action, subject)
      select ${by}, 'retry refused messages', jsonb_build_object('deliveryIds', jsonb_agg(id)) from retried having count(*) > 0
    )
    select id, pg_notify('thumbline_delivery', '') from retried`);
  return rows.length;
}
