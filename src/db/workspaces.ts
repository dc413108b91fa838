import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { KnownWorkspace } from '../csat/workspace.ts';
import { type Database, duration, textArray } from './client.ts';

const knownRow = z.object({
  id: z.string(),
  name: z.string(),
  enterpriseId: z.string().nullable(),
  blockedBy: z.string().nullable(),
});

const known = sql`id, name, enterprise_id as "enterpriseId", blocked_by as "blockedBy"`;

/** Every workspace that a token was ever accepted for, in the order of the tokens. */
export async function listWorkspaces(db: Database): Promise<KnownWorkspace[]> {
  const rows = await db.execute(sql`select ${known} from thumbline.workspaces order by place, seen_at desc, id`);
  return knownRow.array().parse([...rows]);
}

/** The workspace that the token was last accepted for; null: it never was. */
export async function findWorkspaceOfToken(db: Database, tokenHash: string): Promise<KnownWorkspace | null> {
  const rows = await db.execute(
    sql`select ${known} from thumbline.workspaces where token_hash = ${tokenHash} order by seen_at desc limit 1`,
  );
  return rows.length === 0 ? null : knownRow.parse(rows[0]);
}

/**
 * Slack has taken the token as this workspace's. What the refusal of its token had blocked is tried at once, and the workspace
 * of the first token takes over what is from before there were several.
 * @param given `place`: of its token among the configured ones, 0 for the first
 */
export async function recordTokenTaken(
  db: Database,
  given: { id: string; name: string; enterpriseId: string | null; tokenHash: string; place: number },
  tokenErrors: readonly string[],
): Promise<void> {
  const { id, name, enterpriseId, tokenHash, place } = given;
  await db.transaction(async (tx) => {
    const before = await tx.execute(
      sql`select from thumbline.workspaces where id = ${id} and blocked_by is not null for update`,
    );
    await tx.execute(sql`
      insert into thumbline.workspaces (id, name, enterprise_id, token_hash, place, seen_at)
      values (${id}, ${name}, ${enterpriseId}, ${tokenHash}, ${place}, now())
      on conflict (id) do update set name = excluded.name, enterprise_id = excluded.enterprise_id,
        token_hash = excluded.token_hash, place = excluded.place, seen_at = now(), blocked_by = null, blocked_at = null`);
    await tx.execute(sql`
      update thumbline.channels set retry_at = now()
      where (workspace_id, id) in (
        select workspace_id, id from thumbline.channels
        where workspace_id = ${id} and retry_at > now()
          and split_part(blocked_by, ' ', 1) = any(${textArray(before.length > 0 ? tokenErrors : [NO_TOKEN])})
        order by id for update
      )`);
    if (place === 0) await adoptWhatIsNobodys(tx, id);
  });
}

/** Slack has refused the token that it had taken as this workspace's: its channels wait, those of others do not. */
export async function recordTokenRefused(db: Database, { id, error }: { id: string; error: string }): Promise<void> {
  await db.execute(sql`
    update thumbline.workspaces
    set blocked_by = ${error}, blocked_at = coalesce(blocked_at, now()), seen_at = now()
    where id = ${id}`);
}

/** What blocks the channels of a workspace for which no process has a token. */
export const NO_TOKEN = 'no_token';

/** Blocks the channels of every workspace that no process has had a token for in the last `silentMs`. */
export async function blockUnserved(db: Database, silentMs: number): Promise<void> {
  await db.execute(sql`
    update thumbline.channels set blocked_by = ${NO_TOKEN}, blocked_at = now(), retry_at = now()
    where (workspace_id, id) in (
      select c.workspace_id, c.id from thumbline.channels c
      where c.blocked_by is null and not exists (
        select from thumbline.workspaces w where w.id = c.workspace_id and w.seen_at > now() - ${duration(silentMs)}
      )
      order by c.workspace_id, c.id for update
    )`);
}

/** The workspaces among these that have the channel subscribed. */
export async function listWorkspacesOfChannel(db: Database, channelId: string): Promise<string[]> {
  const rows = await db.execute(sql`
    select workspace_id from thumbline.subscriptions where channel_id = ${channelId} and ended_at is null
    order by workspace_id`);
  return z
    .array(z.object({ workspace_id: z.string() }))
    .parse([...rows])
    .map((row) => row.workspace_id);
}

/** What was written before a workspace was known, or by a version that knew of one only. */
async function adoptWhatIsNobodys(tx: Database, id: string): Promise<void> {
  const rows = await tx.execute(sql`
    select from thumbline.subscriptions where workspace_id = '' union all
    select from thumbline.channels where workspace_id = ''
    limit 1`);
  if (rows.length === 0) return;
  await tx.execute(sql`
    update thumbline.subscriptions s set ended_at = coalesce(ended_at, now()) where workspace_id = '' and exists (
      select from thumbline.subscriptions own
      where own.workspace_id = ${id} and own.channel_id = s.channel_id and own.ended_at is null)`);
  await tx.execute(sql`update thumbline.subscriptions set workspace_id = ${id} where workspace_id = ''`);
  await tx.execute(sql`
    insert into thumbline.channels (workspace_id, id, next_post_at, blocked_by, blocked_at, retry_at)
    select ${id}, id, next_post_at, nullif(blocked_by, ${NO_TOKEN}), blocked_at, retry_at
    from thumbline.channels where workspace_id = ''
    on conflict do nothing`);
  await tx.execute(sql`update thumbline.deliveries set workspace_id = ${id} where workspace_id = ''`);
  await tx.execute(sql`delete from thumbline.channels where workspace_id = ''`);
}
