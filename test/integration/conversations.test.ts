import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { Feedback } from '../../src/csat/feedback.ts';
import { ANY_CONVERSATION, type ConversationFilter } from '../../src/csat/filters.ts';
import { periodOf } from '../../src/csat/period.ts';
import { loadConversation } from '../../src/db/conversation.ts';
import { COUNT_CAP, countConversations, listConversations } from '../../src/db/conversations.ts';
import { importFeedback } from '../../src/sources/import.ts';
import { useDatabase } from '../support/database.ts';
import { fileOf, importLine } from '../support/import-lines.ts';

const database = useDatabase();
const rated = (verdict: string, ratedAt: string, negativeReason: string | null = null) => ({
  rating: { verdict, ratedAt, negativeReason },
});
const turn = (id: string, role: string, body: string, given: object = {}) => ({
  ...{ id, role, body, sentAt: '2026-11-09T08:00:00Z' },
  ...given,
});

beforeAll(async () => {
  const many = Array.from({ length: 45 }, (_, index) => {
    // Three a second in two assistants: many ties, and a cursor that loses microseconds would lose rows.
    const at = `2026-11-01T08:00:${String(Math.floor(index / 3)).padStart(2, '0')}.000${index % 3}00Z`;
    return importLine({ id: `p-${index % 40}`, assistant: index < 40 ? 'a1' : 'a2', ...rated('up', at) });
  });
  await importFeedback(
    database.db,
    fileOf([
      ...many,
      importLine({
        id: 'full',
        locale: 'de-AT',
        topics: ['shipping', 'returns'],
        resolvedAt: '2026-11-09T08:05:00Z',
        messages: [
          turn('m-9', 'assistant', 'Hello! 100% sure?', { feedback: 'up', feedbackAt: '2026-11-09T08:01:00Z' }),
          turn('m-1', 'shopper', 'Where is my parcel?'),
          turn('m-5', 'assistant', 'No idea.', {
            ...{ feedback: 'down', feedbackAt: '2026-11-09T08:02:00Z', feedbackReason: 'useless' },
          }),
        ],
        ...rated('down', '2026-11-09T08:10:00Z', 'Nobody_helped'),
      }),
      importLine({ id: 'de', locale: 'de-DE', title: 'A title', ...rated('down', '2026-11-10T08:00:00Z') }),
      importLine({ id: 'sand', environment: 'sandbox', ...rated('down', '2026-11-10T08:00:00Z') }),
      importLine({ id: 'odd/ü', assistant: 'linked', startedAt: '2026-11-08T23:30:00Z' }),
      importLine({ id: 'own', assistant: 'linked', url: 'https://own.example/x', startedAt: '2026-11-08T22:30:00Z' }),
      importLine({ id: 'evil', assistant: 'linked', url: 'javascript:alert(1)', startedAt: '2026-11-07T00:00:00Z' }),
    ]),
  );
  await database.db.execute(
    sql`update feedback.assistants set conversation_url = 'https://inbox.example/c/{id}' where id = 'linked'`,
  );
  await database.db.execute(
    sql`insert into thumbline.triage (assistant_id, conversation_id, outcome, decided_by) values ('shop', 'de', 'not ours', 'U1')`,
  );
});

async function idsOf(feedback: Feedback, filter: Partial<ConversationFilter> = {}, limit = 100) {
  const query = { feedback, filter: { ...ANY_CONVERSATION, ...filter }, limit, after: null, before: null };
  return (await listConversations(database.db, query)).conversations.map(({ id }) => id);
}

test('a row says what a person needs to choose it', async () => {
  const page = await listConversations(database.db, {
    ...{ feedback: 'downvote', filter: { ...ANY_CONVERSATION, topics: ['returns'] }, limit: 10 },
    ...{ after: null, before: null },
  });
  expect(page).toEqual({
    next: null,
    previous: null,
    searchedTo: null,
    conversations: [
      {
        ...{
          assistant: 'shop',
          id: 'full',
          title: null,
          firstQuestion: 'Where is my parcel?',
          url: null,
          triage: null,
        },
        ...{ satisfaction: 'Negative', score: 1, negativeReason: 'Nobody_helped', thumbs: { up: 1, down: 1 } },
        ...{ locale: 'de-AT', topics: ['shipping', 'returns'], ratedAt: new Date('2026-11-09T08:10:00Z') },
        ...{ startedAt: new Date('2026-11-09T08:00:00Z'), resolvedAt: new Date('2026-11-09T08:05:00Z') },
      },
    ],
  });
});

test.each<[string, Partial<ConversationFilter>, string[]]>([
  ['everything real, newest first', {}, ['de', 'full']],
  ['a language', { locales: ['DE'] }, ['de', 'full']],
  ['one locale', { locales: ['de-at'] }, ['full']],
  ['one locale beside another language', { locales: ['ja', 'DE_AT'] }, ['full']],
  ['a language of every assistant', { assistants: [], locales: ['de'] }, ['de', 'full']],
  ['topics, any of them', { topics: ['none such', 'shipping'] }, ['full']],
  ['an assistant without any', { assistants: ['a1'] }, []],
  ['the sandbox', { environment: 'sandbox' }, ['sand']],
  ['what is open', { triage: 'open' }, ['full']],
  ['an outcome', { triage: 'not ours' }, ['de']],
  ['another outcome', { triage: 'rule' }, []],
  ['words in the reason', { words: 'nobody_HELPED' }, ['full']],
  ['words in a message', { words: 'my parcel' }, ['full']],
  ['a % that is no wildcard', { words: '100%' }, ['full']],
  ['a _ that is no wildcard', { words: 'nobody helped' }, []],
  ['a day', { period: periodOf('2026-11-10', '2026-11-11', 'UTC') }, ['de']],
])('downvotes filtered by %s', async (_, filter, expected) => {
  expect(await idsOf('downvote', filter)).toEqual(expected);
  expect(
    await countConversations(database.db, { feedback: 'downvote', filter: { ...ANY_CONVERSATION, ...filter } }),
  ).toBe(expected.length);
});

test('unrated conversations are listed and cut into periods by their start, in the zone that is asked for', async () => {
  expect(await idsOf('unknown')).toEqual(['odd/ü', 'own', 'evil']);
  const monday = periodOf('2026-11-09', '2026-11-10', 'Europe/Berlin');
  expect(await idsOf('unknown', { period: monday })).toEqual(['odd/ü']);
});

test('only http and https addresses are given on, and an id is escaped in the template', async () => {
  const query = { feedback: 'unknown', filter: ANY_CONVERSATION, limit: 9, after: null, before: null } as const;
  const { conversations } = await listConversations(database.db, query);
  expect(conversations.map(({ url }) => url)).toEqual([
    'https://inbox.example/c/odd%2F%C3%BC',
    'https://own.example/x',
    'https://inbox.example/c/evil',
  ]);
});

test.each([1, 4, 7, 45])('pages of %s show every row once, forwards and backwards, ties included', async (limit) => {
  const expected = await database.db.execute<{ name: string }>(sql`
    select assistant_id || '/' || id as name from feedback.conversations where verdict = 'up'
    order by rated_at desc, id desc, assistant_id desc`);
  const names = expected.map(({ name }) => name);
  const query = { feedback: 'upvote', filter: ANY_CONVERSATION, limit } as const;
  const nameOf = ({ assistant, id }: { assistant: string; id: string }) => `${assistant}/${id}`;

  const forwards: string[] = [];
  let last = await listConversations(database.db, { ...query, after: null, before: null });
  expect(last.previous).toBeNull();
  for (;;) {
    forwards.push(...last.conversations.map(nameOf));
    if (last.next === null) break;
    last = await listConversations(database.db, { ...query, after: last.next, before: null });
  }
  expect(forwards).toEqual(names);

  const backwards = last.conversations.map(nameOf);
  while (last.previous !== null) {
    last = await listConversations(database.db, { ...query, after: null, before: last.previous });
    expect(last.next).not.toBeNull();
    backwards.unshift(...last.conversations.map(nameOf));
  }
  expect(backwards).toEqual(names);
});

test('what arrives while somebody pages moves no row to another page', async () => {
  const upvotes = { feedback: 'upvote' as const, filter: { ...ANY_CONVERSATION, assistants: ['live'] }, limit: 2 };
  const at = (second: number) => `2026-11-02T00:00:0${second}Z`;
  const give = (ids: number[]) =>
    importFeedback(
      database.db,
      fileOf(ids.map((id) => importLine({ id: `${id}`, assistant: 'live', ...rated('up', at(id)) }))),
    );
  await give([1, 3, 5, 7]);
  const first = await listConversations(database.db, { ...upvotes, after: null, before: null });
  await give([8, 9]);
  const second = await listConversations(database.db, { ...upvotes, after: first.next, before: null });
  expect([first, second].flatMap((page) => page.conversations.map(({ id }) => id))).toEqual(['7', '5', '3', '1']);
  const newer = await listConversations(database.db, { ...upvotes, after: null, before: second.previous });
  expect(newer.conversations.map(({ id }) => id)).toEqual(['7', '5']);
  expect(newer.previous).not.toBeNull();
  await database.db.execute(sql`delete from feedback.conversations where assistant_id = 'live'`);
});

test.each(['', 'xyz', Buffer.from('["upvote","soon","c","a"]').toString('base64url'), '🙂'])(
  'the cursor "%s" is refused',
  async (after) => {
    const query = { feedback: 'upvote', filter: ANY_CONVERSATION, limit: 5, after, before: null } as const;
    await expect(listConversations(database.db, query)).rejects.toThrow(/Unknown cursor/);
  },
);

test('a cursor of another list is refused', async () => {
  const query = { filter: ANY_CONVERSATION, limit: 1, after: null, before: null };
  const { next } = await listConversations(database.db, { ...query, feedback: 'upvote' });
  const asked = listConversations(database.db, { ...query, feedback: 'downvote', after: next });
  await expect(asked).rejects.toThrow(/of the upvote list/);
});

test('a count goes no further than its cap', async () => {
  const lines = Array.from({ length: COUNT_CAP + 50 }, (_, index) => importLine({ id: `${index}`, assistant: 'busy' }));
  await importFeedback(database.db, fileOf(lines));
  const filter = { ...ANY_CONVERSATION, assistants: ['busy'] };
  expect(await countConversations(database.db, { feedback: 'unknown', filter })).toBe(COUNT_CAP);
});

test('a whole conversation has its turns in the source’s order, each with its thumb', async () => {
  const conversation = await loadConversation(database.db, { assistant: 'shop', id: 'full' });
  expect(conversation?.turns.map(({ id, thumb }) => [id, thumb?.value ?? null, thumb?.reason ?? null])).toEqual([
    ['m-9', 'up', null],
    ['m-1', null, null],
    ['m-5', 'down', 'useless'],
  ]);
  expect(conversation).toMatchObject({
    assistantName: 'shop',
    rating: {
      verdict: 'down',
      score: null,
      negativeReason: 'Nobody_helped',
      ratedAt: new Date('2026-11-09T08:10:00Z'),
    },
  });
  expect(await loadConversation(database.db, { assistant: 'shop', id: 'gone' })).toBeNull();
});
