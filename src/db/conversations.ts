import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationSummary } from '../csat/conversation.ts';
import type { Feedback } from '../csat/feedback.ts';
import type { ConversationFilter, ConversationQuery } from '../csat/filters.ts';
import type { Database } from './client.ts';
import { cursorOf, type Place, parseCursor } from './conversation-cursor.ts';
import { soughtCondition } from './conversation-filter.ts';
import { candidates, findConversations, readToCount } from './find-conversations.ts';

/** One page, newest first. `next` is a cursor for `after` (older rows), `previous` one for `before` (newer rows); null: there are none. */
export type ConversationPage = {
  conversations: ConversationSummary[];
  next: string | null;
  previous: string | null;
  /**
   * Where the search stopped that did not fill the page, and `next` (or, for newer rows, `previous`) goes on: what no index
   * answers is looked for among so many conversations at a time. null: the page is full, or the list is at its end.
   */
  searchedTo: Date | null;
};

/** Past 1,000, a list has "more than 1,000". */
export const COUNT_CAP = 1001;

/**
 * A page of the conversations rated up, rated down (by `ratedAt`) or not rated (by `startedAt`).
 * `firstQuestion` holds its first 1,000 characters. A cursor `after` wins over one `before` when both are given.
 * @throws InputError on a cursor that no page of this list gave.
 */
export async function listConversations(db: Database, query: ConversationQuery): Promise<ConversationPage> {
  const { feedback, limit } = query;
  const after = query.after === null ? null : parseCursor(feedback, query.after);
  const before = query.before === null || after !== null ? null : parseCursor(feedback, query.before);
  const backwards = before !== null;

  // One row more than the page: whether the list goes on.
  const { found, stoppedAt } = await findConversations(db, query, {
    from: after ?? before,
    backwards,
    rows: limit + 1,
  });
  const goesOn = found.length > limit;
  const page = found.slice(0, limit);
  if (backwards) page.reverse();
  const cursor = (place: Place | null | undefined) => (place ? cursorOf(feedback, place) : null);
  // Beyond an empty page, what was found before it is beside the place that it began at, or the one where it stopped.
  const [newest, oldest] = [page[0]?.place, page.at(-1)?.place];
  const onwards = goesOn ? (backwards ? newest : oldest) : stoppedAt;
  const back = backwards ? (oldest ?? stoppedAt) : after === null ? null : (newest ?? stoppedAt ?? justBeyond(after));
  if (backwards && back === null) return listConversations(db, { ...query, before: null });
  return {
    conversations: page.map(({ summary }) => summary),
    next: cursor(backwards ? back : onwards),
    previous: cursor(backwards ? onwards : back),
    searchedTo: goesOn || stoppedAt === null ? null : new Date(stoppedAt.at),
  };
}

/** So that the row at the place itself is newer. */
const justBeyond = ({ at }: Place): Place => ({ at, id: '', assistant: '' });

/**
 * How many conversations the list has, counted no further than `COUNT_CAP`. null: to count them, too many would have to be
 * looked at one by one.
 */
export async function countConversations(
  db: Database,
  { feedback, filter }: { feedback: Feedback; filter: ConversationFilter },
): Promise<number | null> {
  const sought = soughtCondition(feedback, filter);
  const most = sought === null ? COUNT_CAP : readToCount(filter);
  const rows = await db.execute(sql`
    select count(*) as walked, count(*) filter (where ${sought?.condition ?? sql`true`}) as n
    from (${candidates({ feedback, filter, sought }, { from: null, backwards: false, rows: most })}) c`);
  const { walked, n } = z.object({ walked: z.coerce.number(), n: z.coerce.number() }).parse(rows[0]);
  if (sought === null || walked < most) return Math.min(n, COUNT_CAP);
  return n >= COUNT_CAP ? COUNT_CAP : null;
}
