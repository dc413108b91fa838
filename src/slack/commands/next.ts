import { showWalk } from '../actions/walk.ts';
import type { CommandHandler } from '../house.ts';

const EVERYTHING = { assistants: [], locales: [], topics: [] };

/** A walk through what the channel's subscription covers (else through everything), one conversation at a time. */
export const next: CommandHandler = async ({ channelId, userId, triggerId }, house) => {
  const scope = async () => {
    const { assistants, locales, topics } = (await house.questions.findSubscription(channelId)) ?? EVERYTHING;
    return { assistants, locales, topics };
  };
  return showWalk(house, triggerId, { person: userId, channelId, scope });
};
