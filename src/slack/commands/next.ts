import { nextOnWalk } from '../actions/walk.ts';
import type { CommandHandler } from '../house.ts';
import { showModal } from '../modals.ts';
import { loadingTranscript } from '../views/transcript.ts';

const EVERYTHING = { assistants: [], locales: [], topics: [] };

/** A walk through what the channel's subscription covers (else through everything), one conversation at a time. */
export const next: CommandHandler = async ({ channelId, userId, triggerId }, house) => {
  const render = async () => {
    const { assistants, locales, topics } = (await house.questions.findSubscription(channelId)) ?? EVERYTHING;
    return nextOnWalk(house, { person: userId, scope: { assistants, locales, topics }, channelId });
  };
  return showModal(house, triggerId, render, { loading: loadingTranscript() });
};
