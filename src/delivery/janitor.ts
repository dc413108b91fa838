import type { Place } from '../db/channels.ts';
import { claimVerifications, type TriedClaim } from '../db/deliveries-claim.ts';
import { recordUnverified, recordVerified } from '../db/deliveries-unknown.ts';
import { ask } from './answer.ts';
import type { Delivering } from './delivering.ts';
import { byChannel, channelOf, findInChannel } from './history.ts';

const CLAIM_LIMIT = 500;

/**
 * Looks again, later, for every message that was once in doubt: a post that was given up may have landed after its
 * successor, or after nothing was owed any more. What was recorded stays, its twins are deleted.
 */
export async function removeTwins(delivering: Delivering): Promise<void> {
  const { db, slack, timings, at } = delivering;
  const workspaceIds = slack.workspaceIds();
  const claims = await claimVerifications(db, { workspaceIds, limit: CLAIM_LIMIT, leaseMs: timings.leaseMs });
  if (claims.length > 0) at('verification claimed');
  await Promise.all(byChannel(claims).map(({ place, claimed }) => verifyChannel(delivering, place, claimed)));
}

async function verifyChannel(
  delivering: Delivering,
  { workspaceId, channelId }: Place,
  claims: TriedClaim[],
): Promise<void> {
  const { db, timings, logger } = delivering;
  const slack = delivering.slack.of(workspaceId);
  // Of a message whose post was never in doubt, or not any more, only an edit was.
  const doubtful = claims.filter(({ ambiguous }) => ambiguous);
  for (const claim of claims) if (!claim.ambiguous) await verify(delivering, claim, []);
  if (doubtful.length === 0) return;

  const reading = await ask(async () =>
    findInChannel(slack, await channelOf(slack, channelId), doubtful, {
      clockSkewMs: timings.clockSkewMs,
      readings: delivering.readings.verified,
    }),
  );
  if (reading.is !== 'done') {
    logger.warn({ channelId, answer: reading.is, error: reading.error }, 'A channel could not be looked through');
    const { verifyAfterMs: soonMs, verifyLastAfterMs: laterMs, verifyGiveUpMs: giveUpMs } = timings;
    await recordUnverified(db, doubtful, { soonMs, laterMs, giveUpMs });
    return;
  }
  // The claims that were not read run out, and are taken again.
  for (const claim of reading.value.read) await verify(delivering, claim, reading.value.found.get(claim.key) ?? []);
}

async function verify(delivering: Delivering, claim: TriedClaim, found: string[]): Promise<void> {
  const { db, slack, timings, logger, at } = delivering;
  // Someone may have deleted the recorded one: then a twin takes its place. Where none is recorded, none is owed.
  const kept = claim.ts === null || found.includes(claim.ts) ? claim.ts : (found[0] ?? claim.ts);
  for (const twin of found.filter((ts) => ts !== kept)) {
    const answer = await ask(() =>
      slack.of(claim.workspaceId).delete({ channelId: claim.postedIn ?? claim.channelId, ts: twin }),
    );
    if (answer.is !== 'done' && answer.is !== 'gone') {
      logger.warn({ key: claim.key, answer: answer.is, error: answer.error }, 'A late twin could not be deleted');
      return;
    }
    logger.info({ key: claim.key }, 'A late twin was deleted');
    at('twin deleted');
  }
  await recordVerified(db, claim, kept, timings.verifyLastAfterMs);
}
