import { parseListPlace } from '../carried.ts';
import { PAGE_ROWS } from '../commands/list-conversations.ts';
import type { ActionHandler } from '../house.ts';
import { conversationList } from '../views/conversations.ts';

/** To the newer or older page of a list, in place of the page that was shown. */
export const turnList: ActionHandler = async ({ value }, { questions }) => {
  const place = parseListPlace(value);
  const [page, total] = await Promise.all([
    questions.listConversations({ ...place, limit: PAGE_ROWS }),
    questions.countConversations(place.feedback, place.filter),
  ]);
  return {
    message: conversationList({ feedback: place.feedback, filter: place.filter, page, total, problems: [] }),
    to: 'in place',
  };
};
