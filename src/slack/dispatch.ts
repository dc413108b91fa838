import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import { answerClosing, answerShortcut, answerSubmission } from './dispatch-modals.ts';
import { type ActionHandler, type Answer, type CommandHandler, type House, toAsker } from './house.ts';
import type { InFlight } from './in-flight.ts';
import { type Click, parseActor, parseClick, parseCommand } from './payloads.ts';
import { payloadOf, type Respond, respondWith, settle } from './respond.ts';
import { ACTIONS, COMMANDS, EVENTS } from './routes.ts';
import { textModal } from './views/modal.ts';
import { lookingUp, notice } from './views/notice.ts';
import { refusalOf } from './who-may.ts';

/** Slack waits three seconds. An answer that comes within this goes out with the acknowledgement, a later one is announced and follows it. */
const ANSWER_WITHIN_MS = 1_000;
/** When so many are answered at once, everybody is told first that they were heard, and what they asked for comes after. */
const CROWD = 10;

/**
 * Takes everything that Slack sends through the route table. There is one listener of each kind: two that match would
 * both acknowledge. What no route knows is answered as well, and written down.
 */
export function dispatch(app: App, houseOf: (workspaceId: string | undefined) => House, flight: InFlight): void {
  app.command(/.*/, ({ body, ack, respond, context }) =>
    flight.track(
      answerCommand(
        body,
        (message) => ack(message),
        (message) => respond(message),
        houseOf(context.teamId),
        flight,
      ),
    ),
  );
  app.action(/.*/, ({ body, ack, respond, context }) =>
    flight.track(
      answerClick(body, () => ack(), respond && ((message) => respond(message)), houseOf(context.teamId), flight),
    ),
  );
  app.view({ type: 'view_submission', callback_id: /.*/ }, ({ body, ack, context }) =>
    flight.track(answerSubmission(body, (answer) => ack(answer), houseOf(context.teamId))),
  );
  app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ body, ack, context }) => {
    await ack();
    await flight.track(answerClosing(body, houseOf(context.teamId)));
  });
  app.shortcut(/.*/, async ({ body, ack, respond, context }) => {
    await ack();
    await flight.track(answerShortcut(body, (message) => respond(message), houseOf(context.teamId)));
  });
  const isRepeated = repeats();
  app.event(/.*/, async ({ event, body, context }) => {
    if (isRepeated(body.event_id)) return;
    await flight.track(EVENTS[event.type]?.(event, houseOf(context.teamId)) ?? Promise.resolve());
  });
}

async function answerCommand(
  body: unknown,
  ack: (message?: Record<string, unknown> & { text: string }) => Promise<void>,
  respond: Respond,
  house: House,
  flight: InFlight,
): Promise<void> {
  const isCrowded = flight.count() >= CROWD;
  if (isCrowded) await ack();
  let isModalShown = false;
  const modalShown = () => {
    isModalShown = true;
  };
  const handled = settle(async () => {
    const refused = await refusalOf(parseActor(body), house);
    if (refused !== null) return toAsker(notice(refused));
    const command = parseCommand(body);
    const handler: CommandHandler = COMMANDS[command.command] ?? unknownCommand;
    return handler(command, { ...house, modalShown });
  }, house);
  const inTime = await Promise.race([handled, sleep(ANSWER_WITHIN_MS, LATE, { ref: false })]);
  if (!isCrowded) {
    // An acknowledgement with a picture that Slack refuses would be lost without a word.
    if (inTime !== LATE && inTime?.plain === undefined) return ack(inTime === null ? undefined : payloadOf(inTime));
    await ack();
  }
  if (inTime === LATE && !isModalShown) await respond(payloadOf(toAsker(lookingUp())));
  const answer = await handled;
  if (answer !== null) await respondWith(answer, respond, house);
}

/** Not `null`, which is an answer. */
const LATE = Symbol('late');

async function answerClick(
  body: unknown,
  ack: () => Promise<void>,
  respond: Respond | undefined,
  house: House,
  flight: InFlight,
): Promise<void> {
  const isCrowded = flight.count() >= CROWD;
  if (isCrowded) await ack();
  const handled = settle(async () => {
    const refused = await refusalOf(parseActor(body), house);
    if (refused !== null) return toAsker(notice(refused));
    const click = parseClick(body);
    const handler: ActionHandler = ACTIONS[click.actionId] ?? unknownAction;
    return handler(click, house);
  }, house);
  if (!isCrowded) {
    await Promise.race([handled, sleep(ANSWER_WITHIN_MS, null, { ref: false })]);
    await ack();
  }
  const answer = await handled;
  if (answer === null) return;
  if (respond !== undefined) return respondWith(answer, respond, house);
  await showInstead(answer, parseClick(body), house);
}

/** Where Slack gives no address for an answer: on top of the modal that was clicked or, from the Home tab, in one of its own. */
async function showInstead({ message }: Answer, { triggerId, modal, userId }: Click, { client }: House): Promise<void> {
  const view = textModal('Thumbline', message.blocks);
  try {
    await (modal === null ? client.views.open : client.views.push)({ trigger_id: triggerId, view });
  } catch {
    // The trigger's three seconds are over.
    if (modal !== null) await client.views.update({ view_id: modal.id, view });
    else await client.chat.postMessage({ channel: userId, ...message });
  }
}

const unknownCommand: CommandHandler = async ({ command }, { log }) => {
  log.warn({ command: command.slice(0, 40) }, 'A command was used that no route knows');
  return toAsker(
    notice(`${command} is not a command that this version of Thumbline knows.`, 'What it knows: /csat help'),
  );
};

const unknownAction: ActionHandler = async ({ actionId }, { log }) => {
  log.warn({ actionId: actionId.slice(0, 80) }, 'A button was clicked that no route knows');
  return toAsker(notice('This button is from another version of Thumbline: nothing was done.'));
};

/** Slack sends an event up to four times; replicas do not share this, so what an event does must bear repetition all the same. */
function repeats(): (eventId: string) => boolean {
  const seen = new Set<string>();
  return (eventId) => {
    if (seen.has(eventId)) return true;
    seen.add(eventId);
    if (seen.size > 1_000) for (const oldest of [...seen].slice(0, 500)) seen.delete(oldest);
    return false;
  };
}
