import type { ConversationKey } from '../csat/conversation.ts';
import type { Directory } from './directory.ts';
import { type ActionHandler, type House, toAsker } from './house.ts';
import { notice } from './views/notice.ts';

/**
 * Why this person may not use Thumbline, in one sentence; null: they may. Slack itself lets only those who see a channel
 * type or click there; what is left to refuse are guests and people of other organisations.
 * Without the scope `users:read` a guest cannot be told apart and is let in; a stranger is known by the payload. In an
 * Enterprise Grid the payload names the person's own workspace, which may be another one of the same organisation: only the
 * directory tells, and without the scope they are not let in.
 * @param teamId the workspace that Slack says the person is of; null: it did not say
 * @throws when Slack does not answer: whom nobody can tell is not let in
 */
export async function refusalOf(
  { userId, teamId }: { userId: string; teamId: string | null },
  { directory, home }: Pick<House, 'directory' | 'home'>,
): Promise<string | null> {
  const isFromElsewhere = teamId !== null && teamId !== home.id;
  if (isFromElsewhere && home.enterpriseId === null) return OF_ANOTHER_ORGANISATION;
  const person = await directory.person(userId);
  if (person === 'scope missing') return isFromElsewhere ? OF_ANOTHER_WORKSPACE : null;
  if (person.isStranger) return OF_ANOTHER_ORGANISATION;
  return person.isGuest
    ? 'Guests cannot use Thumbline: it shows what shoppers wrote, and that is for full members of this workspace.'
    : null;
}

const OF_ANOTHER_ORGANISATION =
  'Thumbline is for members of the workspace that installed it: people of other organisations cannot use it, in shared channels either.';

const OF_ANOTHER_WORKSPACE =
  'Slack says that you are of another workspace, and Thumbline cannot see whether it is of the same organisation: it lacks the scope users:read. A workspace administrator can grant it by installing the app again.';

/**
 * Why this person may not acknowledge, triage or change settings in this channel; null: they may. Where the channel's
 * subscription names a user group, only its members may; a group that cannot be read lets nobody in.
 */
export async function refusalToAct(
  { userId, channelId }: { userId: string; channelId: string },
  { questions, directory }: Pick<House, 'questions' | 'directory'>,
): Promise<string | null> {
  const group = (await questions.findSubscription(channelId))?.acknowledgeGroup ?? null;
  return group === null ? null : refusalByGroup(userId, group, directory);
}

/**
 * Why this person may not triage the conversation; null: they may. An outcome is the conversation's, wherever it is set: where
 * subscriptions that cover it name user groups, only members of one of those may, in every channel and on the Home tab.
 */
export async function refusalToTriage(
  { userId, channelId, key }: { userId: string; channelId: string | null; key: ConversationKey },
  { questions, directory }: Pick<House, 'questions' | 'directory'>,
): Promise<string | null> {
  const groups = await questions.listTriageGroups({ key, channelId });
  return (await membershipsOf(userId, groups, directory)).refusal;
}

/** In which of the groups the person is; `refusal`: why in none of them, null where there is none to be in. */
export async function membershipsOf(
  userId: string,
  groups: string[],
  directory: Directory,
): Promise<{ memberOf: string[]; refusal: string | null }> {
  const refusals = await Promise.all(groups.map((group) => refusalByGroup(userId, group, directory, NOT_THEIRS)));
  const memberOf = groups.filter((_, at) => refusals[at] === null);
  return { memberOf, refusal: memberOf.length > 0 ? null : (refusals[0] ?? null) };
}

/**
 * The same of every group that a subscription names, for what is done to many conversations: whose each is, the database tells.
 * `memberOf` null: none is named.
 */
export async function groupsOf(
  userId: string,
  { questions, directory }: Pick<House, 'questions' | 'directory'>,
): Promise<{ memberOf: string[] | null; refusal: string | null }> {
  const named = (await questions.listSubscriptions()).flatMap(({ acknowledgeGroup: group }) => group ?? []);
  return named.length === 0 ? { memberOf: null, refusal: null } : membershipsOf(userId, [...new Set(named)], directory);
}

export const NOT_THEIRS =
  'Only members of the user group that a channel’s settings name for this feedback may triage it. Whoever is in it can add you.';

const NOT_HERE =
  'Only members of the user group that this channel’s settings name may do this here. Whoever is in it can add you, or change the settings with /csat settings.';

/** Why the person is not one of the user group; null: they are. `outsider`: the reason where they simply are not. */
export async function refusalByGroup(
  userId: string,
  group: string,
  directory: Directory,
  outsider = NOT_HERE,
): Promise<string | null> {
  let members: Awaited<ReturnType<Directory['membersOf']>>;
  try {
    members = await directory.membersOf(group);
  } catch {
    return 'Only members of one user group may do this here, and Slack did not say who they are: try again in a minute.';
  }
  if (members === 'scope missing') {
    return 'Only members of one user group may do this here, and Thumbline cannot see who they are: it lacks the scope usergroups:read. A workspace administrator can grant it by installing the app again.';
  }
  if (members === 'not found') {
    return 'Only members of one user group may do this here, and that group is no more: name another with "thumbline subscribe --acknowledge-group".';
  }
  return members.has(userId) ? null : outsider;
}

/** The handler of a button in a channel, for those who may act there. */
export const acting =
  (handler: ActionHandler): ActionHandler =>
  async (click, house) => {
    const { channelId, userId } = click;
    const refused = channelId === null ? null : await refusalToAct({ userId, channelId }, house);
    return refused === null ? handler(click, house) : toAsker(notice(refused));
  };
