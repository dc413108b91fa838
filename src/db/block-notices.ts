import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { BlockNotice } from '../csat/block-notice.ts';
import { epochMs } from './channels.ts';
import type { Database } from './client.ts';

const noticeRow = z.object({ channelId: z.string(), blockedBy: z.string().nullable(), isEnded: z.boolean() });

/** What the message about one block of a channel says now; a later block has a message of its own. null: there is no such subscription. */
export async function loadBlockNotice(
  db: Database,
  { key, subscriptionId }: { key: string; subscriptionId: number },
): Promise<BlockNotice | null> {
  const rows = await db.execute(sql`
    select s.channel_id as "channelId", s.ended_at is not null as "isEnded",
      case when ${key} = 'notice:' || s.id || ':' || ${epochMs(sql`c.blocked_at`)} then c.blocked_by end as "blockedBy"
    from thumbline.subscriptions s
    left join thumbline.channels c on c.workspace_id = s.workspace_id and c.id = s.channel_id
    where s.id = ${subscriptionId}`);
  return rows.length === 0 ? null : noticeRow.parse(rows[0]);
}
