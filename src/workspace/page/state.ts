import type { StandIn } from '../standin/stand-in.ts';
import type { Ephemeral, Message, WorkspaceUser } from '../standin/workspace.ts';
import { type RenderContext, readerContext } from './render/context.ts';
import { dayTitle, localDay } from './render/date.ts';
import { html } from './render/html.ts';
import { renderEphemeral, renderMessage } from './render/message.ts';
import { renderHome, renderModal } from './render/view.ts';

/** What the reader looks at: a channel or the app's Home tab, perhaps a thread, and how far back. */
export type Looking = { channelId: string | null; threadTs: string | null; limit: number };

/** One line of a stream: a message, an ephemeral or a day divider; `key` names it between two states. */
export type Item = { key: string; ts: string; markup: string };

export type PageState = {
  me: { id: string; name: string };
  people: { id: string; name: string }[];
  channels: { id: string; name: string; isPrivate: boolean; isDirect: boolean; isMember: boolean; recent: string[] }[];
  app: { id: string; name: string; inChannel: boolean };
  stream: Item[];
  hasEarlier: boolean;
  thread: Item[] | null;
  home: Item | null;
  modals: { id: string; hash: string; markup: string }[];
};

const COMPACT_WITHIN_SECONDS = 300;
const RECENT_MESSAGES = 50;

/** Everything the page shows to one reader now. `dismissed` holds the ids of ephemerals that readers closed. */
export function loadState(
  standIn: StandIn,
  reader: WorkspaceUser,
  looking: Looking,
  dismissed: Set<string>,
): PageState {
  const { workspace } = standIn;
  const context = { ...readerContext(workspace, reader), channelId: looking.channelId };
  const visible = [...workspace.channels.values()].filter(
    (channel) => !(channel.isPrivate || channel.isDirect) || channel.members.has(reader.id),
  );
  const channelId = visible.some((channel) => channel.id === looking.channelId) ? looking.channelId : null;
  const all = channelId === null ? [] : (workspace.messages.get(channelId) ?? []);
  const ephemerals = [...workspace.ephemerals.values()].filter(
    (each) => each.channelId === channelId && each.userId === reader.id && !dismissed.has(each.id),
  );
  const roots = all.filter((message) => message.threadTs === null || message.threadTs === message.ts);
  const shown = roots.slice(-looking.limit);
  const inThread = (each: { ts: string; threadTs: string | null }) =>
    each.ts === looking.threadTs || each.threadTs === looking.threadTs;
  const home = workspace.homes.get(reader.id);
  return {
    me: { id: reader.id, name: reader.name },
    people: [...workspace.users.values()]
      .filter((user) => user.id !== workspace.bot.userId)
      .map(({ id, name }) => ({ id, name })),
    channels: visible.map((channel) => ({
      id: channel.id,
      name: channel.isDirect ? `${workspace.bot.name} — messages` : channel.name,
      isPrivate: channel.isPrivate,
      isDirect: channel.isDirect,
      isMember: channel.members.has(reader.id),
      recent: (workspace.messages.get(channel.id) ?? [])
        .filter((message) => message.userId !== reader.id)
        .slice(-RECENT_MESSAGES)
        .map((message) => message.ts),
    })),
    app: {
      id: workspace.bot.userId,
      name: workspace.bot.name,
      inChannel: channelId !== null && (workspace.channels.get(channelId)?.members.has(workspace.bot.userId) ?? false),
    },
    stream: itemsOf(
      shown,
      ephemerals.filter((each) => each.threadTs === null),
      all,
      standIn,
      context,
    ),
    hasEarlier: roots.length > shown.length,
    thread:
      looking.threadTs === null
        ? null
        : itemsOf(all.filter(inThread), ephemerals.filter(inThread), null, standIn, context),
    home: home ? { key: home.hash, ts: '', markup: renderHome(home, context).markup } : null,
    modals: (workspace.modals.get(reader.id) ?? []).map((view) => ({
      id: view.id,
      hash: view.hash,
      markup: renderModal(view, workspace.bot.name, context).markup,
    })),
  };
}

/** Messages and ephemerals by time, with day dividers. `all` has the answers in threads; null: this is a thread. */
function itemsOf(
  messages: Message[],
  ephemerals: Ephemeral[],
  all: Message[] | null,
  standIn: StandIn,
  context: RenderContext,
): Item[] {
  const { bot } = standIn.workspace;
  const threads = all === null ? new Map<string, Message[]>() : repliesByThread(all);
  const items: Item[] = [];
  let before = { userId: '', ts: '0', day: '' };
  for (const each of [...messages, ...ephemerals].sort((a, b) => Number(a.ts) - Number(b.ts))) {
    const at = new Date(Number(each.ts) * 1000);
    const day = localDay(at, context.zone);
    if (day !== before.day && all !== null)
      items.push({
        key: `day ${day}`,
        ts: each.ts,
        markup: html`<div class="day" role="separator"><span>${dayTitle(at, context)}</span></div>`.markup,
      });
    if ('id' in each) {
      items.push({ key: `e ${each.id}`, ts: each.ts, markup: renderEphemeral(each, bot, context).markup });
      before = { userId: '', ts: each.ts, day };
      continue;
    }
    const close =
      before.userId === each.userId &&
      each.blocks.length === 0 &&
      before.day === day &&
      Number(each.ts) - Number(before.ts) < COMPACT_WITHIN_SECONDS;
    const replies = threads.get(each.ts) ?? [];
    const last = replies.at(-1);
    const thread = last
      ? {
          replies: replies.length,
          lastAt: new Date(Number(last.ts) * 1000),
          people: [...new Set(replies.map((reply) => reply.userId))],
        }
      : null;
    items.push({
      key: `m ${each.ts}`,
      ts: each.ts,
      markup: renderMessage(each, { compact: close, thread, canReply: all !== null }, bot, context).markup,
    });
    before = { userId: each.userId, ts: each.ts, day };
  }
  return items;
}

function repliesByThread(all: Message[]): Map<string, Message[]> {
  const threads = new Map<string, Message[]>();
  for (const message of all) {
    if (message.threadTs === null || message.threadTs === message.ts) continue;
    threads.set(message.threadTs, [...(threads.get(message.threadTs) ?? []), message]);
  }
  return threads;
}
