import { type ActionHandler, type Answer, type House, toAsker } from './house.ts';
import type { Visit } from './in-flight.ts';
import { hearFirst, inTimeAs, LATE } from './in-time.ts';
import { type Click, parseActor, parseClick } from './payloads.ts';
import { payloadOf, type Respond, respondWith, settle } from './respond.ts';
import { ACTIONS } from './routes.ts';
import { parseShownView, type ShownView } from './shown-view.ts';
import { textModal } from './views/modal.ts';
import { done, notice, takesTime } from './views/notice.ts';
import { viewAgain } from './views/waiting.ts';
import { type WaitingModal, waitingModal } from './waiting-modal.ts';
import { refusalOf } from './who-may.ts';

/** A button or a menu: what takes long is announced in the modal or below the message that was clicked. */
export async function answerClick(
  body: unknown,
  ack: () => Promise<void>,
  respond: Respond | undefined,
  house: House,
  visit: Visit,
): Promise<void> {
  const isHeardFirst = await hearFirst(visit, ack);
  const shown = parseShownView(body);
  const waiting = shown === null ? undefined : waitingModal(shown, house.client);
  let isModalShown = false;
  const modalShown = () => {
    isModalShown = true;
  };
  const handled = settle(async () => {
    const refused = await refusalOf(parseActor(body), house);
    if (refused !== null) return toAsker(notice(refused));
    const click = parseClick(body);
    const handler: ActionHandler = ACTIONS[click.actionId] ?? unknownAction;
    return handler(click, { ...house, waiting, modalShown });
  }, house);
  const { first, heard } = await inTimeAs(isHeardFirst, handled, visit, ack);
  if (!heard) await ack();
  const isAnnounced = first === LATE && !isModalShown;
  if (isAnnounced) await (waiting?.begin() ?? respond?.(payloadOf(toAsker(takesTime()))));
  const answer = await handled;
  await waiting?.restore();
  if (respond !== undefined) {
    if (answer !== null) await respondWith(answer, respond, house);
    if (isAnnounced && answer?.to !== 'asker') await respond(payloadOf(toAsker(done())));
  } else if (answer !== null) {
    await showInstead(answer, parseClick(body), house, { shown, waiting });
  }
}

/** Where Slack gives no address for an answer: on top of the modal that was clicked or, from the Home tab, in one of its own. */
async function showInstead(
  { message }: Answer,
  { triggerId, userId }: Click,
  { client }: House,
  { shown, waiting }: { shown: ShownView | null; waiting: WaitingModal | undefined },
): Promise<void> {
  const view = textModal('Thumbline', message.blocks);
  try {
    await (shown === null ? client.views.open : client.views.push)({ trigger_id: triggerId, view });
  } catch {
    // The trigger's three seconds are over.
    if (shown === null) await client.chat.postMessage({ channel: userId, ...message });
    else {
      const instead = waiting?.isReplaced() ? view : viewAgain(shown.view, message.blocks);
      await client.views.update({ view_id: shown.id, view: instead });
    }
  }
}

const unknownAction: ActionHandler = async ({ actionId }, { log }) => {
  log.warn({ actionId: actionId.slice(0, 80) }, 'A button was clicked that no route knows');
  return toAsker(notice('This button is from another version of Thumbline: nothing was done.'));
};
