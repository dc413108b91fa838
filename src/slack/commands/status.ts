import { type CommandHandler, toAsker } from '../house.ts';
import { channelStatus } from '../views/status.ts';

/** `/csat status`: what this channel got last, what comes next and when, what is stuck and how to mend it. */
export const status: CommandHandler = async ({ channelId }, { questions }) => {
  const [{ at, channels }, held] = await Promise.all([
    questions.listChannelStatuses(channelId),
    questions.listHeldMessages(channelId),
  ]);
  return toAsker(channelStatus(channels[0] ?? null, at, held));
};
