import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import type { SlackMessage } from '../delivery/message.ts';
import { type ActionHandler, type Answer, type CommandHandler, type House, toAsker } from './house.ts';
import type { InFlight } from './in-flight.ts';
import { parseClick, parseCommand } from './payloads.ts';
import { ACTIONS, COMMANDS, EVENTS } from './routes.ts';
import { lookingUp, notice } from './views/notice.ts';
import { failedTranscript } from './views/transcript.ts';

/** Slack waits three seconds. An answer within the first goes out with the acknowledgement, a later one follows it. */
const ANSWER_WITHIN_MS = 1_000;
const ACKNOWLEDGE_WITHIN_MS = 1_500;
/** Slack may not have looked at a picture yet when it is shown at once; an answer's address can be used five times. */
const PICTURE_WAITS_MS = [0, 1_000, 2_000];

type Respond = (message: Record<string, unknown> & { text: string }) => Promise<unknown>;

/**
 * Takes everything that Slack sends through the route table. There is one listener of each kind: two that match would
 * both acknowledge. What no route knows is answered as well, and written down.
 */
export function dispatch(app: App, house: House, flight: InFlight): void {
  app.command(/.*/, ({ body, ack, respond }) =>
    flight.track(
      answerCommand(
        body,
        (message) => ack(message),
        (message) => respond(message),
        house,
      ),
    ),
  );
  app.action(/.*/, ({ body, ack, respond }) =>
    flight.track(answerClick(body, () => ack(), respond && ((message) => respond(message)), house)),
  );
  app.view(/.*/, async ({ ack, view }) => {
    house.log.warn({ callbackId: view.callback_id }, 'A modal was submitted that no route knows');
    const unknown = notice('This window is from another version of Thumbline: nothing was saved.');
    await ack({ response_action: 'update', view: failedTranscript(unknown.text) });
  });
  app.shortcut(/.*/, async ({ ack, shortcut }) => {
    house.log.warn({ callbackId: shortcut.callback_id }, 'A shortcut was used that no route knows');
    await ack();
  });
  const isRepeated = repeats();
  app.event(/.*/, async ({ event, body }) => {
    if (isRepeated(body.event_id)) return;
    await flight.track(EVENTS[event.type]?.(event.type, house) ?? Promise.resolve());
  });
}

async function answerCommand(
  body: unknown,
  ack: (message?: Record<string, unknown> & { text: string }) => Promise<void>,
  respond: Respond,
  house: House,
): Promise<void> {
  const handled = settle(async () => {
    const command = parseCommand(body);
    const handler: CommandHandler = COMMANDS[command.command] ?? unknownCommand;
    return handler(command, house);
  }, house);
  const inTime = await Promise.race([handled, sleep(ANSWER_WITHIN_MS, null, { ref: false })]);
  // An acknowledgement with a picture that Slack refuses would be lost without a word.
  if (inTime !== null && inTime.plain === undefined) return ack(payloadOf(inTime));
  await ack(inTime === null ? payloadOf(toAsker(lookingUp())) : undefined);
  await respondWith(await handled, respond, house);
}

async function answerClick(body: unknown, ack: () => Promise<void>, respond: Respond | undefined, house: House) {
  const handled = settle(async () => {
    const click = parseClick(body);
    const handler: ActionHandler = ACTIONS[click.actionId] ?? unknownAction;
    return handler(click, house);
  }, house);
  await Promise.race([handled, sleep(ACKNOWLEDGE_WITHIN_MS, null, { ref: false })]);
  await ack();
  const answer = await handled;
  if (answer === null) return;
  if (respond !== undefined) return respondWith(answer, respond, house);
  // In a modal there is nowhere to answer but on top of it.
  const { triggerId } = parseClick(body);
  await house.client.views.push({ trigger_id: triggerId, view: failedTranscript(answer.message.text) });
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

/** A failure becomes an answer. */
async function settle<T>(work: () => Promise<T>, house: House): Promise<T | Answer> {
  try {
    return await work();
  } catch (error) {
    const { sentence, next } = house.apologize(error);
    return toAsker(notice(sentence, next));
  }
}

async function respondWith(answer: Answer, respond: Respond, house: House): Promise<void> {
  if (answer.plain === undefined) {
    await respond(payloadOf(answer));
    return;
  }
  for (const waitMs of PICTURE_WAITS_MS) {
    await sleep(waitMs);
    try {
      await respond(payloadOf(answer));
      return;
    } catch (error) {
      house.log.warn({ error: error instanceof Error ? error.name : null }, 'Slack refused an answer with a picture');
    }
  }
  await respond(payloadOf({ ...answer, message: await answer.plain() }));
}

function payloadOf({ message, to }: { message: SlackMessage; to: Answer['to'] }) {
  return {
    ...message,
    response_type: to === 'channel' ? ('in_channel' as const) : ('ephemeral' as const),
    replace_original: to === 'in place',
    unfurl_links: false,
    unfurl_media: false,
  };
}

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
