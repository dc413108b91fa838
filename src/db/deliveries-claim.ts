import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, duration, textArray } from './client.ts';

/**
 * Exclusive work on one delivery. Every write that follows carries the fence: once the lease is over,
 * another replica has raised it, and the write changes nothing.
 */
export type Claim = z.infer<typeof claimRow>;

const claimRow = z.object({
  id: z.coerce.number(),
  key: z.string(),
  kind: z.enum(['alert', 'rollup', 'escalation', 'reminder', 'digest', 'trial', 'notice', 'retest']),
  workspaceId: z.string(),
  channelId: z.string(),
  /** Where Slack put it, when `channelId` is a person; null: in `channelId`, or nobody knows yet. */
  postedIn: z.string().nullable(),
  subscriptionId: z.coerce.number().nullable(),
  alertId: z.coerce.number().nullable(),
  monday: z.string().nullable(),
  rollupId: z.coerce.number().nullable(),
  /** The version that the message will show at least, once it is rendered after this claim. */
  wantVersion: z.number(),
  ts: z.string().nullable(),
  fence: z.number(),
  attempts: z.number(),
  ambiguous: z.boolean(),
  possibleRepeat: z.boolean(),
  /** Whether a channel of the workspace was blocked: what Slack takes for this one may lift that. */
  besideBlocked: z.boolean(),
});

/** How much is taken, and of whose. */
export type Share = { workspaceIds: readonly string[]; limit: number; leaseMs: number };

/** A claim on a message that was tried before. */
export type TriedClaim = z.infer<typeof triedClaimRow>;

const triedClaimRow = claimRow.extend({
  /** When it was first tried, by the database's clock, in Unix seconds. */
  firstTrySeconds: z.number(),
  /** The same of the last try: another one is another message that may be there. */
  lastTrySeconds: z.number(),
});

/** What a claim returns of a delivery that the statement calls `d`. */
const claimed: SQL = sql`d.id, d.key, d.kind, d.workspace_id as "workspaceId", d.channel_id as "channelId", d.posted_in as "postedIn", d.subscription_id as "subscriptionId",
  d.alert_id as "alertId", d.monday::text as monday, d.rollup_id as "rollupId",
  d.want_version as "wantVersion", d.ts, d.fence, d.attempts,
  d.ambiguous, d.possible_repeat as "possibleRepeat",
  exists (select from thumbline.channels b where b.workspace_id = d.workspace_id and b.blocked_by is not null) as "besideBlocked"`;

const tried: SQL = sql`extract(epoch from d.first_try_at)::float8 as "firstTrySeconds",
  extract(epoch from d.last_try_at)::float8 as "lastTrySeconds"`;

function parseClaims(rows: Iterable<unknown>): Claim[] {
  return Array.from(rows, (row) => claimRow.parse(row));
}

/**
 * Takes the next message of up to `limit` channels whose turn it is, and puts each channel's next turn `paceMs` ahead:
 * that is the pace across all replicas. Of a blocked channel, one is taken when it is time to try again. Here as below,
 * only of the named workspaces: those that the process can speak to.
 */
export async function claimPosts(
  db: Database,
  { workspaceIds, limit, leaseMs, paceMs }: Share & { paceMs: number },
): Promise<Claim[]> {
  const rows = await db.execute(sql`
    with due as (
      select c.workspace_id, c.id as channel_id, next.id as delivery_id
      from thumbline.channels c
      cross join lateral (
        select d.id from thumbline.deliveries d
        where d.channel_id = c.id and d.workspace_id = c.workspace_id and d.state in ('pending', 'blocked') and d.next_at <= now()
        order by d.next_at, d.id
        limit 1
      ) next
      where c.next_post_at <= now() and (c.blocked_by is null or c.retry_at <= now())
        and c.workspace_id = any(${textArray(workspaceIds)})
      order by c.next_post_at
      limit ${limit}
      for update of c skip locked
    ), paced as (
      update thumbline.channels c
      set next_post_at = now() + ${duration(paceMs)},
        retry_at = case when c.blocked_by is not null then now() + ${duration(leaseMs)} end
      from due where c.workspace_id = due.workspace_id and c.id = due.channel_id
    )
    update thumbline.deliveries d
    set state = 'sending', fence = d.fence + 1, attempts = d.attempts + 1, last_try_at = now(),
      first_try_at = coalesce(d.first_try_at, now()), lease_until = now() + ${duration(leaseMs)}
    from due
    where d.id = due.delivery_id and d.state in ('pending', 'blocked')
    returning ${claimed}`);
  return parseClaims(rows);
}

/** Takes up to `limit` messages that are in Slack but don't show the truth. A claim that is left behind can be taken again after the lease. */
export async function claimUpdates(db: Database, { workspaceIds, limit, leaseMs }: Share): Promise<Claim[]> {
  const rows = await db.execute(sql`
    update thumbline.deliveries d
    set fence = d.fence + 1, attempts = d.attempts + 1, next_at = now() + ${duration(leaseMs)}
    where d.id in (
      select stale.id from thumbline.deliveries stale join thumbline.channels c
        on c.workspace_id = stale.workspace_id and c.id = stale.channel_id
      where stale.state = 'sent' and stale.have_version < stale.want_version and stale.next_at <= now()
        and stale.workspace_id = any(${textArray(workspaceIds)}) and (c.blocked_by is null or c.retry_at <= now())
      order by stale.next_at, stale.id
      limit ${limit}
      for update of stale skip locked
    ) and d.state = 'sent'
    returning ${claimed}`);
  return parseClaims(rows);
}

/**
 * Takes the messages of which nobody knows whether they are in Slack, once late arrivals have had time to settle.
 * All of a channel's that are due come together, since one reading of its history settles them all.
 */
export async function claimUnknown(db: Database, { workspaceIds, limit, leaseMs }: Share): Promise<TriedClaim[]> {
  const rows = await db.execute(sql`
    update thumbline.deliveries d
    set fence = d.fence + 1, next_at = now() + ${duration(leaseMs)}
    where d.id in (
      select settled.id from thumbline.deliveries settled
      where settled.state = 'unknown' and settled.next_at <= now()
        and settled.workspace_id = any(${textArray(workspaceIds)})
      order by settled.workspace_id, settled.channel_id, settled.id
      limit ${limit}
      for update skip locked
    ) and d.state = 'unknown'
    returning ${claimed}, ${tried}`);
  return Array.from(rows, (row) => triedClaimRow.parse(row));
}

/** Takes the messages whose channel should be looked through once more for late twins. */
export async function claimVerifications(db: Database, { workspaceIds, limit, leaseMs }: Share): Promise<TriedClaim[]> {
  const rows = await db.execute(sql`
    update thumbline.deliveries d
    set verify_at = now() + ${duration(leaseMs)}
    where d.id in (
      select due.id from thumbline.deliveries due
      where due.verify_at <= now() and due.state in ('sent', 'cancelled') and due.workspace_id = any(${textArray(workspaceIds)})
      order by due.workspace_id, due.channel_id, due.id
      limit ${limit}
      for update skip locked
    )
    returning ${claimed}, ${tried}`);
  return Array.from(rows, (row) => triedClaimRow.parse(row));
}

/** Prolongs a claim to post, as after slow rendering. false: it is no longer ours, and nothing may be sent. */
export async function renewClaim(db: Database, claim: Claim, leaseMs: number): Promise<boolean> {
  const rows = await db.execute(sql`
    update thumbline.deliveries set lease_until = now() + ${duration(leaseMs)}, last_try_at = now()
    where id = ${claim.id} and fence = ${claim.fence} and state = 'sending'
    returning id`);
  return rows.length > 0;
}

/** Prolongs a claim to update. false: it is no longer ours, and nothing may be sent. */
export async function renewUpdateClaim(db: Database, claim: Claim, leaseMs: number): Promise<boolean> {
  const rows = await db.execute(sql`
    update thumbline.deliveries set next_at = now() + ${duration(leaseMs)}
    where id = ${claim.id} and fence = ${claim.fence} and state = 'sent'
    returning id`);
  return rows.length > 0;
}
