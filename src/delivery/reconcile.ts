import { HELD_KINDS } from '../csat/held-message.ts';
import type { OnUnknown } from '../csat/on-unknown.ts';
import { doubtBlock, type Place } from '../db/channels.ts';
import { claimUnknown, type TriedClaim } from '../db/deliveries-claim.ts';
import { recordAbsent, recordFound, recordLeasesOver, recordStillUnknown } from '../db/deliveries-unknown.ts';
import { HELD } from '../db/held-messages.ts';
import { type Answer, ask, TOKEN_ERRORS } from './answer.ts';
import { block } from './block.ts';
import type { Delivering } from './delivering.ts';
import { byChannel, channelOf, findInChannel } from './history.ts';
import { isPersonal } from './message.ts';

const CLAIM_LIMIT = 500;

/** Finds out what became of the messages that may or may not be in Slack: found, or posted again. */
export async function reconcile(delivering: Delivering): Promise<void> {
  const { db, slack, timings, at } = delivering;
  await recordLeasesOver(db, timings.settleMs);
  const workspaceIds = slack.workspaceIds();
  const claims = await claimUnknown(db, { workspaceIds, limit: CLAIM_LIMIT, leaseMs: timings.leaseMs });
  if (claims.length > 0) at('unknown claimed');
  await Promise.all(byChannel(claims).map(({ place, claimed }) => reconcileChannel(delivering, place, claimed)));
}

async function reconcileChannel(delivering: Delivering, place: Place, claims: TriedClaim[]): Promise<void> {
  const { db, timings, logger, at } = delivering;
  const readings = delivering.readings;
  const { workspaceId, channelId } = place;
  const slack = delivering.slack.of(workspaceId);
  const reading = await ask(async () => {
    const postedIn = await channelOf(slack, channelId);
    const { clockSkewMs } = timings;
    return { postedIn, ...(await findInChannel(slack, postedIn, claims, { clockSkewMs, readings: readings.unknown })) };
  });
  if (reading.is !== 'done') {
    logger.warn({ ...place, answer: reading.is, error: reading.error }, 'A channel’s history could not be read');
    await recordUnread(delivering, place, claims, reading);
    return;
  }
  at('history read');
  const { postedIn, found, read } = reading.value;
  for (const claim of claims) {
    // Of the others nothing was read yet.
    if (!read.includes(claim)) {
      await recordStillUnknown(db, claim, 'not_read_yet', timings.reconcileEveryMs);
      continue;
    }
    const ts = found.get(claim.key)?.[0];
    if (ts !== undefined) await recordFound(db, claim, { ts, channelId: postedIn }, timings.verifyAfterMs);
    else await recordAbsent(db, claim, { backOff: timings.backOff, possibleRepeat: false });
    at('unknown settled');
  }
  await doubtBlock(db, place, TOKEN_ERRORS);
}

async function recordUnread(delivering: Delivering, place: Place, claims: TriedClaim[], answer: Answer): Promise<void> {
  const { db, timings, onUnknown } = delivering;
  if (isHistoryScopeMissing(answer)) {
    // Nobody can look.
    for (const claim of claims) {
      if (isHeld(claim, onUnknown)) await recordStillUnknown(db, claim, HELD, timings.blockedRetry.laterMs);
      else await recordAbsent(db, claim, { backOff: timings.backOff, possibleRepeat: true });
    }
    return;
  }
  if (answer.is === 'channel blocked' && claims.every(isPersonal)) {
    // A person who cannot be written to any more: the next try to post says so for good.
    for (const claim of claims) await recordAbsent(db, claim, { backOff: timings.backOff, possibleRepeat: false });
    return;
  }
  if (answer.is === 'channel blocked' || answer.is === 'token blocked') {
    await block(delivering, place, answer);
    for (const claim of claims) await recordStillUnknown(db, claim, answer.error, timings.blockedRetry.soonMs);
    return;
  }
  const waitMs = Math.max(timings.reconcileEveryMs, answer.is === 'unknown' ? (answer.retryAfterMs ?? 0) : 0);
  for (const claim of claims) await recordStillUnknown(db, claim, answer.error, waitMs);
}

/** Of what goes to one person and of what a person has just asked for nobody would be asked. */
function isHeld({ kind }: TriedClaim, onUnknown: OnUnknown): boolean {
  if (kind === 'digest') return onUnknown.digests === 'hold';
  return HELD_KINDS.some((held) => held === kind) && onUnknown.alerts === 'hold';
}

function isHistoryScopeMissing(answer: Answer): boolean {
  return answer.is === 'token blocked' && answer.error.startsWith('missing_scope');
}
