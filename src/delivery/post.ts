import { hasBeenIn, pauseChannel, unblockChannel } from '../db/channels.ts';
import {
  giveBack,
  recordAwaitsFile,
  recordBlocked,
  recordCancelled,
  recordFailed,
  recordNotSent,
  recordSent,
  recordUnknown,
} from '../db/deliveries-answer.ts';
import { type Claim, renewClaim } from '../db/deliveries-claim.ts';
import { type Answer, ask, TOKEN_ERRORS } from './answer.ts';
import { block } from './block.ts';
import type { Delivering } from './delivering.ts';
import { FULL } from './ladder.ts';
import { isPersonal, type SlackMessage } from './message.ts';
import { type ClaimKeeping, renderBelow, renderOrPutOff } from './rendering.ts';
import { type SendGuard, startSendGuard } from './send-guard.ts';

/** Posts one claimed message and records what is known of it. Where the process dies, the lease ends and reconcile takes over. */
export async function post(delivering: Delivering, claim: Claim, claimGuard: SendGuard): Promise<void> {
  const { db, timings, logger, at } = delivering;
  const slack = delivering.slack.of(claim.workspaceId);
  const fileWait = { firstMs: timings.fileWaitFirstMs, longestMs: timings.fileWaitMs };
  const keeping = keepingOf(delivering, claim);
  let mayJoin = claim.attempts === 1;
  let rung = FULL;
  let guard = claimGuard;
  at('post claimed');
  let message = await renderOrPutOff(delivering, claim, rung, keeping);

  while (true) {
    if (message === undefined) return;
    if (message === null) {
      await recordCancelled(db, claim, timings.verifyAfterMs);
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
      await recordSent(db, claim, { ...answer.value, isLacking: said.isLacking === true }, timings.verifyAfterMs);
      at('post recorded');
      if (claim.besideBlocked) await unblockChannel(db, claim, TOKEN_ERRORS);
      return;
    }
    // The picture is kept: whoever claims the message next shows the same file, and no other message waits behind it.
    if (answer.is === 'file not ready' && (await recordAwaitsFile(db, claim, answer.error, fileWait))) return;
    if (answer.is === 'file not ready' || answer.is === 'unacceptable') {
      const less = await renderBelow(delivering, claim, { rung, message: said }, keeping);
      if (less !== null) {
        logger.warn(
          { key: claim.key, error: answer.error, ...less.rung },
          'Slack refused a message: less of it is tried',
        );
        ({ rung, message } = less);
        continue;
      }
    }
    if (mayJoin && (await hasJoined(delivering, claim, answer))) {
      mayJoin = false;
      continue;
    }
    await recordRefused(delivering, claim, answer);
    return;
  }
}

/**
 * Goes into a public channel that nobody has invited us to, where the scope for it is granted. Not into one that has had
 * messages of ours: whoever took Thumbline out of it meant it.
 */
async function hasJoined({ db, slack, logger }: Delivering, claim: Claim, { error }: Answer): Promise<boolean> {
  if (error !== 'not_in_channel' || (await hasBeenIn(db, claim))) return false;
  const joining = await ask(() => slack.of(claim.workspaceId).join(claim.channelId));
  if (joining.is === 'done') logger.info({ channelId: claim.channelId }, 'Thumbline joined a channel to post there');
  return joining.is === 'done';
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
      if (answer.retryAfterMs !== null) await pauseChannel(db, claim, answer.retryAfterMs);
      return;
    case 'channel blocked':
      if (isPersonal(claim)) {
        // A person who cannot be written to is no channel that somebody could mend: their Home tab says the same.
        await recordCancelled(db, claim, timings.verifyAfterMs, answer.error);
        return;
      }
      await block(delivering, claim, answer);
      await recordBlocked(db, claim, answer.error);
      return;
    case 'token blocked':
      await block(delivering, claim, answer);
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
