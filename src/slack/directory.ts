import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Home } from './house.ts';
import { keptAnswers } from './kept-answers.ts';

/** The scope that would tell is not granted. */
export type Untold = 'scope missing';

export type PersonFacts = {
  /** Of a guest account, with one channel or several. */
  isGuest: boolean;
  /** Of another organisation, or nobody that this workspace knows. */
  isStranger: boolean;
  /** IANA zone of their Slack; null: not told. */
  zone: string | null;
};

export type ChannelFacts = {
  /** Shared with another organisation, or about to be. */
  isShared: boolean;
  isArchived: boolean;
  /** Whether Thumbline is in it. */
  isMember: boolean;
  /** The Slack user who made it; null: not told. */
  creator: string | null;
};

export type UserGroup = { id: string; handle: string; name: string };

/**
 * What Slack knows of people, user groups and channels. Each asks for an optional scope; each throws when Slack does not answer
 * and what it said before is too old.
 */
export type Directory = {
  /** Asks for `users:read`. A full member is kept for an hour, anybody else for five minutes. */
  person: (userId: string) => Promise<PersonFacts | Untold>;
  /** Every user group; asks for `usergroups:read`. Kept for five minutes. */
  groups: () => Promise<UserGroup[] | Untold>;
  /** The ids of the members; asks for `usergroups:read`. Kept for five minutes. */
  membersOf: (groupId: string) => Promise<ReadonlySet<string> | Untold | 'not found'>;
  /** The channels that a person is in, as far as Thumbline is; asks for `channels:read` and `groups:read`. Kept for five minutes. */
  channelsOf: (userId: string) => Promise<ReadonlySet<string> | Untold>;
  /** Asks for `channels:read`, of a private channel `groups:read`. Never kept: it decides what is let in. */
  channel: (channelId: string) => Promise<ChannelFacts | Untold | 'not found'>;
};

const MINUTE_MS = 60_000;
const FRESH_MS = 5 * MINUTE_MS;
/** Full members rarely become anything else, and each costs a call of a method that Slack answers a hundred times a minute. */
const MEMBER_FRESH_MS = 60 * MINUTE_MS;
/** So long what Slack said holds while it does not answer: it is busy for everybody at once. */
const STALE_MS = 12 * 60 * MINUTE_MS;
const GROUP_STALE_MS = 60 * MINUTE_MS;
const MOST_KEPT = 5_000;
/** Of one person: more are not looked at. */
const MOST_CHANNELS = 5_000;

const person = z.object({
  user: z.object({
    team_id: z.string().optional(),
    tz: z.string().optional(),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    is_stranger: z.boolean().default(false),
    /** Of people in an Enterprise Grid. */
    enterprise_user: z
      .object({ enterprise_id: z.string().optional(), teams: z.array(z.string()).optional() })
      .nullish(),
  }),
});
const groups = z.object({
  usergroups: z.array(z.object({ id: z.string(), handle: z.string(), name: z.string() })),
});
const members = z.object({ users: z.array(z.string()) });
const conversations = z.object({
  channels: z.array(z.object({ id: z.string() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});
const channel = z.object({
  channel: z.object({
    is_ext_shared: z.boolean().default(false),
    is_pending_ext_shared: z.boolean().default(false),
    is_archived: z.boolean().default(false),
    is_member: z.boolean().default(false),
    creator: z.string().optional(),
  }),
});

/**
 * @param home whoever is of another workspace is a stranger, unless both are of one organisation (Enterprise Grid)
 */
export function openDirectory(client: WebClient, home: Pick<Home, 'id' | 'enterpriseId'>): Directory {
  const keeping = { freshMs: () => FRESH_MS, staleMs: STALE_MS, most: MOST_KEPT };
  const people = keptAnswers<PersonFacts | Untold>({
    ...keeping,
    freshMs: (facts) => (facts === 'scope missing' || facts.isGuest || facts.isStranger ? FRESH_MS : MEMBER_FRESH_MS),
  });
  const allGroups = keptAnswers<UserGroup[] | Untold>(keeping);
  const channelsOf = keptAnswers<ReadonlySet<string> | Untold>(keeping);
  const memberships = keptAnswers<ReadonlySet<string> | Untold | 'not found'>({ ...keeping, staleMs: GROUP_STALE_MS });
  return {
    person: (userId) =>
      people(userId, async () => {
        const answer = await asked(() => client.users.info({ user: userId }), ['user_not_found', 'user_not_visible']);
        if (answer === 'scope missing') return answer;
        if (answer === 'not found') return { isGuest: false, isStranger: true, zone: null };
        const { user } = person.parse(answer);
        return {
          isGuest: user.is_restricted || user.is_ultra_restricted,
          isStranger: isStranger(user, home),
          zone: user.tz ?? null,
        };
      }),
    groups: () =>
      allGroups('', async () => {
        const answer = await asked(() => client.usergroups.list(), []);
        return answer === 'scope missing' || answer === 'not found' ? 'scope missing' : groups.parse(answer).usergroups;
      }),
    membersOf: (groupId) =>
      memberships(groupId, async () => {
        const answer = await asked(
          () => client.usergroups.users.list({ usergroup: groupId }),
          ['no_such_subteam', 'subteam_not_found', 'user_group_not_found'],
        );
        return typeof answer === 'string' ? answer : new Set(members.parse(answer).users);
      }),
    channelsOf: (userId) =>
      channelsOf(userId, async () => {
        const ids = new Set<string>();
        let cursor: string | undefined;
        do {
          const page = {
            user: userId,
            types: 'public_channel,private_channel',
            exclude_archived: true,
            limit: 999,
            cursor,
          };
          const answer = await asked(() => client.users.conversations(page), []);
          if (answer === 'scope missing' || answer === 'not found') return 'scope missing';
          const { channels, response_metadata } = conversations.parse(answer);
          for (const { id } of channels) ids.add(id);
          cursor = response_metadata?.next_cursor || undefined;
        } while (cursor !== undefined && ids.size < MOST_CHANNELS);
        return ids;
      }),
    channel: async (channelId) => {
      const answer = await asked(() => client.conversations.info({ channel: channelId }), ['channel_not_found']);
      if (typeof answer === 'string') return answer;
      const facts = channel.parse(answer).channel;
      return {
        isShared: facts.is_ext_shared || facts.is_pending_ext_shared,
        isArchived: facts.is_archived,
        isMember: facts.is_member,
        creator: facts.creator || null,
      };
    },
  };
}

/** `is_stranger` is Slack's own word for it; where it says nothing, the person's workspace and organisation tell. */
function isStranger(
  { is_stranger, team_id, enterprise_user }: z.infer<typeof person>['user'],
  home: Pick<Home, 'id' | 'enterpriseId'>,
): boolean {
  if (is_stranger) return true;
  if (team_id === undefined || team_id === home.id || enterprise_user?.teams?.includes(home.id)) return false;
  return home.enterpriseId === null || enterprise_user?.enterprise_id !== home.enterpriseId;
}

/** What Slack says no to in a way that is an answer. */
async function asked<T extends object>(ask: () => Promise<T>, notFound: string[]): Promise<T | Untold | 'not found'> {
  try {
    return await ask();
  } catch (error) {
    const code = error instanceof WebAPIPlatformError ? error.data.error : null;
    if (code === 'missing_scope') return 'scope missing';
    if (code !== null && notFound.includes(code)) return 'not found';
    throw error;
  }
}
