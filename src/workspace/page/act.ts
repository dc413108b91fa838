import { z } from 'zod';
import type { ClickTarget, Delivered, StandIn } from '../standin/stand-in.ts';
import type { Block, WorkspaceUser } from '../standin/workspace.ts';
import { type Answer, jsonAnswer, refuse } from './answer.ts';
import { enteredValues, findElement, rawValuesSchema, stateOf } from './entered.ts';

/** What a person did at the page; `user` says who. */
const who = z.object({ user: z.string() });
const target = z.union([
  z.object({ channelId: z.string(), ts: z.string() }),
  z.object({ viewId: z.string() }),
  z.object({ ephemeralId: z.string() }),
]);
const deeds = {
  say: who.extend({ channelId: z.string(), text: z.string().min(1).max(40_000), threadTs: z.string().nullable() }),
  command: who.extend({ channelId: z.string(), command: z.string(), text: z.string() }),
  click: who.extend({
    target,
    blockId: z.string(),
    actionId: z.string(),
    value: z.union([z.string(), z.array(z.string()), z.null()]),
  }),
  submit: who.extend({ viewId: z.string(), values: rawValuesSchema }),
  close: who.extend({ viewId: z.string(), all: z.boolean() }),
  home: who,
  dismiss: who.extend({ ephemeralId: z.string() }),
};
type Deed = keyof typeof deeds;

const isDeed = (name: string): name is Deed => Object.hasOwn(deeds, name);

/** Does as the reader what the page asks, and says how the app took it. */
export async function act(standIn: StandIn, name: string, body: unknown, dismissed: Set<string>): Promise<Answer> {
  if (!isDeed(name)) return refuse(404, `The page knows no “${name}”.`);
  const parsed = deeds[name].safeParse(body);
  if (!parsed.success) return refuse(400, `The page sent something unexpected: ${z.prettifyError(parsed.error)}`);
  const reader = standIn.workspace.users.get(parsed.data.user);
  if (!reader) return refuse(404, `Nobody here has the id “${parsed.data.user}”.`);
  return outcome(await doOne(standIn, name, parsed.data, reader, dismissed));
}

type Asked<Name extends Deed> = z.infer<(typeof deeds)[Name]>;

async function doOne(
  standIn: StandIn,
  name: Deed,
  asked: Asked<Deed>,
  reader: WorkspaceUser,
  dismissed: Set<string>,
): Promise<Delivered | null> {
  const person = standIn.as(reader.id);
  switch (name) {
    case 'say': {
      const { channelId, text, threadTs } = asked as Asked<'say'>;
      await person.say(channelId, text, threadTs ?? undefined);
      return null;
    }
    case 'command': {
      const { channelId, command, text } = asked as Asked<'command'>;
      return person.command(channelId, command, text);
    }
    case 'click':
      return click(standIn, asked as Asked<'click'>, reader);
    case 'submit': {
      const { viewId, values } = asked as Asked<'submit'>;
      return person.submit(viewId, enteredValues(blocksOf(standIn, reader, { viewId }), values, reader.zone));
    }
    case 'close': {
      const { viewId, all } = asked as Asked<'close'>;
      return close(standIn, reader, viewId, all);
    }
    case 'home':
      return person.openHome();
    case 'dismiss':
      dismissed.add((asked as Asked<'dismiss'>).ephemeralId);
      return null;
  }
}

function click(standIn: StandIn, { target, blockId, actionId, value }: Asked<'click'>, reader: WorkspaceUser) {
  const found = findElement(blocksOf(standIn, reader, target), { blockId, actionId, value });
  if (found === null) throw new Error('This message or view changed meanwhile: that button is no longer there.');
  const { element } = found;
  const single = Array.isArray(value) ? undefined : (value ?? undefined);
  const pressed = ['button', 'icon_button', 'feedback_buttons', 'workflow_button'].includes(String(element.type));
  const selected = pressed ? undefined : stateOf(element, value, reader.zone);
  return standIn.as(reader.id).click(target, { actionId, blockId: found.blockId, value: single, selected });
}

/** Closes one view, or the whole stack from the top down. */
async function close(standIn: StandIn, reader: WorkspaceUser, viewId: string, all: boolean): Promise<Delivered | null> {
  const person = standIn.as(reader.id);
  const stack = (standIn.workspace.modals.get(reader.id) ?? []).map((view) => view.id).reverse();
  let last: Delivered | null = null;
  for (const id of all ? stack : [viewId]) last = await person.closeView(id);
  return last;
}

function blocksOf(standIn: StandIn, reader: WorkspaceUser, target: ClickTarget): Block[] {
  const { workspace } = standIn;
  if ('viewId' in target) {
    const open = [...(workspace.modals.get(reader.id) ?? []), workspace.homes.get(reader.id)];
    return open.find((view) => view?.id === target.viewId)?.blocks ?? [];
  }
  const message =
    'ephemeralId' in target
      ? workspace.ephemerals.get(target.ephemeralId)
      : workspace.messages.get(target.channelId)?.find((each) => each.ts === target.ts);
  const attached = (message?.attachments ?? []).flatMap((attachment) => (attachment.blocks ?? []) as Block[]);
  return [...(message?.blocks ?? []), ...attached];
}

function outcome(delivered: Delivered | null): Answer {
  if (delivered === null) return jsonAnswer({ ok: true });
  if (delivered.problem !== null) return refuse(502, delivered.problem);
  if (delivered.ackMs === null) return refuse(504, 'The app did not answer within 3 seconds.');
  return jsonAnswer({ ok: true, ackMs: Math.round(delivered.ackMs) });
}
