import { sql } from 'drizzle-orm';
import { type Database, duration } from './client.ts';

export type BlockedRetry = { soonMs: number; soonForMs: number; laterMs: number };

/**
 * Slack does not let us post there: nothing more is tried until `retry` has passed, soon at first and later more rarely.
 * `channelId` null: the trouble is with the token, and every channel is blocked.
 */
export async function blockChannel(
  db: Database,
  channelId: string | null,
  error: string,
  retry: BlockedRetry,
): Promise<void> {
  await db.execute(sql`
    update thumbline.channels
    set blocked_by = ${error}, blocked_at = coalesce(blocked_at, now()),
      retry_at = now() + case
        when now() - coalesce(blocked_at, now()) < ${duration(retry.soonForMs)} then ${duration(retry.soonMs)}
        else ${duration(retry.laterMs)} end
    where id in (
      select id from thumbline.channels where ${channelId === null ? sql`true` : sql`id = ${channelId}`}
      order by id for update
    )`);
}

/** Slack took a call for the channel: it is healthy, and so is the token, which unblocks what `tokenErrors` had blocked. */
export async function unblockChannel(db: Database, channelId: string, tokenErrors: readonly string[]): Promise<void> {
  await db.execute(sql`
    update thumbline.channels set blocked_by = null, blocked_at = null, retry_at = null
    where blocked_by is not null and (id = ${channelId} or split_part(blocked_by, ' ', 1) in ${[...tokenErrors]})`);
}

/** Something changed for the better, such as an invitation: a blocked channel is tried at once. */
export async function retryChannel(db: Database, channelId: string): Promise<void> {
  await db.execute(
    sql`update thumbline.channels set retry_at = now() where id = ${channelId} and blocked_by is not null`,
  );
}

/** Slack asked to slow down: nothing is posted in the channel for a while. */
export async function pauseChannel(db: Database, channelId: string, pauseMs: number): Promise<void> {
  await db.execute(sql`
    update thumbline.channels set next_post_at = greatest(next_post_at, now() + ${duration(pauseMs)})
    where id = ${channelId}`);
}
