import { withIds } from '../block-elements.ts';
import type { Context } from '../context.ts';
import { checkMessage } from '../limits/message.ts';
import { inSlackWords } from '../limits/problem.ts';
import { type Block, type Channel, type Json, type Message, newId, nextTs } from '../workspace.ts';
import { findChannel, isObject, SlackRefusal, text } from './method.ts';

export type Content = { text: string; blocks: Block[]; attachments: Json[] };

/**
 * Checks and completes what a message shows.
 * @throws SlackRefusal no_text, msg_too_long, invalid_blocks …
 */
export function readContent(context: Context, args: Json, mostCharacters: number): Content {
  const blocks = list(args, 'blocks', 'invalid_blocks_format');
  const attachments = list(args, 'attachments', 'invalid_attachments');
  const written = text(args, 'text') ?? '';
  if (blocks.length === 0 && attachments.length === 0 && written === '') throw new SlackRefusal('no_text');
  const refused = checkMessage({ text: written, blocks, attachments }, mostCharacters);
  if (refused) throw refusal(refused.error, inSlackWords(refused.problems));
  checkFiles(context, blocks);
  const newShortId = () => context.workspace.nextNumber().toString(36).padStart(5, '0');
  return {
    text: written,
    blocks: withIds(blocks, newShortId),
    attachments: attachments.map((attachment, index) => ({
      id: index + 1,
      fallback: '[no preview available]',
      ...attachment,
      ...(Array.isArray(attachment.blocks) ? { blocks: withIds(attachment.blocks, newShortId) } : {}),
    })),
  };
}

function refusal(error: string, messages: string[]): SlackRefusal {
  if (messages.length === 0) return new SlackRefusal(error);
  return new SlackRefusal(error, {
    errors: messages,
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}

function list(args: Json, name: string, error: string): Json[] {
  const given = args[name];
  if (given === undefined || given === null || given === '') return [];
  if (!Array.isArray(given) || !given.every(isObject)) throw new SlackRefusal(error);
  return given as Json[];
}

/** A picture is refused until Slack has looked at its file, which takes a while after the upload. */
export function checkFiles(context: Context, blocks: Json[], root = '/blocks'): void {
  const messages: string[] = [];
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'slack_file' && !isUsable(context, inner as Json)) {
        messages.push(`invalid slack file [json-pointer:${pointer}/slack_file]`);
      } else visit(inner, `${pointer}/${key}`);
    }
  };
  visit(blocks, root);
  if (messages.length > 0) throw refusal('invalid_blocks', messages);
}

function isUsable(context: Context, reference: Json): boolean {
  const { files, clock } = context.workspace;
  const url = typeof reference.url === 'string' ? reference.url : null;
  const file = url ? [...files.values()].find((one) => url.includes(`/${one.id}/`)) : files.get(String(reference.id));
  return Boolean(file?.readyAt && file.readyAt <= clock.now() && file.mimetype.startsWith('image/'));
}

/** @throws SlackRefusal when the bot may not post there. A user id is the direct conversation with that user. */
export function channelToPostIn(context: Context, given: string): Channel {
  const { workspace } = context;
  const channel = workspace.users.has(given) ? directChannel(context, given) : findChannel(context, given);
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  if (
    !channel.members.has(workspace.bot.userId) &&
    !(workspace.scopes.has('chat:write.public') && !channel.isPrivate)
  ) {
    throw new SlackRefusal('not_in_channel');
  }
  return channel;
}

export function directChannel(context: Context, userId: string): Channel {
  const { workspace } = context;
  const known = [...workspace.channels.values()].find((channel) => channel.isDirect && channel.members.has(userId));
  if (known) return known;
  const channel: Channel = {
    id: newId(workspace, 'D'),
    name: userId,
    isPrivate: true,
    isDirect: true,
    isArchived: false,
    isShared: false,
    creator: null,
    members: new Set([userId, workspace.bot.userId]),
    createdAt: workspace.clock.now(),
  };
  workspace.channels.set(channel.id, channel);
  workspace.changed({ kind: 'channel', channelId: channel.id });
  return channel;
}

export type NewMessage = Content & { threadTs: string | null; metadata: Json | null };

/** Stores a message of the bot. */
export function post(context: Context, channelId: string, message: NewMessage): Message {
  const { workspace } = context;
  return store(context, channelId, { ...message, userId: workspace.bot.userId, botId: workspace.bot.botId });
}

export function store(
  context: Context,
  channelId: string,
  message: NewMessage & { userId: string; botId: string | null },
): Message {
  const { workspace } = context;
  const stored: Message = {
    ...message,
    channelId,
    ts: nextTs(workspace, channelId),
    editedTs: null,
    reactions: [],
    unfurls: null,
  };
  const messages = workspace.messages.get(channelId) ?? [];
  messages.push(stored);
  workspace.messages.set(channelId, messages);
  workspace.changed({ kind: 'message', channelId, ts: stored.ts });
  return stored;
}
