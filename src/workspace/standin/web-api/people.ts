import type { Context } from '../context.ts';
import type { Json, Usergroup, WorkspaceUser } from '../workspace.ts';
import { findUser, type Method, page, requiredText, SlackRefusal, text, wholeNumber } from './method.ts';

export const people: Record<string, Method> = {
  'auth.test': {
    scopes: [],
    tier: 4,
    run(context) {
      const { team, bot } = context.workspace;
      return {
        url: `https://${team.domain}.slack.com/`,
        team: team.name,
        user: bot.name,
        team_id: team.id,
        user_id: bot.userId,
        bot_id: bot.botId,
        ...(team.enterpriseId === undefined ? {} : { enterprise_id: team.enterpriseId }),
        is_enterprise_install: false,
      };
    },
  },
  'api.test': { scopes: [], tier: 4, token: 'none', run: (_context, args) => ({ args }) },
  'team.info': {
    scopes: ['team:read'],
    tier: 3,
    run({ workspace: { team } }) {
      return { team: { id: team.id, name: team.name, domain: team.domain, email_domain: '', icon: {} } };
    },
  },
  'users.info': {
    scopes: ['users:read'],
    tier: 4,
    run: (context, args) => ({ user: userJson(context, findUser(context, requiredText(args, 'user'))) }),
  },
  'users.list': {
    scopes: ['users:read'],
    tier: 2,
    run(context, args) {
      const all = [...context.workspace.users.values()];
      const { items, nextCursor } = page(all, wholeNumber(args, 'limit', 200, 1000), text(args, 'cursor'));
      return {
        members: items.map((user) => userJson(context, user)),
        cache_ts: Math.floor(context.workspace.clock.now().getTime() / 1000),
        response_metadata: { next_cursor: nextCursor },
      };
    },
  },
  'usergroups.list': {
    scopes: ['usergroups:read'],
    tier: 2,
    run(context) {
      return { usergroups: [...context.workspace.usergroups.values()].map((group) => groupJson(context, group)) };
    },
  },
  'usergroups.users.list': {
    scopes: ['usergroups:read'],
    tier: 2,
    run(context, args) {
      const group = context.workspace.usergroups.get(requiredText(args, 'usergroup'));
      if (!group) throw new SlackRefusal('no_such_subteam');
      return { users: group.users };
    },
  },
};

export function userJson(context: Context, user: WorkspaceUser): Json {
  const { bot, team } = context.workspace;
  const isBot = user.id === bot.userId;
  const isOfOrganisation = team.enterpriseId !== undefined && user.enterpriseId === team.enterpriseId;
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name.toLowerCase().replaceAll(' ', '.'),
    real_name: user.name,
    deleted: false,
    tz: user.zone,
    tz_label: user.zone,
    tz_offset: offsetSeconds(user.zone, context.workspace.clock.now()),
    profile: { real_name: user.name, display_name: user.name, team: user.teamId },
    is_admin: false,
    is_owner: false,
    is_restricted: user.isGuest,
    is_ultra_restricted: false,
    is_stranger: user.teamId !== team.id && !isOfOrganisation,
    ...(user.enterpriseId === undefined
      ? {}
      : { enterprise_user: { id: user.id, enterprise_id: user.enterpriseId, teams: [user.teamId] } }),
    is_bot: isBot,
    is_app_user: false,
    locale: 'en-US',
  };
}

function offsetSeconds(zone: string, now: Date): number {
  const shown = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).format(now);
  const [, sign, hours, minutes = '0'] = /GMT([+-])(\d+)(?::(\d+))?/.exec(shown) ?? [];
  const size = Number(hours ?? 0) * 3600 + Number(minutes) * 60;
  return sign === '-' ? -size : size;
}

function groupJson(context: Context, group: Usergroup): Json {
  return {
    id: group.id,
    team_id: context.workspace.team.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    user_count: group.users.length,
    date_delete: 0,
  };
}
