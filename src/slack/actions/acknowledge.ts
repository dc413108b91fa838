import type { AcknowledgeSpan } from '../../csat/escalation.ts';
import { parseAcknowledgeFor, parseAlertId } from '../carried.ts';
import { type ActionHandler, type Answer, type House, toAsker } from '../house.ts';
import type { Click } from '../payloads.ts';
import { alreadyAcknowledged } from '../views/acknowledged.ts';
import { notice } from '../views/notice.ts';

/**
 * "I have this one". It is written before anything shows it, and the first wins; the card itself is edited by the
 * deliverer, because writing it makes the card stale. Who comes second is told who was first.
 */
export const acknowledge: ActionHandler = (click, house) => take({ alertId: parseAlertId(click.value) }, click, house);

/** The same for a while: then it is open again, unless the conversation was triaged. */
export const acknowledgeFor: ActionHandler = (click, house) => take(parseAcknowledgeFor(click.value), click, house);

async function take(
  what: { alertId: number; span?: AcknowledgeSpan },
  { userId, channelId, messageTs }: Click,
  { questions, clock }: House,
): Promise<Answer | null> {
  const answer =
    channelId === null
      ? null
      : await questions.acknowledgeAlert({ ...what, by: userId, channelId, ts: messageTs ?? undefined });
  if (answer === null) {
    return toAsker(
      notice('Nothing was acknowledged: there is no such alert here any more, or this is a copy of its card.'),
    );
  }
  const { acknowledged, first } = answer;
  return first || acknowledged.by === userId ? null : toAsker(alreadyAcknowledged(acknowledged, clock.now()));
}
