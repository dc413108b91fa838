import { z } from 'zod';
import { ANY_CONVERSATION } from '../../csat/filters.ts';
import { type ActionHandler, toAsker } from '../house.ts';
import { listAt } from './turn-list.ts';

const weekSchema = z.object({ zone: z.string(), from: z.iso.date(), to: z.iso.date() });

/** From a digest: the downvotes it counted, as far as the channel's subscription still covers them. */
export const listDownvotesOfWeek: ActionHandler = async ({ value, channelId }, { questions }) => {
  const period = weekSchema.parse(JSON.parse(value));
  const subscription = channelId === null ? null : await questions.findSubscription(channelId);
  const { assistants, locales, topics } = subscription ?? ANY_CONVERSATION;
  const filter = { ...ANY_CONVERSATION, assistants, locales, topics, period };
  return toAsker(await listAt({ feedback: 'downvote', filter, after: null, before: null }, questions));
};
