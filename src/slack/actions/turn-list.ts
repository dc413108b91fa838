import { type ListOrigin, type ListPlace, parseListPlace } from '../carried.ts';
import type { ActionHandler, House } from '../house.ts';
import type { Questions } from '../questions.ts';
import { payloadOf, respondAt } from '../respond.ts';
import { conversationList, type Problem } from '../views/conversations.ts';

const PAGE_ROWS = 10;

/** To the newer or older page of a list, in place of the page that was shown. */
export const turnList: ActionHandler = async ({ value }, { questions }) => ({
  message: await listAt(parseListPlace(value), questions),
  to: 'in place',
});

/** A page of a list as it is now. */
export async function listAt(place: ListPlace, questions: Questions, problems: Problem[] = []) {
  const { feedback, filter, after, before } = place;
  const [page, total] = await Promise.all([
    questions.listConversations({ ...place, limit: PAGE_ROWS }),
    questions.countConversations(feedback, filter),
  ]);
  return conversationList({ feedback, filter, page, at: { after, before }, total, problems });
}

/** The list that a conversation was opened from shows what has just been decided. null: it came from none. */
export async function refreshList(list: ListOrigin | null, house: House): Promise<void> {
  if (list === null || list.url === null) return;
  try {
    await respondAt(list.url, payloadOf({ message: await listAt(list.place, house.questions), to: 'in place' }));
  } catch (error) {
    // What was decided is written, and told where it was decided: the list shows it when it is asked for again.
    house.apologize(error);
  }
}
