import { parseFilters } from '../../csat/command-filters.ts';
import type { Feedback } from '../../csat/feedback.ts';
import { knownAssistants } from '../../csat/known-assistants.ts';
import { type CommandHandler, toAsker } from '../house.ts';
import { conversationList } from '../views/conversations.ts';

export const PAGE_ROWS = 10;

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
    const [page, total] = await Promise.all([
      questions.listConversations({ feedback, filter, limit: PAGE_ROWS, after: null, before: null }),
      questions.countConversations(feedback, filter),
    ]);
    return toAsker(conversationList({ feedback, filter, page, total, problems }));
  };
