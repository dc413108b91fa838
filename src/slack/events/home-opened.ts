import type { HomeView } from '@slack/types';
import { z } from 'zod';
import { currentWeek, lastCompleteWeek } from '../../csat/period.ts';
import type { Scope, Subscription } from '../../csat/subscription.ts';
import type { EventHandler, House } from '../house.ts';
import { inTime, LATE } from '../in-time.ts';
import { failedHome, home, loadingHome, staleHome } from '../views/home.ts';
import { refusalOf } from '../who-may.ts';
import { zoneOfPerson } from '../zone-of-person.ts';

const eventSchema = z.object({
  user: z.string(),
  tab: z.string().optional(),
  view: z.object({ blocks: z.array(z.looseObject({ type: z.string() })) }).optional(),
});

/** Somebody opened the app's Home tab: it is made anew, so that what they see is true. */
export const homeOpened: EventHandler = async (event, house) => {
  const { user, tab, view } = eventSchema.parse(event);
  if (tab !== undefined && tab !== 'home') return;
  const publish = (shown: HomeView) => house.client.views.publish({ user_id: user, view: shown });
  if (view === undefined) await publish(loadingHome());
  const made = homeOf(user, house);
  if (view !== undefined && (await inTime(made)) === LATE) await publish(staleHome(view.blocks as HomeView['blocks']));
  await publish(await made);
};

/** After something was done from the Home tab: what stands there is made anew. */
export async function refreshHome(userId: string, house: House): Promise<void> {
  try {
    await house.client.views.publish({ user_id: userId, view: await homeOf(userId, house) });
  } catch (error) {
    // What was done is written, and told where it was done: the tab shows it when it is opened again.
    house.apologize(error);
  }
}

const LISTED = 5;

async function homeOf(userId: string, house: House) {
  try {
    const refused = await refusalOf({ userId, teamId: null }, house);
    if (refused !== null) return failedHome(refused);
    const { questions, clock } = house;
    const { followed, isEverything } = await followedBy(userId, house);
    const zone = followed[0]?.zone ?? (await zoneOfPerson(userId, house)) ?? 'UTC';
    const scope = unionOf(followed);
    const channelIds = isEverything ? null : followed.map(({ channelId }) => channelId);
    const [thisWeek, lastWeek, waiting, mine, tasks] = await Promise.all([
      questions.loadOverview(currentWeek(clock.now(), zone), scope),
      questions.loadOverview(lastCompleteWeek(clock.now(), zone), scope),
      questions.listOpenAlerts({ acknowledgedBy: null, channelIds, limit: LISTED }),
      questions.listOpenAlerts({ acknowledgedBy: userId, channelIds: null, limit: LISTED }),
      questions.listTasks({ person: userId, limit: LISTED }),
    ]);
    return home({ followed, isEverything, thisWeek, lastWeek, scope, waiting, mine, tasks });
  } catch (error) {
    const { sentence, next } = house.apologize(error);
    return failedHome(sentence, next);
  }
}

/** The subscriptions of the channels the person is in; all of them where that is none, or cannot be seen. */
async function followedBy(
  userId: string,
  { questions, directory }: House,
): Promise<{ followed: Subscription[]; isEverything: boolean }> {
  const [all, channels] = await Promise.all([questions.listSubscriptions(), directory.channelsOf(userId)]);
  const followed = channels === 'scope missing' ? [] : all.filter(({ channelId }) => channels.has(channelId));
  return followed.length === 0 ? { followed: all, isEverything: true } : { followed, isEverything: false };
}

/** Whatever any of them is about. */
function unionOf(subscriptions: Subscription[]): Scope {
  const union = (field: keyof Scope) =>
    subscriptions.some((one) => one[field].length === 0)
      ? []
      : [...new Set(subscriptions.flatMap((one) => one[field]))];
  return { assistants: union('assistants'), locales: union('locales'), topics: union('topics') };
}
