import { sql } from 'drizzle-orm';
import { epochMs } from './channels.ts';
import type { Database } from './client.ts';

/** When an earlier try of a cancelled message is looked for that was in doubt: then it is deleted. */
const LOOK_AFTER_MINUTES = 5;

/**
 * Nothing more is owed of a subscription that has just ended. What is in Slack stays and is kept true; what may be on its way at
 * this moment is dropped by its renderer. Whoever was told that the channel is blocked is owed the news.
 */
export async function cancelOwed(db: Database, subscriptionId: number): Promise<void> {
  await db.execute(sql`
    update thumbline.deliveries
    set state = 'cancelled', fence = fence + 1, last_error = null,
      verify_at = case when ambiguous then now() + ${LOOK_AFTER_MINUTES}::int * interval '1 minute' end
    where id in (
      select id from thumbline.deliveries
      where subscription_id = ${subscriptionId} and state in ('pending', 'blocked') and kind <> 'notice'
      order by id for update
    )`);
  await db.execute(sql`
    update thumbline.deliveries notice set want_version = want_version + 1
    from thumbline.subscriptions s
    join thumbline.channels c on c.workspace_id = s.workspace_id and c.id = s.channel_id and c.blocked_at is not null
    where s.id = ${subscriptionId} and notice.key = 'notice:' || s.id || ':' || ${epochMs(sql`c.blocked_at`)}`);
}

export async function hasEnded(db: Database, subscriptionId: number): Promise<boolean> {
  const rows = await db.execute(
    sql`select from thumbline.subscriptions where id = ${subscriptionId} and ended_at is not null`,
  );
  return rows.length > 0;
}
