import type { App } from '@slack/bolt';
import { answerClick } from './dispatch-clicks.ts';
import { answerClosing, answerShortcut, answerSubmission } from './dispatch-modals.ts';
import { type CommandHandler, type House, toAsker } from './house.ts';
import type { InFlight, Visit } from './in-flight.ts';
import { hearFirst, inTimeAs, LATE } from './in-time.ts';
import { parseActor, parseCommand } from './payloads.ts';
import { payloadOf, type Respond, respondWith, settle } from './respond.ts';
import { COMMANDS, EVENTS } from './routes.ts';
import { done, lookingUp, notice } from './views/notice.ts';
import { refusalOf } from './who-may.ts';

/**
 * Takes everything that Slack sends through the route table. There is one listener of each kind: two that match would
 * both acknowledge. What no route knows is answered as well, and written down.
 */
export function dispatch(app: App, houseOf: (workspaceId: string | undefined) => House, flight: InFlight): void {
  app.command(/.*/, ({ body, ack, respond, context }) =>
    flight.track((visit) =>
      answerCommand(
        body,
        (message) => ack(message),
        (message) => respond(message),
        houseOf(context.teamId),
        visit,
      ),
    ),
  );
  app.action(/.*/, ({ body, ack, respond, context }) =>
    flight.track((visit) =>
      answerClick(body, () => ack(), respond && ((message) => respond(message)), houseOf(context.teamId), visit),
    ),
  );
  app.view({ type: 'view_submission', callback_id: /.*/ }, ({ body, ack, context }) =>
    flight.track(() => answerSubmission(body, (answer) => ack(answer), houseOf(context.teamId))),
  );
  app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ body, ack, context }) => {
    await ack();
    await flight.track(() => answerClosing(body, houseOf(context.teamId)));
  });
  app.shortcut(/.*/, async ({ body, ack, respond, context }) => {
    await ack();
    await flight.track(() => answerShortcut(body, (message) => respond(message), houseOf(context.teamId)));
  });
  const isRepeated = repeats();
  app.event(/.*/, async ({ event, body, context }) => {
    if (isRepeated(body.event_id)) return;
    await flight.track(async () => EVENTS[event.type]?.(event, houseOf(context.teamId), body.team_id ?? null));
  });
}

async function answerCommand(
  body: unknown,
  ack: (message?: Record<string, unknown> & { text: string }) => Promise<void>,
  respond: Respond,
  house: House,
  visit: Visit,
): Promise<void> {
  const isHeardFirst = await hearFirst(visit, ack);
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
  const { first, heard } = await inTimeAs(isHeardFirst, handled, visit, ack);
  if (!heard) {
    // An acknowledgement with a picture that Slack refuses would be lost without a word.
    if (first !== LATE && first?.plain === undefined) return ack(first === null ? undefined : payloadOf(first));
    await ack();
  }
  const isAnnounced = first === LATE && !isModalShown;
  if (isAnnounced) await respond(payloadOf(toAsker(lookingUp())));
  const answer = await handled;
  if (answer !== null) await respondWith(answer, respond, house);
  // What was announced has come in a modal.
  else if (isAnnounced) await respond(payloadOf(toAsker(done())));
}

const unknownCommand: CommandHandler = async ({ command }, { log }) => {
  log.warn({ command: command.slice(0, 40) }, 'A command was used that no route knows');
  return toAsker(
    notice(`${command} is not a command that this version of Thumbline knows.`, 'What it knows: /csat help'),
  );
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
