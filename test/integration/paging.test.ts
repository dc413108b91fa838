import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { ANY_CONVERSATION } from '../../src/csat/filters.ts';
import { type ConversationPage, listConversations } from '../../src/db/conversations.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const LIMIT = 100;

/** Downvotes `first` to `last` of three assistants: of an hour that is over for those that were there, of then and now for the others. */
const give = (prefix: string, first: number, last: number, at: string) =>
  database.db.execute(sql`
    insert into feedback.conversations (assistant_id, id, started_at, locale, topics, verdict, rated_at)
    select 'a' || n % 3, ${prefix} || n, now(), (array['de-AT', 'de', 'fr_CH', 'FR'])[1 + n / 7 % 4], array['any'], 'down', ${sql.raw(at)}
    from generate_series(${first}::int, ${last}::int) n`);

beforeAll(async () => {
  await database.db.execute(
    sql`insert into feedback.assistants (id, name) select 'a' || n, 'A' from generate_series(0, 2) n`,
  );
  // Five at an instant: many ties.
  await give('there-', 1, 10_000, `timestamptz '2026-11-02T08:00:00Z' + n / 5 * interval '1 millisecond'`);
});

test.each([
  ['all of them', { ...ANY_CONVERSATION, period: null }],
  ['those of several languages', { ...ANY_CONVERSATION, locales: ['de', 'fr'] }],
  ['what is looked for one by one', { ...ANY_CONVERSATION, topics: ['any'], triage: 'open' as const }],
])(
  'paging through 10,000 downvotes while 1,000 more arrive shows each of the 10,000 once, there and back: %s',
  async (what, filter) => {
    const page = (place: { after: string | null; before: string | null }) =>
      listConversations(database.db, { feedback: 'downvote', filter, limit: LIMIT, ...place });
    const idsOf = ({ conversations }: ConversationPage) =>
      conversations.map(({ id }) => id).filter((id) => id.startsWith('there-'));

    const older: string[] = [];
    let last = await page({ after: null, before: null });
    for (let turned = 0; ; turned += 1) {
      older.push(...idsOf(last));
      if (last.next === null) break;
      // Some now, and some that a slow source brings late, among those that were shown and those that were not.
      if (turned < 100) {
        const at =
          turned % 2 === 0 ? 'now()' : `timestamptz '2026-11-02T08:00:00Z' + n * 17 % 2000 * interval '1 millisecond'`;
        await give(`${what}-`, turned * 10, turned * 10 + 9, at);
      }
      last = await page({ after: last.next, before: null });
    }
    expect(older).toHaveLength(10_000);
    expect(new Set(older).size).toBe(10_000);

    const newer = idsOf(last).toReversed();
    while (last.previous !== null) {
      last = await page({ after: null, before: last.previous });
      newer.push(...idsOf(last).toReversed());
    }
    expect(newer).toEqual(older.toReversed());
  },
);
