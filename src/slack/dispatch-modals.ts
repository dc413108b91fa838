import type { ModalView } from '@slack/types';
import { type House, type SubmissionAnswer, toAsker } from './house.ts';
import { inTime, LATE } from './in-time.ts';
import { updateModal } from './modals.ts';
import { parseActor, parseModalEvent, parseShortcut } from './payloads.ts';
import { type Respond, respondWith, settle } from './respond.ts';
import { CLOSINGS, SHORTCUTS, SUBMISSIONS } from './routes.ts';
import { parseShownView } from './shown-view.ts';
import { failedModal } from './views/modal.ts';
import { notice } from './views/notice.ts';
import { viewAgain, waitingView } from './views/waiting.ts';
import { refusalOf } from './who-may.ts';

type SubmissionAck =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: ModalView };

/** Slack waits three seconds: an answer that takes longer than one follows a modal that says so. */
export async function answerSubmission(
  body: unknown,
  ack: (answer?: SubmissionAck) => Promise<void>,
  house: House,
): Promise<void> {
  const submission = parseModalEvent(body);
  const handler = SUBMISSIONS[submission.callbackId];
  if (handler === undefined) {
    house.log.warn({ callbackId: submission.callbackId.slice(0, 80) }, 'A modal was submitted that no route knows');
    const view = failedModal('This window is from another version of Thumbline: nothing was saved.');
    return ack({ response_action: 'update', view });
  }
  const shown = parseShownView(body)?.view ?? failedModal('Nothing can be entered here any more: open it again.');
  const handled = allowed(body, house, () => handler(submission, house)).catch((error): SubmissionAnswer => {
    const { sentence, next } = house.apologize(error);
    return { view: viewAgain(shown, notice(sentence, next).blocks) };
  });
  const first = await inTime(handled);
  if (first !== LATE) {
    await ack(ackOf(first));
  } else {
    await ack({ response_action: 'update', view: waitingView(shown, 'Saving …') });
    await updateModal(house, lateViewOf(await handled, shown), { id: submission.modal.id }).catch(house.apologize);
  }
  const answer = await handled;
  if (answer !== null && 'after' in answer) await answer.after?.().catch(house.apologize);
}

async function allowed(
  body: unknown,
  house: House,
  handle: () => Promise<SubmissionAnswer>,
): Promise<SubmissionAnswer> {
  const refused = await refusalOf(parseActor(body), house);
  return refused === null ? handle() : { view: failedModal(refused) };
}

export async function answerClosing(body: unknown, house: House): Promise<void> {
  const closing = parseModalEvent(body);
  try {
    await CLOSINGS[closing.callbackId]?.(closing, house);
  } catch (error) {
    house.apologize(error);
  }
}

export async function answerShortcut(body: unknown, respond: Respond, house: House): Promise<void> {
  const answer = await settle(async () => {
    const refused = await refusalOf(parseActor(body), house);
    if (refused !== null) return toAsker(notice(refused));
    const shortcut = parseShortcut(body);
    const handler = SHORTCUTS[shortcut.callbackId];
    if (handler !== undefined) return handler(shortcut, house);
    house.log.warn({ callbackId: shortcut.callbackId.slice(0, 80) }, 'A shortcut was used that no route knows');
    return toAsker(notice('This shortcut is from another version of Thumbline: nothing was done.'));
  }, house);
  if (answer !== null) await respondWith(answer, respond, house);
}

function ackOf(answer: SubmissionAnswer): SubmissionAck | undefined {
  if (answer !== null && 'errors' in answer) return { response_action: 'errors', errors: answer.errors };
  if (answer !== null && 'view' in answer) return { response_action: 'update', view: answer.view };
  return undefined;
}

/** What an answer that came too late for its modal can still show there: it cannot be closed, nor a sentence stand under an input. */
function lateViewOf(answer: SubmissionAnswer, shown: ModalView): ModalView {
  if (answer !== null && 'errors' in answer) {
    return viewAgain(shown, notice(Object.values(answer.errors).join(' ')).blocks);
  }
  return answer !== null && 'view' in answer ? answer.view : failedModal('Done: you can close this window.');
}
