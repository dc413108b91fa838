import type { Context } from './context.ts';
import { click } from './interactivity/click.ts';
import { inviteApp, linkShared, openHome, restoreChannel } from './interactivity/events.ts';
import { channelName, commandForm, interaction } from './interactivity/payloads.ts';
import { applyResponse, newResponseUrl } from './interactivity/response-url.ts';
import { closeView, submit } from './interactivity/submission.ts';
import { newTrigger } from './interactivity/triggers.ts';
import type { Delivered, Person } from './stand-in.ts';
import { find } from './web-api/chat.ts';
import { messageJson } from './web-api/message-json.ts';
import { SlackRefusal } from './web-api/method.ts';
import { store } from './web-api/posting.ts';
import type { Channel, Json, WorkspaceUser } from './workspace.ts';

/** @throws Error when nobody has this id. */
export function createPerson(context: Context, userId: string): Person {
  const found = context.workspace.users.get(userId);
  if (!found) throw new Error(`Nobody in the workspace has the id "${userId}".`);
  const user = found;
  return {
    command: (channelId, command, text) =>
      sendCommand(context, user, channelOf(context, user, channelId), command, text),
    click: (target, element) => click(context, user, target, element),
    submit: (viewId, values = {}) => submit(context, user, viewId, values),
    closeView: (viewId) => closeView(context, user, viewId),
    openHome: () => openHome(context, user),
    async say(channelId, text, threadTs) {
      const channel = channelOf(context, user, channelId);
      const message = store(context, channel.id, {
        text,
        blocks: [],
        attachments: [],
        threadTs: threadTs ?? null,
        metadata: null,
        userId: user.id,
        botId: null,
      });
      await linkShared(context, user, channel.id, message.ts, text);
      return message.ts;
    },
    inviteApp: (channelId) => inviteApp(context, user, channelOf(context, user, channelId)),
    restoreChannel: (channelId) => restoreChannel(context, user, channelOf(context, user, channelId)),
    async shortcut(channelId, ts, callbackId) {
      const channel = channelOf(context, user, channelId);
      const message = find(context, channelId, ts);
      if (!message) throw new Error(`There is no message "${ts}" in ${channelId}.`);
      return context.app.send('interactive', {
        ...interaction(context, 'message_action', user),
        callback_id: callbackId,
        trigger_id: newTrigger(context, user.id, null),
        response_url: newResponseUrl(context, { channelId, userId: user.id, original: null }),
        message_ts: ts,
        action_ts: ts,
        channel: { id: channelId, name: channelName(channel, true) },
        message: messageJson(context, message),
      });
    },
  };
}

function channelOf(context: Context, user: WorkspaceUser, channelId: string): Channel {
  const channel = context.workspace.channels.get(channelId);
  if (!channel || (channel.isPrivate && !channel.members.has(user.id))) {
    throw new Error(`${user.name} does not see channel ${channelId}.`);
  }
  return channel;
}

/** The acknowledgement may be empty, a text, or a message. */
async function sendCommand(
  context: Context,
  user: WorkspaceUser,
  channel: Channel,
  command: string,
  text: string,
): Promise<Delivered> {
  const where = { channelId: channel.id, userId: user.id, original: null };
  const form = commandForm(context, user, channel, {
    command,
    text,
    triggerId: newTrigger(context, user.id, null),
    responseUrl: newResponseUrl(context, where),
  });
  const delivered = await context.app.send('slash_commands', form);
  if (delivered.problem || delivered.body === null) return delivered;
  const body = typeof delivered.body === 'string' ? { text: delivered.body } : (delivered.body as Json);
  try {
    applyResponse(context, where, body);
    return delivered;
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return { ...delivered, problem: JSON.stringify(error.answer) };
  }
}
