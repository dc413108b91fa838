import { parseFilters } from '../../csat/command-filters.ts';
import type { Feedback } from '../../csat/feedback.ts';
import { knownAssistants } from '../../csat/known-assistants.ts';
import { listAt } from '../actions/turn-list.ts';
import { type CommandHandler, toAsker } from '../house.ts';

/** `/downvotes`, `/upvotes` and `/unrated`: the newest page of the list that the filters ask for. */
export const listConversations =
  (feedback: Feedback): CommandHandler =>
  async ({ text, channelId }, { questions, clock }) => {
    const zone = (await questions.findSubscription(channelId))?.zone ?? 'UTC';
    const read = parseFilters(text, { now: clock.now(), zone });
    const known = read.filter.assistants.length === 0 ? [] : await questions.listAssistants();
    const { assistants, problems: unknown } = knownAssistants(read.filter.assistants, known);
    const filter = { ...read.filter, assistants };
    const problems = [...read.problems, ...unknown];
    return toAsker(await listAt({ feedback, filter, after: null, before: null }, questions, problems));
  };
