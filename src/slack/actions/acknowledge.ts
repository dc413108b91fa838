import { parseAlertId } from '../carried.ts';
import { type ActionHandler, toAsker } from '../house.ts';
import { alreadyAcknowledged } from '../views/acknowledged.ts';
import { notice } from '../views/notice.ts';

/**
 * "I have this one". It is written before anything shows it, and the first wins; the card itself is edited by the
 * deliverer, because writing it makes the card stale. Who comes second is told who was first.
 */
export const acknowledge: ActionHandler = async ({ value, userId, channelId, messageTs }, { questions, clock }) => {
  const answer =
    channelId === null
      ? null
      : await questions.acknowledgeAlert({
          alertId: parseAlertId(value),
          by: userId,
          channelId,
          ts: messageTs ?? undefined,
        });
  if (answer === null) {
    return toAsker(
      notice('Nothing was acknowledged: there is no such alert here any more, or this is a copy of its card.'),
    );
  }
  const { acknowledged, first } = answer;
  return first || acknowledged.by === userId ? null : toAsker(alreadyAcknowledged(acknowledged, clock.now()));
};
