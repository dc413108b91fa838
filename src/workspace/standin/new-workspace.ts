import type { Clock } from '../../clock.ts';
import type { StandInOptions } from './stand-in.ts';
import type { Change, Workspace } from './workspace.ts';

/** All that Thumbline may ask for, the optional ones too. */
const ALL_SCOPES = [
  'chat:write',
  'commands',
  'files:write',
  'channels:history',
  'groups:history',
  'channels:read',
  'groups:read',
  'users:read',
  'usergroups:read',
  'links:read',
  'links:write',
  'im:write',
  'im:history',
  'team:read',
  'reactions:write',
];

/** The workspace as it is before anything happened in it. */
export function createWorkspace(options: StandInOptions, clock: Clock): Workspace {
  const { team, bot } = options;
  const listeners = new Set<(change: Change) => void>();
  let lastNumber = 0;
  const people = options.users.map((user) => ({ isGuest: false, teamId: team.id, ...user }));
  const self = { id: bot.userId, name: bot.name, zone: 'UTC', isGuest: false, teamId: team.id };
  const channels = options.channels.map((channel) => ({
    isPrivate: false,
    isArchived: false,
    isShared: false,
    creator: channel.members[0] ?? null,
    ...channel,
    isDirect: false,
    members: new Set(channel.members),
    createdAt: clock.now(),
  }));
  return {
    team,
    bot,
    tokenRefusal: null,
    scopes: new Set(options.scopes ?? ALL_SCOPES),
    users: new Map([...people, self].map((user) => [user.id, user])),
    usergroups: new Map((options.usergroups ?? []).map((group) => [group.id, group])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    messages: new Map(channels.map((channel) => [channel.id, []])),
    ephemerals: new Map(),
    modals: new Map(),
    homes: new Map(),
    files: new Map(),
    responseUrls: new Map(),
    triggers: new Map(),
    enteredInMessages: new Map(),
    clock,
    changed(change) {
      for (const listener of listeners) listener(change);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    nextNumber() {
      lastNumber += 1;
      return lastNumber;
    },
  };
}
