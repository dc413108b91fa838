import type { Block, KnownBlock } from '@slack/types';
import { z } from 'zod';
import { openQuietClient, type SlackAccess } from './quiet-client.ts';

/** What marks a message as a delivery's: everybody in the workspace may read it, so that it holds ids only. */
export const METADATA_EVENT = 'thumbline_delivery';

export type PostedMessage = { channelId: string; key: string; text: string; blocks: (KnownBlock | Block)[] };

/** One of our own messages in a channel. `key` is null where it is no delivery. */
export type HistoryMessage = { ts: string; key: string | null };

/** The calls that delivery makes. Each throws what `classify` reads, and gives up by itself after a deadline. */
export type SlackPort = {
  /** `channelId` may be a person's id; answers in which channel it is. */
  postMessage(message: PostedMessage): Promise<{ ts: string; channelId: string }>;
  /** The channel of a person's direct messages; asks for `im:write`. */
  openDirect(userId: string): Promise<string>;
  /** Takes Thumbline into a public channel; asks for `channels:join`. */
  join(channelId: string): Promise<void>;
  update(message: PostedMessage & { ts: string }): Promise<void>;
  delete(message: { channelId: string; ts: string }): Promise<void>;
  /** Newest first; `next` is null on the last page. `oldest` is in Unix seconds. */
  history(page: {
    channelId: string;
    oldest: number;
    cursor: string | null;
  }): Promise<{ messages: HistoryMessage[]; next: string | null }>;
};

/** The workspaces that this process can speak to, each through a port with its own token. */
export type SlackPorts = {
  workspaceIds: () => string[];
  /** @throws Error when it is none of them. */
  of: (workspaceId: string) => SlackPort;
};

const posted = z
  .object({ ts: z.string().min(1), channel: z.string().min(1) })
  .transform(({ ts, channel }) => ({ ts, channelId: channel }));
const opened = z.object({ channel: z.object({ id: z.string().min(1) }) });
const identity = z.object({ bot_id: z.string().min(1) });
const historyPage = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      bot_id: z.string().optional(),
      metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
    }),
  ),
  has_more: z.boolean().optional(),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const HISTORY_PAGE_SIZE = 200;

/** The calls that delivery makes, each once. */
export function openSlackPort(access: SlackAccess): SlackPort {
  const client = openQuietClient(access, { allowAbsoluteUrls: false });
  let botId: string | null = null;

  const quiet = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false };
  const said = ({ channelId, key, text, blocks }: PostedMessage) => ({
    channel: channelId,
    text,
    blocks,
    metadata: { event_type: METADATA_EVENT, event_payload: { key } },
  });

  return {
    postMessage: async (message) =>
      posted.parse(await client.apiCall('chat.postMessage', { ...said(message), ...quiet })),
    openDirect: async (userId) =>
      opened.parse(await client.apiCall('conversations.open', { users: userId })).channel.id,
    join: async (channelId) => {
      await client.apiCall('conversations.join', { channel: channelId });
    },
    update: async ({ ts, ...message }) => {
      await client.apiCall('chat.update', { ...said(message), ts, parse: 'none', link_names: false });
    },
    delete: async ({ channelId, ts }) => {
      await client.apiCall('chat.delete', { channel: channelId, ts });
    },
    history: async ({ channelId, oldest, cursor }) => {
      // Another app could copy our metadata: only messages of this bot count.
      botId ??= identity.parse(await client.apiCall('auth.test')).bot_id;
      const page = historyPage.parse(
        await client.apiCall('conversations.history', {
          channel: channelId,
          oldest: oldest.toFixed(6),
          limit: HISTORY_PAGE_SIZE,
          include_all_metadata: true,
          ...(cursor === null ? {} : { cursor }),
        }),
      );
      const messages = page.messages
        .filter((message) => message.bot_id === botId)
        .map(({ ts, metadata }) => ({ ts, key: metadata?.event_type === METADATA_EVENT ? keyOf(metadata) : null }));
      return { messages, next: page.response_metadata?.next_cursor || null };
    },
  };
}

function keyOf(metadata: { event_payload: Record<string, unknown> }): string | null {
  const key = metadata.event_payload.key;
  return typeof key === 'string' ? key : null;
}
