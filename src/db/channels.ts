import { type SQL, sql } from 'drizzle-orm';
import { type Database, duration, textArray } from './client.ts';

export type BlockedRetry = { soonMs: number; soonForMs: number; laterMs: number };

/** A channel as one workspace's app sees it: two that share a channel each have their own. */
export type Place = { workspaceId: string; channelId: string };

/**
 * Slack does not let us post there: nothing more is tried until `retry` has passed, soon at first and later more rarely.
 * Whoever subscribed the channel is owed a message that says so, once for as long as it stays blocked.
 */
export async function blockChannel(db: Database, place: Place, error: string, retry: BlockedRetry): Promise<void> {
  await db.execute(sql`
    with former as (
      select workspace_id, id, blocked_by from thumbline.channels c where ${isPlace(place)} for update
    ), blocked as (
      update thumbline.channels c
      set blocked_by = ${error}, blocked_at = coalesce(c.blocked_at, now()), retry_at = ${nextTry(retry)}
      from former where c.workspace_id = former.workspace_id and c.id = former.id
      returning c.workspace_id, c.id, c.blocked_at, former.blocked_by is distinct from c.blocked_by as is_news
    )
    insert into thumbline.deliveries as notice (key, kind, channel_id, subscription_id)
    select 'notice:' || s.id || ':' || ${epochMs(sql`blocked.blocked_at`)}, 'notice', s.created_by, s.id
    from blocked
    join thumbline.subscriptions s on s.workspace_id = blocked.workspace_id and s.channel_id = blocked.id
    where blocked.is_news and s.ended_at is null and s.created_by ~ '^[UW]'
    on conflict (key) do update set want_version = notice.want_version + 1`);
}

/**
 * Slack does not take the workspace's token: none of its channels is tried until `retry` has passed. A channel that is closed
 * for a reason of its own keeps that reason.
 */
export async function blockWorkspace(
  db: Database,
  workspaceId: string,
  error: string,
  { retry, tokenErrors }: { retry: BlockedRetry; tokenErrors: readonly string[] },
): Promise<void> {
  await db.execute(sql`
    update thumbline.channels c
    set blocked_by = case when ${isBlockedBy(tokenErrors)} or c.blocked_by is null then ${error} else c.blocked_by end,
      blocked_at = coalesce(c.blocked_at, now()), retry_at = ${nextTry(retry)}
    where (c.workspace_id, c.id) in (
      select workspace_id, id from thumbline.channels where workspace_id = ${workspaceId} order by id for update
    )`);
}

/**
 * Slack took a post for the channel: it is healthy, and so is the workspace's token, which unblocks what `tokenErrors` had
 * blocked. Whoever was told that a channel is blocked is owed the news.
 */
export async function unblockChannel(db: Database, place: Place, tokenErrors: readonly string[]): Promise<void> {
  await unblock(db, mayBeHealthy(place, tokenErrors));
}

/**
 * Slack took another call than a post for the channel, which it may do where it refuses posts. Where something waits to be
 * posted, that is tried at once and says whether the block is over; else it is taken for over.
 */
export async function doubtBlock(db: Database, place: Place, tokenErrors: readonly string[]): Promise<void> {
  await db.execute(sql`
    update thumbline.channels c set retry_at = now()
    where (c.workspace_id, c.id) in (
      select c.workspace_id, c.id from thumbline.channels c
      where ${mayBeHealthy(place, tokenErrors)} and c.retry_at > now() and (${waits})
      order by c.id for update
    )`);
  await unblock(db, sql`${mayBeHealthy(place, tokenErrors)} and not (${waits})`);
}

/** Slack takes the workspace's token: what one of these `errors` had closed is open where nothing waits that would show it. */
export async function unblockIdle(db: Database, workspaceId: string, errors: readonly string[]): Promise<void> {
  await unblock(db, sql`c.workspace_id = ${workspaceId} and ${isBlockedBy(errors)} and not (${waits})`);
}

/** Something is to be posted in the channel, or is being posted. */
const waits = sql`exists (
  select from thumbline.deliveries d
  where d.workspace_id = c.workspace_id and d.channel_id = c.id and d.state in ('pending', 'blocked')
) or exists (
  select from thumbline.deliveries d
  where d.workspace_id = c.workspace_id and d.channel_id = c.id and d.state = 'sending'
)`;

const mayBeHealthy = ({ workspaceId, channelId }: Place, tokenErrors: readonly string[]): SQL =>
  sql`c.blocked_by is not null and c.workspace_id = ${workspaceId}
    and (c.id = ${channelId} or ${isBlockedBy(tokenErrors)})`;

async function unblock(db: Database, chosen: SQL): Promise<void> {
  await db.execute(sql`
    with former as (
      select c.workspace_id, c.id, c.blocked_at from thumbline.channels c
      where ${chosen}
      order by c.id for update
    ), healthy as (
      update thumbline.channels c set blocked_by = null, blocked_at = null, retry_at = null
      from former where c.workspace_id = former.workspace_id and c.id = former.id
    )
    update thumbline.deliveries notice set want_version = want_version + 1
    from former
    join thumbline.subscriptions s on s.workspace_id = former.workspace_id and s.channel_id = former.id
    where notice.key = 'notice:' || s.id || ':' || ${epochMs(sql`former.blocked_at`)}`);
}

/** Something changed for the better, such as an invitation: a blocked channel is tried at once. */
export async function retryChannel(db: Database, place: Place): Promise<void> {
  await db.execute(sql`
    with due as (
      update thumbline.channels c set retry_at = now() where ${isPlace(place)} and c.blocked_by is not null returning 1
    )
    select pg_notify('thumbline_delivery', '') from due`);
}

/** Slack asked to slow down: nothing is posted in the channel for a while. */
export async function pauseChannel(db: Database, place: Place, pauseMs: number): Promise<void> {
  await db.execute(sql`
    update thumbline.channels c set next_post_at = greatest(next_post_at, now() + ${duration(pauseMs)})
    where ${isPlace(place)}`);
}

/** Whether the channel ever got a message of ours: then whoever took Thumbline out of it meant it. */
export async function hasBeenIn(db: Database, { workspaceId, channelId }: Place): Promise<boolean> {
  const rows = await db.execute(sql`
    select from thumbline.deliveries
    where channel_id = ${channelId} and workspace_id = ${workspaceId} and visible_at is not null
    limit 1`);
  return rows.length > 0;
}

const isPlace = ({ workspaceId, channelId }: Place): SQL =>
  sql`c.workspace_id = ${workspaceId} and c.id = ${channelId}`;

/** A missing scope stands behind a space. */
const isBlockedBy = (errors: readonly string[]): SQL =>
  sql`split_part(c.blocked_by, ' ', 1) = any(${textArray(errors)})`;

const nextTry = (retry: BlockedRetry): SQL => sql`now() + case
  when now() - coalesce(c.blocked_at, now()) < ${duration(retry.soonForMs)} then ${duration(retry.soonMs)}
  else ${duration(retry.laterMs)} end`;

/** Names a block in the key of its message. */
export const epochMs = (at: SQL): SQL => sql`floor(extract(epoch from ${at}) * 1000)::bigint`;
