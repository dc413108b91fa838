import { sql } from 'drizzle-orm';
import { type Database, duration } from './client.ts';
import type { BackOff } from './deliveries-answer.ts';
import type { Claim } from './deliveries-claim.ts';

/** Messages whose sender died or froze: their lease is over, and nobody knows whether they are in Slack. */
export async function recordLeasesOver(db: Database, settleMs: number): Promise<number> {
  const rows = await db.execute(sql`
    update thumbline.deliveries
    set state = 'unknown', fence = fence + 1, ambiguous = true, lease_until = null,
      next_at = now() + ${duration(settleMs)}, last_error = 'lease_over'
    where state = 'sending' and lease_until < now()
    returning id`);
  return rows.length;
}

/** The message was found in the channel. What it shows is not known, so that it is owed an edit. */
export async function recordFound(
  db: Database,
  claim: Claim,
  { ts, channelId }: { ts: string; channelId: string },
  verifyAfterMs: number,
): Promise<void> {
  await db.execute(sql`
    update thumbline.deliveries
    set state = 'sent', ts = ${ts}, posted_in = nullif(${channelId}, channel_id), have_version = 0, visible_at = coalesce(visible_at, last_try_at), next_at = now(),
      attempts = 0, last_error = null, verify_at = now() + ${duration(verifyAfterMs)}
    where id = ${claim.id} and fence = ${claim.fence} and state = 'unknown'`);
}

/** The message is not in the channel: it is posted again. `possibleRepeat`: nobody could look, and the message will say so. */
export async function recordAbsent(
  db: Database,
  claim: Claim,
  { backOff, possibleRepeat }: { backOff: BackOff; possibleRepeat: boolean },
): Promise<void> {
  await db.execute(sql`
    update thumbline.deliveries
    set state = 'pending', possible_repeat = possible_repeat or ${possibleRepeat},
      next_at = now() + random() * least(${duration(backOff.capMs)}, ${duration(backOff.baseMs)} * (2 ^ least(attempts, 20) - 2))
    where id = ${claim.id} and fence = ${claim.fence} and state = 'unknown'`);
}

/** The channel's history could not be read: it stays unknown, and is looked for again after `waitMs`. */
export async function recordStillUnknown(db: Database, claim: Claim, error: string, waitMs: number): Promise<void> {
  await db.execute(sql`
    update thumbline.deliveries set next_at = now() + ${duration(waitMs)}, last_error = ${error}
    where id = ${claim.id} and fence = ${claim.fence} and state = 'unknown'`);
}

/**
 * The channel was looked through for late twins and holds `ts` only (null: nothing, as nothing is owed). The message is owed
 * one more edit, in case an old edit landed late. Looked through again `lastAfterMs` after the last try, if that is still ahead;
 * else it is in no doubt any more.
 */
export async function recordVerified(
  db: Database,
  claim: Claim,
  ts: string | null,
  lastAfterMs: number,
): Promise<void> {
  const isLast = sql`now() >= last_try_at + ${duration(lastAfterMs)}`;
  await db.execute(sql`
    update thumbline.deliveries
    set ts = ${ts}, want_version = want_version + 1, ambiguous = ambiguous and not (${isLast}),
      verify_at = case when not (${isLast}) then last_try_at + ${duration(lastAfterMs)} end
    where id = ${claim.id} and state in ('sent', 'cancelled') and ts is not distinct from ${claim.ts}`);
}

/**
 * The channel could not be looked through: it is tried again when as much time has gone by as since the last try, within
 * `soonMs` and `laterMs`, and given up `giveUpMs` after it.
 */
export async function recordUnverified(
  db: Database,
  claims: Claim[],
  { soonMs, laterMs, giveUpMs }: { soonMs: number; laterMs: number; giveUpMs: number },
): Promise<void> {
  await db.execute(sql`
    update thumbline.deliveries
    set verify_at = case when now() < last_try_at + ${duration(giveUpMs)}
      then now() + least(${duration(laterMs)}, greatest(${duration(soonMs)}, now() - last_try_at)) end
    where id = any(${`{${claims.map(({ id }) => id).join(',')}}`}::bigint[]) and state in ('sent', 'cancelled')`);
}
