import { type SQL, sql } from 'drizzle-orm';
import { type Database, duration } from './client.ts';
import type { Claim } from './deliveries-claim.ts';

/** Waiting before the next try: a random part of a span that doubles with each try, up to `capMs`. */
export type BackOff = { baseMs: number; capMs: number };

/** Every write below changes nothing when the claim is no longer ours: each says so by returning false. */
async function settle(db: Database, claim: Claim, state: 'sending' | 'sent' | 'unknown', set: SQL): Promise<boolean> {
  const rows = await db.execute(sql`
    update thumbline.deliveries set lease_until = null, ${set}
    where id = ${claim.id} and fence = ${claim.fence} and state = ${state}
    returning id`);
  return rows.length > 0;
}

function backedOff(backOff: BackOff): SQL {
  return sql`now() + random() * least(${duration(backOff.capMs)}, ${duration(backOff.baseMs)} * 2 ^ least(attempts, 20))`;
}

/**
 * Slack said that the message is there. It shows the version that was claimed, or a later one. `isLacking`: not all of it could
 * be had, so that it is looked at again after `verifyAfterMs`, as what was once in doubt.
 */
export function recordSent(
  db: Database,
  claim: Claim,
  { ts, channelId, isLacking }: { ts: string; channelId: string; isLacking: boolean },
  verifyAfterMs: number,
): Promise<boolean> {
  return settle(
    db,
    claim,
    'sending',
    sql`state = 'sent', ts = ${ts}, posted_in = nullif(${channelId}, channel_id), have_version = ${claim.wantVersion}, visible_at = now(), next_at = now(),
      attempts = 0, last_error = null, verify_at = case when ambiguous or ${isLacking} then now() + ${duration(verifyAfterMs)} end`,
  );
}

/** The message may or may not be in Slack: it is looked for after `settleMs`, when late arrivals have arrived. */
export function recordUnknown(db: Database, claim: Claim, error: string, settleMs: number): Promise<boolean> {
  return settle(
    db,
    claim,
    'sending',
    sql`state = 'unknown', ambiguous = true, next_at = now() + ${duration(settleMs)}, last_error = ${error}`,
  );
}

/** The message is certainly not in Slack, and is tried again after a while. */
export function recordNotSent(db: Database, claim: Claim, error: string, backOff: BackOff): Promise<boolean> {
  return settle(db, claim, 'sending', sql`state = 'pending', next_at = ${backedOff(backOff)}, last_error = ${error}`);
}

/**
 * The message is certainly not in Slack, since a file that it shows is still looked at there: it is tried again after as long
 * as it has waited already, and at least `firstMs`. false: it has waited for `longestMs`, or the claim is no longer ours.
 */
export async function recordAwaitsFile(
  db: Database,
  claim: Claim,
  error: string,
  { firstMs, longestMs }: { firstMs: number; longestMs: number },
): Promise<boolean> {
  const since = sql`coalesce(file_awaited_since, now())`;
  const rows = await db.execute(sql`
    update thumbline.deliveries
    set state = 'pending', lease_until = null, attempts = greatest(attempts - 1, 0), last_error = ${error},
      file_awaited_since = ${since}, next_at = now() + greatest(${duration(firstMs)}, now() - ${since})
    where id = ${claim.id} and fence = ${claim.fence} and state = 'sending' and ${since} > now() - ${duration(longestMs)}
    returning id`);
  return rows.length > 0;
}

/** Nothing was sent: it is due again at once. */
export function giveBack(db: Database, claim: Claim): Promise<boolean> {
  return settle(db, claim, 'sending', sql`state = 'pending', attempts = greatest(attempts - 1, 0), next_at = now()`);
}

/** Slack will not have the message, not even in plain. */
export function recordFailed(db: Database, claim: Claim, error: string): Promise<boolean> {
  return settle(db, claim, 'sending', sql`state = 'failed', last_error = ${error}`);
}

/**
 * There is nothing to say any more, or nobody to say it to, and nothing was sent this time. An earlier try that was in doubt
 * may yet land: the channel is looked through for it after `verifyAfterMs`.
 */
export function recordCancelled(
  db: Database,
  claim: Claim,
  verifyAfterMs: number,
  error: string | null = null,
): Promise<boolean> {
  return settle(
    db,
    claim,
    'sending',
    // What has changed since it was rendered may be something to say.
    sql`state = case when want_version > ${claim.wantVersion} then 'pending' else 'cancelled' end, next_at = now(), last_error = ${error},
      verify_at = case when ambiguous then now() + ${duration(verifyAfterMs)} end`,
  );
}

/** Slack refused the message because of the channel or the token; the channel is blocked with it, see `blockChannel`. */
export function recordBlocked(db: Database, claim: Claim, error: string): Promise<boolean> {
  return settle(db, claim, 'sending', sql`state = 'blocked', last_error = ${error}`);
}

/** A burst's card would otherwise be edited with every alert that joins it: Slack allows about one edit a second. */
const ROLLUP_REST_MS = 2_000;

/**
 * Slack shows the version that was claimed, or a later one. `error`: Slack would not have it, and it is left as it is until the
 * next change. Where an earlier try was left behind, as when its sender was killed, it may land yet: the edit is made once more
 * after `verifyAfterMs`. So it is where not all of the message could be had.
 */
export function recordUpdated(
  db: Database,
  claim: Claim,
  verifyAfterMs: number,
  { error = null, isLacking = false }: { error?: string | null; isLacking?: boolean } = {},
): Promise<boolean> {
  const isOnceMore = sql`(attempts > 1 or ${isLacking})`;
  return settle(
    db,
    claim,
    'sent',
    sql`have_version = greatest(have_version, ${claim.wantVersion}), attempts = 0, last_error = ${error},
      last_try_at = case when ${isOnceMore} then now() else last_try_at end,
      verify_at = case when ${isOnceMore} then now() + ${duration(verifyAfterMs)} else verify_at end,
      next_at = now() + case when kind = 'rollup' then ${duration(ROLLUP_REST_MS)} else interval '0' end`,
  );
}

/** The edit was certainly not made, and is tried again after a while. */
export function recordNotUpdated(db: Database, claim: Claim, error: string, backOff: BackOff): Promise<boolean> {
  return settle(db, claim, 'sent', sql`next_at = ${backedOff(backOff)}, last_error = ${error}`);
}

/**
 * The edit may have been made, or may yet arrive: it is made again once late arrivals have arrived, and once more
 * when the message is verified, so that an old edit that lands late does not stay.
 */
export function recordUpdateUnknown(
  db: Database,
  claim: Claim,
  error: string,
  wait: { settleMs: number; verifyAfterMs: number },
): Promise<boolean> {
  return settle(
    db,
    claim,
    'sent',
    sql`next_at = now() + ${duration(wait.settleMs)}, last_try_at = now(),
      verify_at = now() + ${duration(wait.verifyAfterMs)}, last_error = ${error}`,
  );
}

/** Someone deleted the message in Slack: it is never posted again. */
export function recordGone(db: Database, claim: Claim, error: string): Promise<boolean> {
  return settle(db, claim, 'sent', sql`state = 'gone', last_error = ${error}, verify_at = null`);
}
