import { type PlacedElement, placedElements } from '../block-elements.ts';
import type { Context } from '../context.ts';
import type { ClickedElement, ClickTarget, Delivered } from '../stand-in.ts';
import { find } from '../web-api/chat.ts';
import { messageJson } from '../web-api/message-json.ts';
import { viewJson } from '../web-api/views.ts';
import { type Block, type Json, nextTs, type View, type WorkspaceUser } from '../workspace.ts';
import { chosenValue, inputValues } from './input-state.ts';
import { channelName, interaction } from './payloads.ts';
import { newResponseUrl } from './response-url.ts';
import { newTrigger } from './triggers.ts';

/** Uses an element: a button, a menu, an input with `dispatch_action`. */
export async function click(
  context: Context,
  user: WorkspaceUser,
  target: ClickTarget,
  clicked: ClickedElement,
): Promise<Delivered> {
  const { blocks, describe, remember } = locate(context, user, target);
  const { element, block } = pick(blocks, clicked);
  const chosen = chosenValue(element, clicked);
  const blockId = String(block.block_id);
  const actionId = String(element.action_id);
  if (Object.keys(chosen).length > 0) remember(blockId, actionId, chosen);
  return context.app.send('interactive', {
    ...interaction(context, 'block_actions', user),
    ...describe(),
    actions: [action(context, element, blockId, { ...chosen, ...feedbackValue(element, clicked) })],
  });
}

type Located = {
  blocks: Block[];
  /** The part of the payload that says where it happened. */
  describe(): Json;
  /** Keeps what was chosen, for the `state.values` of this and of later payloads. */
  remember(blockId: string, actionId: string, value: Json): void;
};

function locate(context: Context, user: WorkspaceUser, target: ClickTarget): Located {
  const { workspace } = context;
  if ('viewId' in target) return inView(context, user, userView(context, user, target.viewId));
  if ('ephemeralId' in target) {
    const ephemeral = workspace.ephemerals.get(target.ephemeralId);
    if (ephemeral?.userId !== user.id)
      throw new Error(`${user.name} sees no ephemeral message "${target.ephemeralId}".`);
    const { channelId, ts, threadTs } = ephemeral;
    return inChannel(context, user, { channelId, ts, threadTs, original: { ephemeralId: ephemeral.id } }, ephemeral);
  }
  const message = find(context, target.channelId, target.ts);
  if (!message) throw new Error(`There is no message "${target.ts}" in ${target.channelId}.`);
  const { channelId, ts, threadTs } = message;
  return inChannel(
    context,
    user,
    { channelId, ts, threadTs, original: { ts } },
    { ...message, attachments: [...message.attachments, ...(Object.values(message.unfurls ?? {}) as Json[])] },
    messageJson(context, message),
  );
}

type Place = {
  channelId: string;
  ts: string;
  threadTs: string | null;
  original: { ts: string } | { ephemeralId: string };
};

/** Every click on a message brings a `response_url`. Of an ephemeral one the payload does not carry the message. */
function inChannel(
  context: Context,
  user: WorkspaceUser,
  place: Place,
  shown: { blocks: Block[]; attachments: Json[] },
  message?: Json,
): Located {
  const { workspace } = context;
  const channel = workspace.channels.get(place.channelId);
  const isHidden = channel?.isPrivate && !channel.members.has(user.id);
  if (!channel || isHidden) throw new Error(`${user.name} does not see channel ${place.channelId}.`);
  const blocks = [...shown.blocks, ...shown.attachments.flatMap((attachment) => (attachment.blocks ?? []) as Block[])];
  const key = `${user.id} ${channel.id} ${place.ts}`;
  const entered = workspace.enteredInMessages.get(key) ?? {};
  return {
    blocks,
    remember(blockId, actionId, value) {
      entered[blockId] = { ...entered[blockId], [actionId]: value };
      workspace.enteredInMessages.set(key, entered);
    },
    describe: () => ({
      container: {
        type: 'message',
        message_ts: place.ts,
        channel_id: channel.id,
        is_ephemeral: message === undefined,
        ...(place.threadTs === null ? {} : { thread_ts: place.threadTs }),
      },
      trigger_id: newTrigger(context, user.id, null),
      channel: { id: channel.id, name: channelName(channel, true) },
      ...(message ? { message } : {}),
      state: { values: inputValues(blocks, entered) },
      response_url: newResponseUrl(context, { channelId: channel.id, userId: user.id, original: place.original }),
    }),
  };
}

function inView(context: Context, user: WorkspaceUser, view: View): Located {
  return {
    blocks: view.blocks,
    remember(blockId, actionId, value) {
      view.values[blockId] = { ...view.values[blockId], [actionId]: value };
    },
    describe: () => ({
      container: { type: 'view', view_id: view.id },
      trigger_id: newTrigger(context, user.id, view.type === 'modal' ? view.id : null),
      view: viewJson(context, view),
    }),
  };
}

/** @throws Error when the user has no such view open. */
export function userView(context: Context, user: WorkspaceUser, viewId: string): View {
  const { modals, homes } = context.workspace;
  const view = [...(modals.get(user.id) ?? []), ...(homes.has(user.id) ? [homes.get(user.id) as View] : [])].find(
    (one) => one.id === viewId,
  );
  if (!view) throw new Error(`${user.name} has no view "${viewId}" open.`);
  return view;
}

function pick(blocks: Block[], clicked: ClickedElement): PlacedElement {
  const all = placedElements(blocks);
  const named = all.filter(
    ({ element, block }) =>
      element.action_id === clicked.actionId && (clicked.blockId === undefined || block.block_id === clicked.blockId),
  );
  const picked = clicked.value === undefined ? named[0] : (named.find((one) => offers(one, clicked.value)) ?? named[0]);
  if (!picked || (picked.element.type === 'button' && clicked.value && !offers(picked, clicked.value))) {
    const there = all.map(({ element }) => `${element.action_id} ${element.value ?? ''}`.trim()).join(', ');
    throw new Error(
      `There is nothing "${clicked.actionId} ${clicked.value ?? ''}" to click, only: ${there || 'nothing'}.`,
    );
  }
  return picked;
}

function offers({ element }: PlacedElement, value: string | undefined): boolean {
  if (element.value === value) return true;
  return [element.options, element.option_groups, element.positive_button, element.negative_button].some((part) =>
    JSON.stringify(part ?? null).includes(`"value":${JSON.stringify(value)}`),
  );
}

function feedbackValue(element: Json, clicked: ClickedElement): Json {
  if (element.type !== 'feedback_buttons') return {};
  const buttons = [element.positive_button, element.negative_button] as Json[];
  const pressed = buttons.find((button) => button.value === clicked.value) ?? buttons[0];
  return { text: pressed?.text, value: pressed?.value };
}

/** One entry of `actions`. Of the element itself only what Slack repeats. */
function action(context: Context, element: Json, blockId: string, chosen: Json): Json {
  const repeated = ['text', 'value', 'style', 'placeholder', 'initial_option', 'initial_options'].filter(
    (key) => element[key] !== undefined,
  );
  return {
    type: element.type,
    action_id: element.action_id,
    block_id: blockId,
    ...Object.fromEntries(repeated.map((key) => [key, element[key]])),
    ...chosen,
    action_ts: nextTs(context.workspace, 'actions'),
  };
}
