import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { exportFeedback } from '../../src/sources/export.ts';
import { importFeedback } from '../../src/sources/import.ts';
import { empty, useDatabase } from '../support/database.ts';
import { fileOf, importLine, importLines } from '../support/import-lines.ts';

const database = useDatabase();

beforeEach(async () => {
  await empty(database.db, 'feedback.conversations');
});

const run = (lines: (object | string)[]) => importFeedback(database.db, fileOf(lines));

async function exported(): Promise<object[]> {
  const lines: object[] = [];
  for await (const line of exportFeedback(database.db, [])) lines.push(JSON.parse(line));
  return lines;
}

/** The row versions of everything stored: any write, even of the same values, changes them. */
async function versions() {
  const rows = await database.db.execute(sql`
    select xmin::text, xmax::text, ctid::text from feedback.conversations
    union all select xmin::text, xmax::text, ctid::text from feedback.messages
    union all select xmin::text, xmax::text, ctid::text from feedback.thumbs order by 1, 2, 3`);
  return [...rows];
}

const turn = (id: string, given: object = {}) => ({
  ...{ id, role: 'assistant', body: `answer ${id}`, sentAt: '2026-11-09T08:00:05Z', feedback: null, feedbackAt: null },
  ...given,
});
const down = { feedback: 'down', feedbackAt: '2026-11-09T08:00:30Z' };
const rating = { verdict: 'down', score: null, negativeReason: null, ratedAt: '2026-11-09T08:09:00Z' };

test('importing the same lines again writes nothing at all', async () => {
  const lines = [
    importLine({ id: 'c-1', messages: [turn('m-1', down), turn('m-2')], rating }),
    importLine({ id: 'c-2', topics: ['shipping'], startedAt: '2026-11-09T08:00:00.123456Z' }),
  ];
  expect(await run(lines)).toEqual({ added: 2, updated: 0, unchanged: 0, bad: 0 });
  const before = await versions();
  expect(await run(lines)).toEqual({ added: 0, updated: 0, unchanged: 2, bad: 0 });
  expect(await versions()).toEqual(before);
});

test('a changed line updates in place: the rest is left alone, and what it lacks is removed', async () => {
  await run([
    importLine({ id: 'c-1', messages: [turn('m-1', down), turn('m-2', down), turn('m-3')], rating }),
    importLine({ id: 'c-2' }),
  ]);
  const now = importLine({ id: 'c-1', messages: [turn('m-1'), turn('m-2', down), turn('m-4', { role: 'shopper' })] });
  expect(await run([now, importLine({ id: 'c-2' })])).toEqual({ added: 0, updated: 1, unchanged: 1, bad: 0 });
  expect(await exported()).toEqual([now, importLine({ id: 'c-2' })]);
});

test.each([
  ['a thumb', { messages: [turn('m-1', { feedback: 'up', feedbackAt: down.feedbackAt })] }],
  ['a withdrawn thumb', { messages: [turn('m-1')] }],
  ['a body', { messages: [turn('m-1', { ...down, body: 'other' })] }],
  ['a removed message', { messages: [] }],
  ['a withdrawn rating', { rating: null }],
])('a change of nothing but %s is an update', async (_, change) => {
  const line = importLine({ messages: [turn('m-1', down)], rating });
  await run([line]);
  expect(await run([{ ...line, ...change }])).toEqual({ added: 0, updated: 1, unchanged: 0, bad: 0 });
  expect(await exported()).toEqual([{ ...line, ...change }]);
});

test('of two lines about one conversation the last wins', async () => {
  expect(await run([importLine({ title: 'first' }), importLine({ title: 'last' })])).toMatchObject({ added: 1 });
  expect(await exported()).toEqual([importLine({ title: 'last' })]);
});

test('a bad line is reported by its number, and the rest is stored', async () => {
  const problems: [number, string][] = [];
  const lines = ['{"id":', importLine({ id: 'c-1' }), '', importLine({ startedAt: 'soon' }), importLine({ id: 'c-2' })];
  const counts = await importFeedback(database.db, fileOf(lines), {
    onBadLine: (line, problem) => void problems.push([line, problem]),
  });
  expect(counts).toEqual({ added: 2, updated: 0, unchanged: 0, bad: 2 });
  expect(problems).toEqual([
    [1, 'no JSON: expected one conversation as a JSON object'],
    [4, expect.stringContaining('startedAt: expected an instant with an offset')],
  ]);
});

test('a line that is too long is one bad line', async () => {
  const lines = [importLine({ id: 'c-1' }), importLine({ title: 'x'.repeat(5_000) }), importLine({ id: 'c-2' })];
  const counts = await importFeedback(database.db, fileOf(lines), { longestLineBytes: 4_096 });
  expect(counts).toEqual({ added: 2, updated: 0, unchanged: 0, bad: 1 });
});

test('a byte order mark, carriage returns and empty lines are fine', async () => {
  const text = `\ufeff${JSON.stringify(importLine({ id: 'c-1' }))}\r\n\r\n  \r\n${JSON.stringify(importLine({ id: 'c-2' }))}`;
  expect(await run([text])).toEqual({ added: 2, updated: 0, unchanged: 0, bad: 0 });
});

test('what is plainly another kind of file is refused by name', async () => {
  const utf16 = Buffer.from(`\ufeff${JSON.stringify(importLine())}`, 'utf16le');
  const input = (async function* () {
    yield utf16;
  })();
  await expect(importFeedback(database.db, input)).rejects.toThrow(/UTF-16.*expected JSONL in UTF-8/);
});

test('an assistant that is not there yet is created, and one that is keeps its name', async () => {
  await database.db.execute(sql`insert into feedback.assistants (id, name) values ('known', 'The Shop')`);
  await run([importLine({ assistant: 'known' }), importLine({ assistant: 'new' })]);
  const rows = await database.db.execute(
    sql`select id, name from feedback.assistants where id in ('known', 'new') order by id`,
  );
  expect([...rows]).toEqual([
    { id: 'known', name: 'The Shop' },
    { id: 'new', name: 'new' },
  ]);
});

test('two imports of one file at once store it once', async () => {
  const lines = Array.from({ length: 300 }, (_, index) =>
    importLine({ id: `c-${(index * 7) % 300}`, messages: [turn('m-1', down)], rating }),
  );
  const [one, other] = await Promise.all([run(lines), run([...lines].reverse())]);
  expect(one.bad + other.bad).toBe(0);
  expect(await exported()).toHaveLength(300);
});

test('export gives back what import took, line for line', async () => {
  const key = ({ assistant, id }: { assistant: string; id: string }) => `${assistant}\n${id}`;
  const files = fc.uniqueArray(importLines, { maxLength: 6, selector: key });
  await fc.assert(
    fc.asyncProperty(files, async (lines) => {
      await empty(database.db, 'feedback.conversations');
      expect(await run(lines)).toEqual({ added: lines.length, updated: 0, unchanged: 0, bad: 0 });
      const inOrder = [...lines].sort((a, b) => Buffer.compare(Buffer.from(key(a)), Buffer.from(key(b))));
      const given = await exported();
      expect(
        [...given].sort((a, b) => Buffer.compare(Buffer.from(key(a as never)), Buffer.from(key(b as never)))),
      ).toEqual(inOrder);
      expect(await run(given)).toMatchObject({ unchanged: lines.length });
    }),
    { numRuns: 20 },
  );
});

test('a long export is whole, in a stable order, and the next page never repeats a line', async () => {
  const lines = Array.from({ length: 1_203 }, (_, index) => importLine({ id: `c-${String(index).padStart(5, '0')}` }));
  await run(lines);
  expect(await exported()).toEqual(lines);
});

test('an export of megabytes in few conversations is whole too', async () => {
  const body = 'word '.repeat(300_000);
  const lines = ['a', 'b', 'c', 'd', 'e'].map((id) => importLine({ id, messages: [turn('m-1', { body })] }));
  await run(lines);
  expect(await exported()).toEqual(lines);
});
