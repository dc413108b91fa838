import type { Feedback } from '../../csat/feedback.ts';
import { FEEDBACK_OF_SIGNAL, type Signal } from '../../csat/filters.ts';
import { listAt } from '../actions/turn-list.ts';
import { type CommandHandler, toAsker } from '../house.ts';
import { help } from '../views/help.ts';
import { notice } from '../views/notice.ts';
import { readFilters } from './read-filters.ts';

/** `/downvotes`, `/upvotes` and `/unrated`: the newest page of the list that the filters ask for, or how to ask. */
export const listConversations =
  (feedback: Feedback): CommandHandler =>
  async (command, house) => {
    if (/^\s*(help|--help|-h|\?)\s*$/i.test(command.text)) return toAsker(help());
    const { filter, problems } = await readFilters(command, house);
    const never = neverFound(feedback, filter.signal);
    if (never !== null) return toAsker(never);
    return toAsker(await listAt({ feedback, filter, after: null, before: null }, house.questions, problems));
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
