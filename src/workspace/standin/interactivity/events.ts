import type { Context } from '../context.ts';
import type { Delivered } from '../stand-in.ts';
import { directChannel } from '../web-api/posting.ts';
import { viewJson } from '../web-api/views.ts';
import { type Channel, type Json, newId, nextTs, type WorkspaceUser } from '../workspace.ts';
import { eventEnvelope } from './payloads.ts';

/** At once, after a minute, after five. */
export const EVENT_RETRIES_AFTER_MS = [0, 60_000, 300_000];

/**
 * Sends an event, and again up to three times when the app does not take it: the same `event_id`, with the number of
 * the retry. Gives the outcome of the first try; the retries go on by themselves.
 */
export async function sendEvent(context: Context, event: Json): Promise<Delivered> {
  const payload = eventEnvelope(context, event, newId(context.workspace, 'Ev'));
  const first = await context.app.send('events_api', payload);
  if (first.problem && !first.noRetry) retryLater(context, payload, first, 1);
  return first;
}

function retryLater(context: Context, payload: Json, failed: Delivered, number: number): void {
  const delayMs = (context.options.eventRetriesAfterMs ?? EVENT_RETRIES_AFTER_MS)[number - 1];
  if (delayMs === undefined) return;
  const reason = failed.status === 0 ? 'http_timeout' : 'http_error';
  const timer = setTimeout(async () => {
    context.timers.delete(timer);
    const again = await context.app.send('events_api', payload, { number, reason });
    if (again.problem && !again.noRetry) retryLater(context, payload, again, number + 1);
  }, delayMs);
  timer.unref();
  context.timers.add(timer);
}

export function openHome(context: Context, user: WorkspaceUser): Promise<Delivered> {
  const { homes } = context.workspace;
  const published = homes.get(user.id);
  return sendEvent(context, {
    type: 'app_home_opened',
    user: user.id,
    channel: directChannel(context, user.id).id,
    tab: 'home',
    ...(published ? { view: viewJson(context, published) } : {}),
    event_ts: nextTs(context.workspace, 'events'),
  });
}

export function inviteApp(context: Context, inviter: WorkspaceUser, channel: Channel): Promise<Delivered> {
  const { bot, team } = context.workspace;
  channel.members.add(bot.userId);
  context.workspace.changed({ kind: 'channel', channelId: channel.id });
  return sendEvent(context, {
    type: 'member_joined_channel',
    user: bot.userId,
    channel: channel.id,
    channel_type: channel.isPrivate ? 'G' : 'C',
    team: team.id,
    inviter: inviter.id,
    event_ts: nextTs(context.workspace, 'events'),
  });
}

export function restoreChannel(context: Context, user: WorkspaceUser, channel: Channel): Promise<Delivered> {
  channel.isArchived = false;
  context.workspace.changed({ kind: 'channel', channelId: channel.id });
  return sendEvent(context, {
    type: channel.isPrivate ? 'group_unarchive' : 'channel_unarchive',
    channel: channel.id,
    user: user.id,
    event_ts: nextTs(context.workspace, 'events'),
  });
}

/** The app was taken out of the workspace: its token is good for nothing any more, and both events say so. */
export async function uninstallApp(context: Context): Promise<Delivered[]> {
  const { bot } = context.workspace;
  context.workspace.tokenRefusal = 'account_inactive';
  return [
    await sendEvent(context, { type: 'tokens_revoked', tokens: { oauth: [], bot: [bot.userId] } }),
    await sendEvent(context, { type: 'app_uninstalled' }),
  ];
}

/** Somebody revoked tokens: the bot's own, or those of people, of which the app may have none. */
export function revokeTokens(context: Context, userIds: readonly string[]): Promise<Delivered> {
  const { bot } = context.workspace;
  const isOfBot = (id: string) => id === bot.userId;
  if (userIds.some(isOfBot)) context.workspace.tokenRefusal = 'token_revoked';
  return sendEvent(context, {
    type: 'tokens_revoked',
    tokens: { oauth: userIds.filter((id) => !isOfBot(id)), bot: userIds.filter(isOfBot) },
  });
}

/** Links to the domains that the app unfurls, in a message that was just written. */
export function linkShared(context: Context, user: WorkspaceUser, channelId: string, ts: string, text: string) {
  const domains = context.options.unfurlDomains ?? [];
  const links = [...text.matchAll(/https?:\/\/[^\s<>|]+/g)]
    .map(([url]) => ({ url, domain: new URL(url).hostname }))
    .filter(({ domain }) => domains.some((one) => domain === one || domain.endsWith(`.${one}`)));
  if (links.length === 0) return null;
  return sendEvent(context, {
    type: 'link_shared',
    channel: channelId,
    is_bot_user_member: context.workspace.channels.get(channelId)?.members.has(context.workspace.bot.userId) ?? false,
    user: user.id,
    message_ts: ts,
    unfurl_id: `${channelId}.${ts}`,
    source: 'conversations_history',
    links,
    event_ts: nextTs(context.workspace, 'events'),
  });
}
