import type { HeldMessageDecision } from '../../csat/held-message.ts';
import { parseDeliveryId } from '../carried.ts';
import type { ActionHandler } from '../house.ts';
import { toAsker } from '../house.ts';
import { notice } from '../views/notice.ts';

/** What somebody says who looked whether a held message is in the channel. The first who says it decides. */
export const decideHeldMessage =
  (decision: HeldMessageDecision): ActionHandler =>
  async ({ userId, channelId, value }, { questions }) => {
    if (channelId === null) return toAsker(notice('Nothing was changed: type /csat status in the channel.'));
    const order = { deliveryId: parseDeliveryId(value), channelId, by: userId, decision };
    const said = (await questions.recordHeldMessageDecision(order))
      ? DONE[decision]
      : 'Nothing was changed: somebody was faster, or Thumbline has found out by itself.';
    return { message: notice(said), to: 'in place' };
  };

const DONE: Record<HeldMessageDecision, string> = {
  'post again': 'It is posted again in a moment, and says that it may be a repeat.',
  keep: 'Good: it is not posted again.',
};
