import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { addDays, currentWeek, instantsOf, lastCompleteWeek, startOfDay } from '../../src/csat/period.ts';
import { instant } from '../../src/db/client.ts';
import { recordTriage } from '../../src/db/record-triage.ts';
import { findSubscription } from '../../src/db/subscriptions.ts';
import { loadTriage } from '../../src/db/triage.ts';
import { previewFor, renderDigest } from '../../src/jobs/digest.ts';
import { gapKeeperIn } from '../../src/jobs/gap-keeper.ts';
import { gapPort } from '../../src/jobs/gap-port.ts';
import { startGaps } from '../../src/jobs/gaps.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { asked, giveAsked } from '../support/asked.ts';
import { inThisProcess } from '../support/command-line.ts';
import { useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { giveSubscription } from '../support/feedback.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';
import { eyesOf, useRoom } from '../support/room.ts';
import { useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn({
  channels: [
    { id: 'C0SUPPORT', name: 'support', members: ['U0ANA', 'U0BEN', 'U0BOT'] },
    { id: 'C0OTHER', name: 'other', members: ['U0ANA', 'U0BEN', 'U0BOT'] },
  ],
});
useRoom(database, standIn);
const channelId = 'C0SUPPORT';
const WEEK = lastCompleteWeek(new Date(), 'UTC');
const start = instantsOf(WEEK).start.getTime();
const hour = (hours: number) => new Date(start + hours * 3_600_000);
const ana = () => standIn().as('U0ANA');
const sees = eyesOf(standIn, 'U0ANA');
const says = () => wordsOf(sees.modal() ?? { blocks: [] });
const HOSTILE = '<!channel> where do I get a *return label*?';
let subscriptionId = 0;

beforeAll(async () => {
  subscriptionId = await giveSubscription(database.db, { channelId });
  await giveAsked(database.db, [
    ...[
      'Where do I get a return label?',
      'where can I get a return label',
      HOSTILE,
      'I need a return label, where?',
      'return label: where do I get it',
      'Where do I get the return label please?',
    ].map((question, at) =>
      asked(`label-${at}`, question, hour(at), { downvotedAt: hour(at), reason: `No label ${at}` }),
    ),
    asked('single', 'Do you sell gift cards?', hour(9)),
  ]);
});

const openFirst = async () => {
  const list = sees.answers().at(-1);
  const [button] = elementsOf(sees.lastAnswer(), ACTION.openGap);
  await ana().click({ ephemeralId: String(list?.id) }, { actionId: ACTION.openGap, value: String(button?.value) });
  await eventually(() => says().includes('Conversations'), true);
};
const click = async (actionId: string, value?: string) => {
  const answer = await ana().click(
    { viewId: String(sees.modal()?.id) },
    { actionId, ...(value !== undefined && { value }) },
  );
  expect(answer).toMatchObject({ problem: null });
};

test('/csat gaps lists what was asked in vain, and a gap opens its conversations and reasons', async () => {
  await ana().command(channelId, '/csat', 'gaps assistant:shop colour:red');
  await eventually(() => wordsOf(sees.lastAnswer()).includes('6 conversations (new)'), true);
  const said = wordsOf(sees.lastAnswer());
  expect(said).toContain('6 downvotes, 100% of all');
  expect(said).toContain('Not understood: colour:red');
  await openFirst();
  expect(says()).toContain('6 conversations');
  expect(says()).toContain('1–5 of 6, newest first');
  expect(says()).toContain('No label 5');
  await click(ACTION.olderGapRows);
  await eventually(() => says().includes('6–6 of 6'), true);
});

test('what is saved is said of the gap, and of all of its conversations', async () => {
  await click(ACTION.workOnGap);
  await eventually(() => says().includes('Set for all 6 conversations at once'), true);
  const { problem } = await ana().submit(String(sees.modal()?.id), {
    name: { name: { value: 'Return labels' } },
    outcome: { outcome: { selected_option: { value: 'knowledge' } } },
    owner: { owner: { selected_user: 'U0BEN' } },
    note: { note: { value: 'New portal' } },
    link: { link: { value: 'https://kb.example/labels' } },
  });
  expect(problem).toBeNull();
  await eventually(() => says().includes('Saved, and set for 6 conversations.'), true);
  expect(says()).toContain('Return labels');
  expect(says()).toContain('Add knowledge · owner U0BEN');
  const rows = await database.db.execute(sql`
    select 1 from thumbline.triage where outcome = 'knowledge' and owner = 'U0BEN' and note = 'New portal' and decided_by = 'U0ANA'`);
  expect(rows).toHaveLength(6);
});

test('saved again, it changes no conversation that somebody decided by itself, and none where only the name is another', async () => {
  const key = { assistant: 'shop', id: 'label-2' };
  const details = { owner: 'U0BEN', note: 'mine', link: null };
  const step = { do: 'decide' as const, outcome: 'rule' as const, details };
  await recordTriage(database.db, { key, by: 'U0BEN', seenVersion: 1, step });
  const save = async (name: string, note: string, answer: string) => {
    await click(ACTION.workOnGap);
    await eventually(() => says().includes('What should happen?'), true);
    const { problem } = await ana().submit(String(sees.modal()?.id), {
      name: { name: { value: name } },
      outcome: { outcome: { selected_option: { value: 'knowledge' } } },
      owner: { owner: { selected_user: 'U0BEN' } },
      note: { note: { value: note } },
      link: { link: { value: 'https://kb.example/labels' } },
    });
    expect(problem).toBeNull();
    await eventually(() => says().includes(answer), true);
  };
  const versions = async () =>
    (
      await database.db.execute<{ version: number }>(sql`select version from thumbline.triage order by conversation_id`)
    ).map(({ version }) => version);
  await save('Return label', 'New portal', 'Saved.');
  expect(await versions()).toEqual([1, 1, 2, 1, 1, 1]);
  await save(
    'Return labels',
    'The new portal',
    'Saved, and set for 5 conversations. One stays as it was decided by itself',
  );
  expect(await versions()).toEqual([2, 2, 2, 2, 2, 2]);
  expect(await loadTriage(database.db, key)).toMatchObject({ outcome: 'rule', note: 'mine' });
});

test('a conversation opens on top, and can be split off; marked done, the gap says so, and that it is too early to judge', async () => {
  const [open] = elementsOf(sees.modal() ?? { blocks: [] }, ACTION.openGapTranscript);
  await click(ACTION.openGapTranscript, String(open?.value));
  await eventually(() => says().includes('I do not know.'), true);
  await ana().closeView(String(sees.modal()?.id));
  const [split] = elementsOf(sees.modal() ?? { blocks: [] }, ACTION.splitGap);
  await click(ACTION.splitGap, String(split?.value));
  await eventually(() => says().includes('Split off'), true);
  expect(says()).toContain('5 conversations');
  await click(ACTION.undoSplit);
  await eventually(() => says().includes('Undone: that conversation is in this gap again.'), true);
  expect(says()).toContain('6 conversations');
  const [again] = elementsOf(sees.modal() ?? { blocks: [] }, ACTION.splitGap);
  await click(ACTION.splitGap, String(again?.value));
  await eventually(() => says().includes('Split off'), true);
  const [other] = elementsOf(sees.modal() ?? { blocks: [] }, ACTION.openGap);
  await click(ACTION.openGap, String(other?.value));
  await eventually(() => says().includes('1–1 of 1'), true);
  expect(says()).toContain('split a conversation off');
  await ana().closeView(String(sees.modal()?.id));
  await click(ACTION.markGapDone);
  await eventually(() => says().includes('✅ Marked done by U0ANA'), true);
  expect(says()).toContain('Too few to call yet');
  expect(says()).toContain('marked it done');
});

test('what was split off is listed though it is of one conversation; dismissed, it can be found and brought back', async () => {
  const listed = async (typed: string, words: string) => {
    const before = sees.answers().length;
    await ana().command(channelId, '/csat', typed);
    await eventually(() => sees.answers().length > before && wordsOf(sees.lastAnswer()).includes(words), true);
    return wordsOf(sees.lastAnswer());
  };
  expect(await listed('gaps', '1 conversation (new)')).not.toContain('dismissed');
  const openLast = async () => {
    const button = elementsOf(sees.lastAnswer(), ACTION.openGap).at(-1);
    const ephemeralId = String(sees.answers().at(-1)?.id);
    await ana().click({ ephemeralId }, { actionId: ACTION.openGap, value: String(button?.value) });
    await eventually(() => says().includes('1–1 of 1'), true);
  };
  await openLast();
  await click(ACTION.gapMenu, 'dismiss');
  await eventually(() => says().includes('Dismissed: it is in no list'), true);
  expect(await listed('gaps', '1 dismissed: /csat gaps dismissed')).not.toContain('1 conversation (new)');
  expect(await listed('gaps dismissed', 'Dismissed gaps')).toContain('1 conversation (new)');
  await openLast();
  await click(ACTION.gapMenu, 'restore');
  await eventually(() => says().includes('It is back in the lists.'), true);
  await listed('gaps', '1 conversation (new)');
});

test('/csat gaps share shows the list to the channel, where everybody can open a gap', async () => {
  await ana().command(channelId, '/csat', 'gaps share assistant:shop');
  const shown = () => standIn().workspace.messages.get(channelId)?.at(-1);
  await eventually(() => wordsOf({ blocks: shown()?.blocks ?? [] }).includes('5 conversations (new)'), true);
});

test('a gap is only found in the channel whose it is', async () => {
  await giveSubscription(database.db, { channelId: 'C0OTHER' });
  const clock = { now: () => new Date() };
  const { load } = gapPort({
    ...{ db: database.db, keeper: gapKeeperIn(database.db, clock), clock },
    findSubscription: (channel) => findSubscription(database.db, channel),
    log: { warn: () => {} },
  });
  const [row] = await database.db.execute<{ id: string }>(sql`select min(id) as id from thumbline.gaps`);
  const gapId = Number(row?.id);
  expect((await load({ gapId, channelId, page: 0 }))?.gap.name).toBe('Return labels');
  expect(await load({ gapId, channelId: 'C0OTHER', page: 0 })).toBeNull();
});

test('the digest tells the week’s gaps and what became of earlier fixes; frozen, it holds no shopper’s words', async () => {
  const { db } = database;
  const closedAt = new Date(startOfDay(addDays(WEEK.to, -28), 'UTC').getTime() + 3_600_000);
  await db.execute(sql`update thumbline.gaps set closed_at = ${instant(closedAt)} where status = 'done'`);
  const monday = currentWeek(new Date(), 'UTC').from;
  await db.execute(sql`
    insert into thumbline.digests (subscription_id, monday, zone, due_at) values (${subscriptionId}, ${monday}, 'UTC', now())`);
  const tools = { db, uploadPng: null, quickchartUrl: null, log: { warn: () => {} } };
  const owed = { key: 'digest', kind: 'digest', channelId, subscriptionId, monday, plain: false } as never;
  const message = await renderDigest({ ...tools, gaps: gapKeeperIn(db, { now: () => new Date() }) }, owed);
  const said = wordsOf(message ?? { blocks: [] });
  expect(said).toContain('What shoppers asked in vain Return labels 5 conversations · new · 83% of the downvotes');
  expect(said).toMatch(/Fixes of three to five weeks ago Return labels.{1,3}done on .{1,30}too few to call/);
  assertFitsSlack(message as never);
  const [stored] = await db.execute<{ figures: string }>(sql`select figures::text as figures from thumbline.digests`);
  expect(stored?.figures).toContain('"conversations": 5');
  expect(stored?.figures).not.toContain('return label');
});

test('without a subscription gaps are told, and nobody can open them', async () => {
  const gaps = gapKeeperIn(database.db, { now: () => new Date() });
  const tools = { db: database.db, uploadPng: null, quickchartUrl: null, gaps, log: { warn: () => {} } };
  const { message } = await previewFor(tools, null, new Date());
  expect(wordsOf(message)).toContain('6 conversations · new');
  expect(elementsOf(message, ACTION.openGap)).toEqual([]);
  const clock = { now: () => new Date() };
  const log = { warn: () => {} };
  const { list } = gapPort({ db: database.db, keeper: gaps, clock, findSubscription: async () => null, log });
  const filter = { assistants: [], locales: [], topics: [] };
  const answer = await list({ channelId: 'C0FREE', period: WEEK, filter, shelf: 'standing' });
  expect(answer).toMatchObject({ followed: false, list: { downvotes: 6, gaps: [{ conversations: 6, downvotes: 6 }] } });
});

test('gaps that cannot be found now hold nothing up: those known are listed, and a digest that nobody follows tells none', async () => {
  const { db } = database;
  const failed = async () => {
    throw new Error('Another process has been grouping the same gaps for too long.');
  };
  const keeper = { refresh: failed, find: failed };
  const warned: string[] = [];
  const log = { warn: (_: object, message: string) => void warned.push(message) };
  const port = gapPort({
    ...{ db, keeper, clock: { now: () => new Date() }, log },
    findSubscription: (channel) => findSubscription(db, channel),
  });
  const filter = { assistants: [], locales: [], topics: [] };
  const { fresh, list } = await port.list({ channelId, period: WEEK, filter, shelf: 'standing' });
  expect([fresh, list.gaps[0]?.conversations]).toEqual([false, 5]);
  const { message } = await previewFor(
    { db, uploadPng: null, quickchartUrl: null, gaps: keeper, log },
    null,
    new Date(),
  );
  expect(wordsOf(message)).toContain('6 downvotes');
  expect(warned).toEqual([
    'Gaps could not be found anew: those known are listed',
    'Gaps could not be found: the digest tells none',
  ]);
});

test('thumbline gaps prints them as JSON, the largest first', async () => {
  const answer = await inThisProcess(
    ['gaps', '--from', WEEK.from, '--to', WEEK.to, '--zone', 'UTC', '--assistant', 'shop', '--json'],
    database.url,
  );
  expect(answer).toMatchObject({ code: 0, stderr: '' });
  const { gaps } = JSON.parse(answer.stdout);
  expect(gaps).toHaveLength(1);
  expect(Object.keys(gaps[0])).toEqual(['question', 'size', 'conversations', 'firstAt', 'lastAt', 'topics']);
  expect(gaps[0]).toMatchObject({ size: 6, firstAt: hour(0).toISOString(), lastAt: hour(5).toISOString() });
  expect(gaps[0].conversations).toContainEqual({ assistant: 'shop', id: 'label-0' });
  const sandbox = await inThisProcess(
    ['gaps', '--from', WEEK.from, '--to', WEEK.to, '--zone', 'UTC', '--environment', 'sandbox'],
    database.url,
  );
  expect(sandbox).toMatchObject({ code: 2, stderr: expect.stringContaining('The sandbox has no gaps') });
});

test('a thread of its own does the work, and the event loop stays free', async () => {
  const clock = { now: () => new Date() };
  const log = pino({ level: 'silent' });
  const gaps = startGaps({ db: database.db, databaseUrl: database.url, rounds: false, clock, log });
  try {
    await database.db.execute(sql`update thumbline.groupings set seen = null`);
    await gaps.refresh((await findSubscription(database.db, channelId))?.id ?? 0);
    const rows = await database.db.execute(sql`select 1 from thumbline.groupings where seen is not null`);
    expect(rows).toHaveLength(1);
  } finally {
    await gaps.stop();
  }
});
