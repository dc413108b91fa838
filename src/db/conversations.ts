import type { ConversationSummary } from '../csat/conversation.ts';
import type { Feedback } from '../csat/feedback.ts';
import type { ConversationFilter, ConversationQuery } from '../csat/filters.ts';
import type { Database } from './client.ts';

/** One page, newest first. `next` is a cursor for `after` (older rows), `previous` one for `before` (newer rows); null: there are none. */
export type ConversationPage = { conversations: ConversationSummary[]; next: string | null; previous: string | null };

/** Past this many, a list is "more than 1,000". */
export const COUNT_CAP = 1001;

/** @throws InputError on a cursor that no list gave. */
export async function listConversations(_db: Database, _query: ConversationQuery): Promise<ConversationPage> {
  throw new Error('not built yet');
}

/** How many conversations the list has, counted no further than `COUNT_CAP`. */
export async function countConversations(
  _db: Database,
  _list: { feedback: Feedback; filter: ConversationFilter },
): Promise<number> {
  throw new Error('not built yet');
}
