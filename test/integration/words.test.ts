import { beforeAll, expect, test } from 'vitest';
import { ANY_CONVERSATION } from '../../src/csat/filters.ts';
import { countConversations, listConversations } from '../../src/db/conversations.ts';
import { importFeedback } from '../../src/sources/import.ts';
import { useDatabase } from '../support/database.ts';
import { fileOf, importLine } from '../support/import-lines.ts';
import { SEARCHES } from '../support/searches.ts';

const database = useDatabase();

beforeAll(async () => {
  const lines = SEARCHES.map(([stored], index) =>
    importLine({
      id: `c-${index}`,
      assistant: `a-${index}`,
      messages: [
        { id: 'm-1', role: 'shopper', body: index % 2 === 0 ? stored : 'Hello', sentAt: '2026-11-09T08:00:00Z' },
        { id: 'm-2', role: 'assistant', body: 'Hello', sentAt: '2026-11-09T08:01:00Z' },
      ],
      rating: { verdict: 'down', ratedAt: '2026-11-09T08:02:00Z', negativeReason: index % 2 === 0 ? null : stored },
    }),
  );
  await importFeedback(database.db, fileOf(lines));
});

test.each(SEARCHES.map((row, index) => [...row, index] as const))(
  'in “%s”, “%s” is found: %s',
  async (_, words, isFound, index) => {
    const filter = { ...ANY_CONVERSATION, assistants: [`a-${index}`], words };
    const query = { feedback: 'downvote', filter, limit: 10, after: null, before: null } as const;
    expect((await listConversations(database.db, query)).conversations).toHaveLength(isFound ? 1 : 0);
    expect(await countConversations(database.db, query)).toBe(isFound ? 1 : 0);
  },
);

test('words and other filters hold together', async () => {
  const ask = async (filter: object) => {
    const query = { feedback: 'downvote', limit: 10, after: null, before: null } as const;
    return (
      await listConversations(database.db, { ...query, filter: { ...ANY_CONVERSATION, words: 'hello', ...filter } })
    ).conversations;
  };
  expect(await ask({ assistants: ['a-0', 'a-1'] })).toHaveLength(2);
  expect(await ask({ assistants: ['a-0', 'a-1'], topics: ['none such'] })).toHaveLength(0);
  expect(await ask({ assistants: ['a-0', 'a-1'], locales: ['xx'] })).toHaveLength(0);
});
