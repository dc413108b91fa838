import type { HeldDigestDecision } from '../../csat/held-digest.ts';
import { parseDeliveryId } from '../carried.ts';
import type { ActionHandler } from '../house.ts';
import { toAsker } from '../house.ts';
import { notice } from '../views/notice.ts';

/** What somebody says who looked whether a held digest is in the channel. The first who says it decides. */
export const decideHeldDigest =
  (decision: HeldDigestDecision): ActionHandler =>
  async ({ userId, channelId, value }, { questions }) => {
    if (channelId === null) return toAsker(notice('Nothing was changed: type /csat status in the channel.'));
    const order = { deliveryId: parseDeliveryId(value), channelId, by: userId, decision };
    const said = (await questions.recordHeldDigestDecision(order))
      ? DONE[decision]
      : 'Nothing was changed: somebody was faster, or Thumbline has found out by itself.';
    return { message: notice(said), to: 'in place' };
  };

const DONE: Record<HeldDigestDecision, string> = {
  'post again': 'The digest is posted again in a moment, and says that it may be a repeat.',
  keep: 'Good: the digest is not posted again.',
};
