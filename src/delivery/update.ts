import { doubtBlock } from '../db/channels.ts';
import { recordGone, recordNotUpdated, recordUpdated, recordUpdateUnknown } from '../db/deliveries-answer.ts';
import { type Claim, renewUpdateClaim } from '../db/deliveries-claim.ts';
import { type Answer, ask, TOKEN_ERRORS } from './answer.ts';
import { block } from './block.ts';
import type { Delivering } from './delivering.ts';
import { FULL } from './ladder.ts';
import { isPersonal, type SlackMessage } from './message.ts';
import { type ClaimKeeping, renderBelow, renderOrPutOff } from './rendering.ts';
import { type SendGuard, startSendGuard } from './send-guard.ts';

/** Makes one claimed message in Slack show the truth. It is edited in place, never posted again. */
export async function update(delivering: Delivering, claim: Claim, claimGuard: SendGuard): Promise<void> {
  const { db, timings, at } = delivering;
  let guard = claimGuard;
  at('update claimed');
  const keeping = keepingOf(delivering, claim);
  let rung = FULL;
  let message = await renderOrPutOff(delivering, claim, rung, keeping);
  while (true) {
    if (message === undefined) return;
    if (message === null) {
      await recordUpdated(db, claim, timings.verifyAfterMs);
      return;
    }
    if (!guard.within(timings.sendGuardMs / 2)) {
      guard = startSendGuard();
      if (!(await renewUpdateClaim(db, claim, timings.leaseMs))) return;
    }
    // Not sent: the claim runs out, and the edit is taken up again.
    if (!guard.within(timings.sendGuardMs)) return;

    const said: SlackMessage = message;
    const answer = await ask(() => send(delivering, claim, said));
    at('update answered');
    if (answer.is === 'done') {
      await recordUpdated(db, claim, timings.verifyAfterMs, { isLacking: said.isLacking });
      at('update recorded');
      if (claim.besideBlocked) await doubtBlock(db, claim, TOKEN_ERRORS);
      return;
    }
    const mayHelpToSayLess = answer.is === 'unacceptable' || answer.is === 'file not ready';
    const less = mayHelpToSayLess ? await renderBelow(delivering, claim, { rung, message: said }, keeping) : null;
    if (less === null) {
      await recordRefused(delivering, claim, answer);
      return;
    }
    ({ rung, message } = less);
  }
}

function send({ slack }: Delivering, claim: Claim, message: SlackMessage): Promise<void> {
  if (claim.ts === null) throw new Error(`${claim.key} is recorded as sent without a ts`);
  return slack
    .of(claim.workspaceId)
    .update({ ...message, channelId: claim.postedIn ?? claim.channelId, key: claim.key, ts: claim.ts });
}

async function recordRefused(delivering: Delivering, claim: Claim, answer: Answer): Promise<void> {
  const { db, timings, logger } = delivering;
  logger.warn({ key: claim.key, answer: answer.is, error: answer.error }, 'An edit did not go well');
  switch (answer.is) {
    case 'not sent':
      await recordNotUpdated(db, claim, answer.error, timings.backOff);
      return;
    case 'unknown': {
      const settleMs = Math.max(timings.settleMs, answer.retryAfterMs ?? 0);
      delivering.pauseUpdates(answer.retryAfterMs ?? 0);
      await recordUpdateUnknown(db, claim, answer.error, { settleMs, verifyAfterMs: timings.verifyAfterMs });
      return;
    }
    case 'channel blocked':
    case 'token blocked':
      if (answer.is === 'channel blocked' && isPersonal(claim)) {
        await recordGone(db, claim, answer.error);
        return;
      }
      await block(delivering, claim, answer);
      await recordNotUpdated(db, claim, answer.error, timings.backOff);
      return;
    case 'file not ready':
    case 'unacceptable':
      await recordUpdated(db, claim, timings.verifyAfterMs, { error: answer.error });
      return;
    case 'gone':
      await recordGone(db, claim, answer.error);
      return;
  }
}

const keepingOf = ({ db, timings }: Delivering, claim: Claim): ClaimKeeping => ({
  renew: () => renewUpdateClaim(db, claim, timings.leaseMs),
  putOff: (error) => recordNotUpdated(db, claim, error, timings.backOff),
});
