import { parseAlertId } from '../carried.ts';
import { type ActionHandler, toAsker } from '../house.ts';
import { alreadyAcknowledged } from '../views/acknowledged.ts';
import { notice } from '../views/notice.ts';

/**
 * "I have this one". It is written before anything shows it, and the first wins; the card itself is edited by the
 * deliverer, because writing it makes the card stale. Who comes second is told who was first.
 */
export const acknowledge: ActionHandler = async ({ value, userId, channelId, messageTs }, { questions, clock }) => {
  const alertId = parseAlertId(value);
  const posted = await questions.loadAlert(alertId);
  if (posted === null) return toAsker(notice('This alert is no longer there.'));
  if (posted.channelId !== channelId || (posted.ts !== null && posted.ts !== messageTs)) {
    return toAsker(notice('This is a copy of an alert. Acknowledge it where it was posted.'));
  }
  const acknowledgement = await questions.acknowledgeAlert(alertId, userId);
  if (acknowledgement === null) return toAsker(notice('This alert is no longer there.'));
  return acknowledgement.by === userId ? null : toAsker(alreadyAcknowledged(acknowledgement, clock.now()));
};
