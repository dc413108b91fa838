import type { Context } from '../context.ts';
import type { Channel, Json, WorkspaceUser } from '../workspace.ts';

/** A fixed verification token: long replaced by signatures, but still in every payload. */
const VERIFICATION_TOKEN = 'stand-in-verification-token';

/** What every interaction begins with. */
export function interaction(context: Context, type: string, user: WorkspaceUser): Json {
  const { team, bot } = context.workspace;
  return {
    type,
    team: { id: team.id, domain: team.domain },
    user: { id: user.id, username: usernameOf(user), name: usernameOf(user), team_id: user.teamId },
    api_app_id: bot.appId,
    token: VERIFICATION_TOKEN,
    enterprise: team.enterpriseId === undefined ? null : { id: team.enterpriseId, name: team.name },
    is_enterprise_install: false,
  };
}

/** The form of a slash command. */
export function commandForm(
  context: Context,
  user: WorkspaceUser,
  channel: Channel,
  given: { command: string; text: string; triggerId: string; responseUrl: string },
): Record<string, string> {
  const { team, bot } = context.workspace;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel, true),
    user_id: user.id,
    user_name: usernameOf(user),
    command: given.command,
    text: given.text,
    api_app_id: bot.appId,
    is_enterprise_install: 'false',
    response_url: given.responseUrl,
    trigger_id: given.triggerId,
  };
}

/** What an event comes wrapped in. */
export function eventEnvelope(context: Context, event: Json, eventId: string): Json {
  const { team, bot, clock } = context.workspace;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(clock.now().getTime() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: bot.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${eventId}`,
  };
}

/** The name of a private channel is not told to an app in a slash command. */
export function channelName(channel: Channel, hidePrivate = false): string {
  if (channel.isDirect) return 'directmessage';
  return channel.isPrivate && hidePrivate ? 'privategroup' : channel.name;
}

function usernameOf(user: WorkspaceUser): string {
  return user.name.toLowerCase().replaceAll(/\s+/g, '.');
}
