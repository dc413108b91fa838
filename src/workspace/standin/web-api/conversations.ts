import type { Context } from '../context.ts';
import type { Channel, Json, Message } from '../workspace.ts';
import { messageJson } from './message-json.ts';
import {
  findChannel,
  findUser,
  flag,
  type Method,
  page,
  requiredText,
  SlackRefusal,
  text,
  wholeNumber,
} from './method.ts';
import { directChannel } from './posting.ts';

const read = ['channels:read', 'groups:read'];
const history = ['channels:history', 'groups:history', 'im:history'];

export const conversations: Record<string, Method> = {
  'conversations.list': {
    scopes: read,
    tier: 2,
    run(context, args) {
      const types = (text(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
      const visible = [...context.workspace.channels.values()].filter(
        (channel) =>
          types.includes(typeOf(channel)) &&
          (!channel.isPrivate || channel.members.has(context.workspace.bot.userId)) &&
          !(flag(args, 'exclude_archived') && channel.isArchived),
      );
      const { items, nextCursor } = page(visible, wholeNumber(args, 'limit', 100, 1000), text(args, 'cursor'));
      return {
        channels: items.map((channel) => channelJson(context, channel)),
        response_metadata: { next_cursor: nextCursor },
      };
    },
  },
  'users.conversations': {
    scopes: read,
    tier: 3,
    run(context, args) {
      const user = findUser(context, text(args, 'user') ?? context.workspace.bot.userId);
      const types = (text(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
      const visible = [...context.workspace.channels.values()].filter(
        (channel) =>
          types.includes(typeOf(channel)) &&
          channel.members.has(user.id) &&
          (!channel.isPrivate || channel.members.has(context.workspace.bot.userId)) &&
          !(flag(args, 'exclude_archived') && channel.isArchived),
      );
      const { items, nextCursor } = page(visible, wholeNumber(args, 'limit', 100, 999), text(args, 'cursor'));
      return {
        channels: items.map((channel) => channelJson(context, channel)),
        response_metadata: { next_cursor: nextCursor },
      };
    },
  },
  'conversations.info': {
    scopes: read,
    tier: 3,
    run: (context, args) => ({ channel: channelJson(context, channelOf(context, args)) }),
  },
  'conversations.members': {
    scopes: read,
    tier: 4,
    run(context, args) {
      const members = [...channelOf(context, args).members];
      const { items, nextCursor } = page(members, wholeNumber(args, 'limit', 100, 1000), text(args, 'cursor'));
      return { members: items, response_metadata: { next_cursor: nextCursor } };
    },
  },
  'conversations.history': {
    scopes: history,
    tier: 3,
    run(context, args) {
      const channel = readable(context, args);
      const all = (context.workspace.messages.get(channel.id) ?? []).filter((message) => message.threadTs === null);
      return pageOfMessages(context, args, all.toReversed());
    },
  },
  'conversations.replies': {
    scopes: history,
    tier: 3,
    run(context, args) {
      const channel = readable(context, args);
      const given = requiredText(args, 'ts');
      const messages = context.workspace.messages.get(channel.id) ?? [];
      const parent = messages.find((message) => message.ts === given);
      if (!parent) throw new SlackRefusal('thread_not_found');
      const root = parent.threadTs ?? parent.ts;
      return pageOfMessages(
        context,
        args,
        messages.filter((message) => message.ts === root || message.threadTs === root),
      );
    },
  },
  'conversations.open': {
    scopes: ['im:write'],
    tier: 3,
    run(context, args) {
      const users = requiredText(args, 'users').split(',');
      if (users.length !== 1) throw new SlackRefusal('method_not_supported_for_channel_type');
      const user = findUser(context, users[0] ?? '');
      return { channel: { id: directChannel(context, user.id).id } };
    },
  },
  'conversations.join': {
    scopes: ['channels:join'],
    tier: 3,
    run(context, args) {
      const channel = channelOf(context, args);
      if (channel.isArchived) throw new SlackRefusal('is_archived');
      if (channel.isPrivate) throw new SlackRefusal('method_not_supported_for_channel_type');
      channel.members.add(context.workspace.bot.userId);
      context.workspace.changed({ kind: 'channel', channelId: channel.id });
      return { channel: channelJson(context, channel) };
    },
  },
};

function channelOf(context: Context, args: Json): Channel {
  return findChannel(context, requiredText(args, 'channel'));
}

function readable(context: Context, args: Json): Channel {
  const channel = channelOf(context, args);
  if (!channel.members.has(context.workspace.bot.userId)) throw new SlackRefusal('not_in_channel');
  return channel;
}

function typeOf(channel: Channel): string {
  if (channel.isDirect) return 'im';
  return channel.isPrivate ? 'private_channel' : 'public_channel';
}

/** `oldest` and `latest` are not in the result themselves unless `inclusive` is set. */
function pageOfMessages(context: Context, args: Json, all: Message[]): Json {
  const oldest = text(args, 'oldest');
  const latest = text(args, 'latest');
  const inclusive = flag(args, 'inclusive');
  const after = (ts: string) => oldest === null || compare(ts, oldest) > (inclusive ? -1 : 0);
  const before = (ts: string) => latest === null || compare(ts, latest) < (inclusive ? 1 : 0);
  const within = all.filter((message) => after(message.ts) && before(message.ts));
  const { items, nextCursor } = page(within, wholeNumber(args, 'limit', 100, 999), text(args, 'cursor'));
  return {
    messages: items.map((message) => messageJson(context, message, flag(args, 'include_all_metadata'))),
    has_more: nextCursor !== '',
    ...(nextCursor === '' ? {} : { response_metadata: { next_cursor: nextCursor } }),
  };
}

/** Compares two `ts`, or an instant in seconds with any number of decimals, in whole microseconds. */
function compare(one: string, other: string): number {
  return Math.sign(microseconds(one) - microseconds(other));
}

function microseconds(ts: string): number {
  const [seconds = '0', decimals = ''] = ts.split('.');
  const value = Number(seconds) * 1e6 + Number(decimals.padEnd(6, '0').slice(0, 6));
  if (!Number.isFinite(value)) throw new SlackRefusal('invalid_ts_oldest');
  return value;
}

export function channelJson(context: Context, channel: Channel): Json {
  const { bot, team } = context.workspace;
  if (channel.isDirect) {
    const user = [...channel.members].find((member) => member !== bot.userId);
    return { id: channel.id, created: seconds(channel.createdAt), is_im: true, is_archived: false, user };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    created: seconds(channel.createdAt),
    creator: channel.creator ?? '',
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_general: false,
    is_shared: channel.isShared,
    is_ext_shared: channel.isShared,
    is_org_shared: false,
    is_member: channel.members.has(bot.userId),
    context_team_id: team.id,
    num_members: channel.members.size,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

function seconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
