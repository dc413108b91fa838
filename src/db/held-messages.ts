import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { HELD_KINDS, type HeldMessage, type HeldMessageDecision } from '../csat/held-message.ts';
import { ofWorkspace } from './alert-messages.ts';
import type { Database } from './client.ts';

/** The error of a message of which nobody can tell whether it was posted, since history may not be read. */
export const HELD = 'held_without_history';

const heldRow = z.object({
  kind: z.enum(HELD_KINDS),
  deliveryId: z.coerce.number(),
  triedAt: z.string().transform((text) => new Date(text)),
});

/** Those of a channel, oldest first. */
export async function listHeldMessages(db: Database, channelId: string, workspaceId?: string): Promise<HeldMessage[]> {
  const rows = await db.execute(sql`
    select id as "deliveryId", kind, last_try_at as "triedAt" from thumbline.deliveries
    where channel_id = ${channelId} and ${ofWorkspace(workspaceId)}
      and state = 'unknown' and last_error = ${HELD}
    order by id`);
  return heldRow.array().parse([...rows]);
}

/**
 * Does with a held message what a person says: the first one decides. One that is kept has no known place in Slack, so that it
 * is never edited, and never posted again. The fence keeps whoever is looking for it at this moment from writing after that.
 * false: it is not held in that channel any more.
 */
export async function recordHeldMessageDecision(
  db: Database,
  order: { deliveryId: number; channelId: string; workspaceId?: string; by: string; decision: HeldMessageDecision },
): Promise<boolean> {
  const { deliveryId, channelId, workspaceId, by, decision } = order;
  const decided =
    decision === 'post again'
      ? sql`state = 'pending', possible_repeat = true, next_at = now(), attempts = 0, last_error = null`
      : sql`state = 'gone', visible_at = coalesce(visible_at, last_try_at), verify_at = null, last_error = null`;
  const rows = await db.execute(sql`
    with decided as (
      update thumbline.deliveries set fence = fence + 1, ${decided}
      where id = ${deliveryId} and channel_id = ${channelId} and ${ofWorkspace(workspaceId)}
        and state = 'unknown' and last_error = ${HELD}
      returning id
    )
    insert into thumbline.audit (actor, action, subject)
    select ${by}, ${decision === 'post again' ? 'post held message again' : 'keep held message'},
      jsonb_build_object('deliveryId', id, 'channelId', ${channelId}::text)
    from decided
    returning id`);
  return rows.length > 0;
}
