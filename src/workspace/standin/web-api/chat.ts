import type { Context } from '../context.ts';
import { isMetadata, METADATA_MOST_BYTES } from '../limits/metadata.ts';
import { type Ephemeral, type Json, type Message, newId, nextTs } from '../workspace.ts';
import { messageJson } from './message-json.ts';
import { findChannel, flag, isObject, type Method, requiredText, SlackRefusal, text } from './method.ts';
import { channelToPostIn, post, readContent } from './posting.ts';

/** A longer text is refused here; the real one may also cut it. An edit takes far less. */
const POST_MOST_CHARACTERS = 40_000;
const UPDATE_MOST_CHARACTERS = 4_000;

const write = { scopes: ['chat:write'] };

export const chat: Record<string, Method> = {
  'chat.postMessage': {
    ...write,
    tier: 'post',
    run(context, args) {
      const channel = channelToPostIn(context, requiredChannel(args));
      const content = readContent(context, args, POST_MOST_CHARACTERS);
      const threadTs = threadOf(context, channel.id, text(args, 'thread_ts'));
      const message = post(context, channel.id, { ...content, threadTs, metadata: readMetadata(args) });
      return { channel: channel.id, ts: message.ts, message: messageJson(context, message, true) };
    },
  },
  'chat.update': {
    ...write,
    tier: 3,
    run(context, args) {
      const message = ownMessage(context, args, 'cant_update_message');
      const content = readContent(context, args, UPDATE_MOST_CHARACTERS);
      const metadata = metadataAfterUpdate(args, message.metadata);
      const editedTs = nextTs(context.workspace, message.channelId);
      Object.assign(message, content, { metadata, editedTs });
      context.workspace.changed({ kind: 'message', channelId: message.channelId, ts: message.ts });
      return {
        channel: message.channelId,
        ts: message.ts,
        text: message.text,
        message: messageJson(context, message, true),
      };
    },
  },
  'chat.delete': {
    ...write,
    tier: 3,
    run(context, args) {
      const message = ownMessage(context, args, 'cant_delete_message');
      const messages = context.workspace.messages.get(message.channelId) ?? [];
      messages.splice(messages.indexOf(message), 1);
      context.workspace.changed({ kind: 'message-deleted', channelId: message.channelId, ts: message.ts });
      return { channel: message.channelId, ts: message.ts };
    },
  },
  'chat.postEphemeral': {
    ...write,
    tier: 4,
    run(context, args) {
      const channel = channelToPostIn(context, requiredChannel(args));
      const userId = requiredText(args, 'user');
      if (!channel.members.has(userId)) throw new SlackRefusal('user_not_in_channel');
      const content = readContent(context, args, POST_MOST_CHARACTERS);
      const ephemeral = showEphemeral(context, {
        ...content,
        channelId: channel.id,
        userId,
        threadTs: text(args, 'thread_ts'),
      });
      return { message_ts: ephemeral.ts };
    },
  },
  'chat.getPermalink': {
    scopes: [],
    tier: 'post',
    run(context, args) {
      const channel = findChannel(context, requiredChannel(args));
      const ts = requiredText(args, 'message_ts');
      if (!find(context, channel.id, ts)) throw new SlackRefusal('message_not_found');
      const permalink = `https://${context.workspace.team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
      return { channel: channel.id, permalink };
    },
  },
  'chat.unfurl': {
    scopes: ['links:write'],
    tier: 3,
    run(context, args) {
      const unfurls = args.unfurls;
      if (typeof unfurls !== 'object' || unfurls === null) throw new SlackRefusal('missing_unfurls');
      for (const unfurl of Object.values(unfurls as Json))
        readContent(context, { attachments: [unfurl] }, POST_MOST_CHARACTERS);
      const message = find(context, requiredChannel(args), requiredText(args, 'ts'));
      if (!message) throw new SlackRefusal('cannot_find_message');
      message.unfurls = { ...message.unfurls, ...(unfurls as Json) };
      context.workspace.changed({ kind: 'message', channelId: message.channelId, ts: message.ts });
      return {};
    },
  },
  'reactions.add': {
    scopes: ['reactions:write'],
    tier: 3,
    run(context, args) {
      const channel = findChannel(context, requiredChannel(args));
      const message = find(context, channel.id, requiredText(args, 'timestamp'));
      if (!message) throw new SlackRefusal('message_not_found');
      const name = requiredText(args, 'name');
      const { userId } = context.workspace.bot;
      const reaction = message.reactions.find((one) => one.name === name);
      if (reaction?.users.includes(userId)) throw new SlackRefusal('already_reacted');
      if (reaction) reaction.users.push(userId);
      else message.reactions.push({ name, users: [userId] });
      context.workspace.changed({ kind: 'message', channelId: channel.id, ts: message.ts });
      return {};
    },
  },
};

function requiredChannel(args: Json): string {
  const channel = text(args, 'channel');
  if (channel === null) throw new SlackRefusal('channel_not_found');
  return channel;
}

/** A flag or a text where metadata should be is refused, as is metadata that is not flat. */
function readMetadata(args: Json): Json | null {
  const given = args.metadata;
  if (given === undefined || given === null || given === '') return null;
  if (!isMetadata(given)) throw new SlackRefusal('invalid_metadata_format');
  if (Buffer.byteLength(JSON.stringify(given)) > METADATA_MOST_BYTES) throw new SlackRefusal('metadata_too_large');
  return given;
}

/** An update that does not speak of metadata keeps it; an empty object takes it away. */
function metadataAfterUpdate(args: Json, before: Json | null): Json | null {
  const given = args.metadata;
  if (given === undefined || given === null || given === '') return before;
  return isObject(given) && Object.keys(given).length === 0 ? null : readMetadata(args);
}

function threadOf(context: Context, channelId: string, given: string | null): string | null {
  if (given === null) return null;
  const parent = find(context, channelId, given);
  if (!parent) throw new SlackRefusal('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

export function find(context: Context, channelId: string, ts: string): Message | undefined {
  return context.workspace.messages.get(channelId)?.find((message) => message.ts === ts);
}

function ownMessage(context: Context, args: Json, error: string): Message {
  const channel = findChannel(context, requiredChannel(args));
  const message = find(context, channel.id, requiredText(args, 'ts'));
  if (!message) throw new SlackRefusal('message_not_found');
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  if (message.botId !== context.workspace.bot.botId || flag(args, 'as_user')) throw new SlackRefusal(error);
  return message;
}

/** Stores what only one user sees. */
export function showEphemeral(context: Context, message: Omit<Ephemeral, 'id' | 'ts'>): Ephemeral {
  const { workspace } = context;
  const ephemeral: Ephemeral = {
    ...message,
    id: newId(workspace, 'E'),
    ts: nextTs(workspace, `ephemeral:${message.channelId}`),
  };
  workspace.ephemerals.set(ephemeral.id, ephemeral);
  workspace.changed({ kind: 'ephemeral', channelId: ephemeral.channelId, userId: ephemeral.userId, id: ephemeral.id });
  return ephemeral;
}
