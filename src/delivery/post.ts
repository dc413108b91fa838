import { setTimeout as sleep } from 'node:timers/promises';
import { blockChannel, pauseChannel, unblockChannel } from '../db/channels.ts';
import {
  giveBack,
  recordBlocked,
  recordCancelled,
  recordFailed,
  recordNotSent,
  recordSent,
  recordUnknown,
} from '../db/deliveries-answer.ts';
import { type Claim, renewClaim } from '../db/deliveries-claim.ts';
import { type Answer, ask, TOKEN_ERRORS } from './answer.ts';
import type { Delivering } from './delivering.ts';
import type { SlackMessage } from './message.ts';
import { type ClaimKeeping, renderOrPutOff } from './rendering.ts';
import { type SendGuard, startSendGuard } from './send-guard.ts';

/** Posts one claimed message and records what is known of it. Where the process dies, the lease ends and reconcile takes over. */
export async function post(delivering: Delivering, claim: Claim, claimGuard: SendGuard): Promise<void> {
  const { db, slack, timings, at } = delivering;
  const wait = { plain: false, fileWaitMs: timings.fileWaitFirstMs, waitedMs: 0 };
  let guard = claimGuard;
  at('post claimed');
  let message = await renderOrPutOff(delivering, claim, wait.plain, keepingOf(delivering, claim));

  while (true) {
    if (message === undefined) return;
    if (message === null) {
      await recordCancelled(db, claim);
      return;
    }
    if (!guard.within(timings.sendGuardMs / 2)) {
      guard = startSendGuard();
      if (!(await renewClaim(db, claim, timings.leaseMs))) return;
    }
    if (!guard.within(timings.sendGuardMs)) {
      await giveBack(db, claim);
      return;
    }
    const said: SlackMessage = message;
    const answer = await ask(() => slack.postMessage({ ...said, channelId: claim.channelId, key: claim.key }));
    at('post answered');
    if (answer.is === 'done') {
      await recordSent(db, claim, answer.value, timings.verifyAfterMs);
      at('post recorded');
      await unblockChannel(db, claim.channelId, TOKEN_ERRORS);
      return;
    }
    if (answer.is === 'file not ready' && wait.waitedMs < timings.fileWaitMs) {
      if (delivering.isStopping()) {
        await giveBack(db, claim);
        return;
      }
      await sleep(wait.fileWaitMs);
      wait.waitedMs += wait.fileWaitMs;
      wait.fileWaitMs *= 2;
    } else if ((answer.is === 'file not ready' || answer.is === 'unacceptable') && !wait.plain) {
      wait.plain = true;
      message = await renderOrPutOff(delivering, claim, true, keepingOf(delivering, claim));
    } else {
      await recordRefused(delivering, claim, answer);
      return;
    }
  }
}

async function recordRefused(delivering: Delivering, claim: Claim, answer: Answer): Promise<void> {
  const { db, timings, logger } = delivering;
  logger.warn({ key: claim.key, answer: answer.is, error: answer.error }, 'A post did not go well');
  switch (answer.is) {
    case 'not sent':
      await recordNotSent(db, claim, answer.error, timings.backOff);
      return;
    case 'unknown':
      await recordUnknown(db, claim, answer.error, Math.max(timings.settleMs, answer.retryAfterMs ?? 0));
      if (answer.retryAfterMs !== null) await pauseChannel(db, claim.channelId, answer.retryAfterMs);
      return;
    case 'channel blocked':
      if (claim.kind === 'retest') {
        // A person who cannot be written to is no channel that somebody could mend: their Home tab says the same.
        await recordCancelled(db, claim, answer.error);
        return;
      }
      await blockChannel(db, claim.channelId, answer.error, timings.blockedRetry);
      await recordBlocked(db, claim, answer.error);
      return;
    case 'token blocked':
      await blockChannel(db, null, answer.error, timings.blockedRetry);
      await recordBlocked(db, claim, answer.error);
      return;
    case 'file not ready':
    case 'unacceptable':
    case 'gone':
      await recordFailed(db, claim, answer.error);
      return;
  }
}

const keepingOf = ({ db, timings }: Delivering, claim: Claim): ClaimKeeping => ({
  renew: () => renewClaim(db, claim, timings.leaseMs),
  putOff: (error) => recordNotSent(db, claim, error, timings.backOff),
});
