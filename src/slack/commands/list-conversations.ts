import { parseFilters } from '../../csat/command-filters.ts';
import type { Feedback } from '../../csat/feedback.ts';
import { FEEDBACK_OF_SIGNAL, type Signal } from '../../csat/filters.ts';
import { knownAssistants } from '../../csat/known-assistants.ts';
import { listAt } from '../actions/turn-list.ts';
import { type CommandHandler, toAsker } from '../house.ts';
import { notice } from '../views/notice.ts';

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
    const never = neverFound(feedback, filter.signal);
    if (never !== null) return toAsker(never);
    return toAsker(await listAt({ feedback, filter, after: null, before: null }, questions, problems));
  };

const COMMAND_OF: Record<Feedback, string> = { upvote: '/upvotes', downvote: '/downvotes', unknown: '/unrated' };
const MEANING: Record<Signal, string> = {
  recovered: 'a thumb down inside but an upvote at the end',
  spoiled: 'a thumb up inside but a downvote at the end',
};

/** What to type instead of a signal that this list can never have. null: it can. */
function neverFound(feedback: Feedback, signal: Signal | null) {
  if (signal === null || FEEDBACK_OF_SIGNAL[signal] === feedback) return null;
  return notice(
    `signal:${signal} is ${MEANING[signal]}, so ${COMMAND_OF[feedback]} never has one.`,
    `Try ${COMMAND_OF[FEEDBACK_OF_SIGNAL[signal]]} signal:${signal}`,
  );
}
