import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inThisProcess, readOnlyTheStart, thumbline } from '../support/command-line.ts';
import { useDatabase } from '../support/database.ts';
import { importLine } from '../support/import-lines.ts';

const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'thumbline-command-line-'));
const file = join(folder, 'feedback.jsonl');
const run = (args: string[], stdin?: string) => thumbline(args, { DATABASE_URL: database.url }, stdin);
const WEEK = ['--from', '2026-11-09', '--to', '2026-11-16', '--zone', 'Europe/Berlin'];

const line = importLine({
  messages: [
    {
      id: 'm-1',
      role: 'shopper',
      body: 'Where is\u001b[31m it?',
      sentAt: '2026-11-09T08:00:00Z',
      feedback: null,
      feedbackAt: null,
    },
    {
      ...{ id: 'm-2', role: 'assistant', body: 'No idea.', sentAt: '2026-11-09T08:00:05Z' },
      ...{ feedback: 'down', feedbackAt: '2026-11-09T08:00:30Z' },
    },
  ],
  rating: { verdict: 'down', score: 2, negativeReason: 'Too slow', ratedAt: '2026-11-09T08:09:00Z' },
});

beforeAll(async () => {
  writeFileSync(file, `${JSON.stringify(line)}\n`);
  const imported = await run(['import', file]);
  expect(imported).toEqual({
    code: 0,
    stdout: 'Conversations: 1 added, 0 updated, 0 unchanged. Bad lines: 0.\n',
    stderr: '',
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('import takes standard input, names a bad line, stores the rest and exits 1', async () => {
  const stdin = `${JSON.stringify(line)}\n{"id":"c-2"}\n`;
  const answer = await run(['import', '-', '--json'], stdin);
  expect(JSON.parse(answer.stdout)).toEqual({ added: 0, updated: 0, unchanged: 1, bad: 1 });
  expect(answer.stderr).toMatch(/^thumbline: -, line 2: assistant: expected string, but it is missing/);
  expect(answer.code).toBe(1);
});

test('export writes what import took, to standard output and to a file', async () => {
  const out = join(folder, 'out.jsonl');
  const [printed, written] = await Promise.all([run(['export']), run(['export', '--assistant', 'shop', '--out', out])]);
  expect(printed).toEqual({ code: 0, stdout: `${JSON.stringify(line)}\n`, stderr: '' });
  expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(line);
});

test('overview --json has the documented keys in their order, and unrounded numbers', async () => {
  const { code, stdout } = await run(['overview', ...WEEK, '--json']);
  expect(code).toBe(0);
  const nothing = { mean: null, rated: 0, upvotes: 0, neutral: 0, downvotes: 0 };
  const daily = Array.from({ length: 7 }, (_, index) => {
    const day = `2026-11-${String(9 + index).padStart(2, '0')}`;
    return index === 0 ? { day, mean: 2, rated: 1 } : { day, mean: null, rated: 0 };
  });
  const expected = {
    ...{ zone: 'Europe/Berlin', environment: 'real', period: { from: '2026-11-09', to: '2026-11-16' } },
    previous: { from: '2026-11-02', to: '2026-11-09' },
    csat: {
      ...{ mean: 2, rated: 1, upvotes: 0, neutral: 0, downvotes: 1, previous: nothing },
      ...{ change: null, interval: null, call: 'too few to call' },
    },
    daily,
    messageFeedback: {
      ...{ up: 0, down: 1, upShare: 0, downShare: 1, previous: { up: 0, down: 0, upShare: null, downShare: null } },
      ...{ upChange: null, downChange: null, shareChange: null, interval: null, call: 'too few to call' },
    },
    coverage: { conversations: 1, rated: 1, unknown: 0, responseRate: 1 },
  };
  expect(stdout).toBe(`${JSON.stringify(expected)}\n`);
});

test('conversations --json has the documented keys in their order', async () => {
  const { code, stdout } = await run(['conversations', '--feedback', 'downvote', '--json']);
  expect(code).toBe(0);
  const conversation = {
    ...{ assistant: 'shop', id: 'c-1', startedAt: '2026-11-09T08:00:00.000Z', resolvedAt: null },
    ...{ ratedAt: '2026-11-09T08:09:00.000Z', satisfaction: 'Negative', score: 2, negativeReason: 'Too slow' },
    ...{ thumbs: { up: 0, down: 1 }, locale: null, topics: [], title: null, url: null, triage: null },
  };
  expect(stdout).toBe(`${JSON.stringify({ conversations: [conversation], next: null })}\n`);
});

test('tables say "no ratings" and "new", and let no shopper steer the terminal', async () => {
  const [overview, list] = await Promise.all([
    run(['overview', ...WEEK]),
    run(['conversations', '--feedback', 'downvote']),
  ]);
  expect(overview.stdout).toMatch(/CSAT mean \(1–5\) +2\.00 +no ratings/);
  expect(overview.stdout).toMatch(/Thumbs down +1 +0 +new/);
  expect(list.stdout).toContain('Where is[31m it?');
  expect(list.stdout).not.toContain('\u001b');
});

test('a subscription is begun, changed in place, listed and ended', async () => {
  const here = (args: string[]) => inThisProcess(args, database.url);
  const begun = await here(['subscribe', '--channel', 'C123', '--assistant', 'shop', '--digest', 'tue 9:30', '--json']);
  const changed = await here(['subscribe', '--channel', 'C123', '--alerts', 'off', '--json']);
  expect(JSON.parse(changed.stdout)).toEqual({ ...JSON.parse(begun.stdout), alerts: 'off' });
  const listed = await here(['subscriptions', '--json']);
  expect(JSON.parse(listed.stdout)).toEqual({ subscriptions: [JSON.parse(changed.stdout)] });
  expect((await here(['unsubscribe', '--channel', 'C123'])).code).toBe(0);
  expect((await here(['unsubscribe', '--channel', 'C123'])).code).toBe(1);
});

test('a subscription keeps its second limit and its quiet hours until they are changed', async () => {
  const here = (args: string[]) => inThisProcess(args, database.url);
  const subscribe = (...args: string[]) => here(['subscribe', '--channel', 'C124', '--json', ...args]);
  const twice = ['--escalate-to', 'U1AB', '--escalate-again-after', '8h', '--escalate-again-to', 'S1AB'];
  expect((await subscribe(...twice, '--quiet', '20:00-08:00')).code).toBe(0);
  expect(JSON.parse((await subscribe('--alerts', 'thumbs')).stdout)).toMatchObject({
    ...{ escalateAfterMinutes: 240, escalateTo: 'U1AB', escalateAgainAfterMinutes: 480, escalateAgainTo: 'S1AB' },
    quiet: { from: '20:00', to: '08:00' },
  });
  expect(await subscribe('--escalate-after', '9h')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/longer one/),
  });
  expect((await subscribe('--quiet', 'at night')).code).toBe(2);
  expect(JSON.parse((await subscribe('--escalate-after', 'off', '--quiet', 'off')).stdout)).toMatchObject({
    ...{ escalateAfterMinutes: null, escalateAgainAfterMinutes: null, quiet: null },
  });
});

test.each([
  ['no command', [], /Usage: thumbline/],
  ['an unknown command', ['tidy'], /^thumbline: unknown command 'tidy'/],
  ['an unknown option', ['overview', '--form', '2026-11-09'], /^thumbline: unknown option '--form'/],
  ['a missing option', ['conversations'], /^thumbline: required option '--feedback/],
  ['a word that is none of the choices', ['conversations', '--feedback', 'bad'], /Allowed choices are upvote/],
  ['a file that is not there', ['import', '/nowhere.jsonl'], /does not exist: expected a JSONL file/],
  ['a folder for a file', ['import', tmpdir()], /is a folder: expected a JSONL file/],
  [
    'a reversed period',
    ['overview', '--from', '2026-11-09', '--to', '2026-11-02', '--zone', 'UTC'],
    /^thumbline: The period from 2026-11-09 to 2026-11-02 is empty or reversed/,
  ],
  [
    'an unknown zone',
    ['overview', '--from', '2026-11-09', '--to', '2026-11-16', '--zone', 'Mars'],
    /^thumbline: Unknown time zone "Mars"/,
  ],
  ['half a period', ['overview', '--from', '2026-11-09'], /--to and --zone is missing/],
  ['an unknown assistant', ['export', '--assistant', 'shoop'], /Unknown assistant "shoop": expected one of shop/],
  ['a cursor that is none', ['conversations', '--feedback', 'upvote', '--after', 'x'], /Unknown cursor/],
  ['a channel that is none', ['subscribe', '--channel', '#support'], /Unknown channel "#support"/],
])('%s is answered with one sentence and exit code 2', async (_, args, expected) => {
  const { code, stdout, stderr } = await inThisProcess(args, database.url);
  expect(stderr).toMatch(expected);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect([code, stdout]).toEqual([2, '']);
});

test('what was asked wrongly ends the process with exit code 2', async () => {
  expect(await run(['overview', '--form', '2026-11-09'])).toEqual({
    code: 2,
    stdout: '',
    stderr: "thumbline: unknown option '--form' (Did you mean --from?) (--help lists the options)\n",
  });
});

test('a database that is down, unknown or empty, and a wrong variable, are each one sentence', async () => {
  const server = inject('serverUrl');
  const ask = (DATABASE_URL: string) => thumbline(['subscriptions'], { DATABASE_URL });
  const named = (name: string) => server.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
  const answers = await Promise.all([
    ask('postgres://shop:hunter2@127.0.0.1:1/thumbline'),
    ask(named('no_such_database')),
    ask(named('template1')),
    ask('mysql://shop:hunter2@127.0.0.1/thumbline'),
    thumbline(['subscriptions']),
  ]);
  expect(answers.map(({ code }) => code)).toEqual([1, 1, 1, 2, 2]);
  const sentences = [/cannot be reached \(ECONNREFUSED\)/, /no database/, /run "thumbline migrate"/, /DATABASE_URL: /];
  for (const [index, sentence] of [...sentences, /DATABASE_URL is not set/].entries()) {
    expect(answers[index]?.stderr).toMatch(sentence);
    expect(answers[index]?.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(answers[index]?.stderr).not.toContain('hunter2');
  }
});

test('every command has a help page', async () => {
  // Even where the environment cannot be used.
  const { code, stdout } = await thumbline(['--help'], { PORT: 'no port' });
  expect(code).toBe(0);
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name as string);
  expect(commands).toEqual(
    expect.arrayContaining(['start', 'demo', 'migrate', 'import', 'export', 'overview', 'digest']),
  );
  for (const name of commands.filter((each) => each !== 'help')) {
    const page = await inThisProcess([name, '--help'], null);
    expect(page).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(`Usage: thumbline ${name}`) });
  }
});

test('a reader who leaves early is no failure', async () => {
  const many = Array.from({ length: 3_000 }, (_, index) =>
    importLine({ id: `many-${index}`, assistant: 'many', title: 'x'.repeat(200) }),
  );
  await run(['import', '-'], many.map((each) => JSON.stringify(each)).join('\n'));
  expect(await readOnlyTheStart(['export'], { DATABASE_URL: database.url })).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^\{"id":"many-0"/),
    stderr: '',
  });
});

test('export --triage writes what came of conversations as CSV', async () => {
  await database.db.execute(sql`
    insert into thumbline.triage (assistant_id, conversation_id, outcome, owner, note, decided_by, decided_at)
    select assistant_id, id, 'rule', 'U0BEN', '=cmd, "x"', 'U0ANA', '2026-11-10T08:00:00Z' from feedback.conversations limit 1`);
  const { code, stdout } = await run(['export', '--triage']);
  expect(code).toBe(0);
  const [head, line, ...rest] = stdout.split('\r\n');
  expect(head).toMatch(/^assistant,conversation,stage,outcome,owner,note,link,/);
  expect(line).toMatch(/,decided,rule,U0BEN,"'=cmd, ""x""",,U0ANA,2026-11-10T08:00:00.000Z,,,,,$/);
  expect(rest).toEqual(['']);
});
