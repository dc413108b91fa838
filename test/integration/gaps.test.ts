import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { gapsKnownFrom } from '../../src/csat/gap.ts';
import type { Embedder } from '../../src/csat/gaps/meaning.ts';
import { addDays, dayOf, instantsOf, lastCompleteWeek, startOfDay } from '../../src/csat/period.ts';
import { EVERYTHING } from '../../src/csat/subscription.ts';
import { changeGap } from '../../src/db/change-gap.ts';
import { instant } from '../../src/db/client.ts';
import { listGapEvents, loadGapFacts } from '../../src/db/gap-detail.ts';
import { listClosedGaps, loadGapEffect, loadGapWeeks } from '../../src/db/gap-effects.ts';
import { listGaps, listOtherGaps, loadGap } from '../../src/db/gaps.ts';
import { claimGrouping, recordGrouping } from '../../src/db/record-grouping.ts';
import { recordQuestions } from '../../src/db/record-questions.ts';
import { areGapsDue, refreshGaps } from '../../src/jobs/gap-refresh.ts';
import { chanceOf } from '../../src/workspace/story/random.ts';
import { asked, giveAsked } from '../support/asked.ts';
import { empty, useDatabase } from '../support/database.ts';
import { giveSubscription } from '../support/feedback.ts';

const database = useDatabase();
const WEEK = lastCompleteWeek(new Date(), 'UTC');
const start = instantsOf(WEEK).start.getTime();
const hour = (hours: number) => new Date(start + hours * 3_600_000);
const now = instantsOf(WEEK).end;

/** Says which texts it was asked for, and that they have nothing in common. */
const embedded: string[] = [];
const embedder: Embedder = {
  dimensions: 2,
  embed: async (texts) => {
    embedded.push(...texts);
    return texts.map((text) => Float32Array.of(text.length, 1));
  },
};
let subscription: { id: number; zone: string; assistants: string[]; locales: string[]; topics: string[] };
const refresh = () =>
  refreshGaps({ db: database.db, embedder, model: 'test' }, subscription, { now, embedWithinMs: 5_000 });
const list = async () => (await listGaps(database.db, { subscription, period: WEEK, filter: EVERYTHING })).gaps;
const questions = async () =>
  (
    await database.db.execute<{ name: string; thumbed: boolean; downvoted: boolean }>(sql`
      select conversation_id || ' ' || message_id as name, thumbed_at is not null as thumbed,
        downvoted_at is not null as downvoted
      from thumbline.questions order by 1`)
  ).map((row) => ({ ...row }));
const since = new Date(start - 60 * 86_400_000);
const record = () => recordQuestions(database.db, { assistants: [], since });

const LABEL = [
  'Where do I get a return label?',
  'where can I get the return label',
  'I need a return label, where do I get one?',
  'How do I get a return label please?',
];
const PARCEL = [
  'Where is my parcel?',
  'where is my parcel now',
  'my parcel, where is it?',
  'Where is the parcel of mine?',
];

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, feedback.assistants');
  embedded.length = 0;
  subscription = { ...EVERYTHING, zone: 'UTC', id: await giveSubscription(database.db, { channelId: 'C0SUPPORT' }) };
});

const given = (texts: string[], prefix: string) =>
  giveAsked(
    database.db,
    texts.map((text, at) => asked(`${prefix}-${at}`, text, hour(10 + at))),
  );

describe('the question behind bad feedback', () => {
  const turns = [
    { role: 'shopper' as const, body: 'Hello' },
    { role: 'assistant' as const, body: 'Hi' },
    { role: 'shopper' as const, body: 'Where is it?' },
    { role: 'assistant' as const, body: 'No idea.', down: hour(1) },
    { role: 'shopper' as const, body: 'Really?' },
    { role: 'assistant' as const, body: 'Really.' },
  ];

  test('is the shopper’s last message before the thumbed-down answer, and of a downvote that of the turn that hurt', async () => {
    const untouched = turns.map(({ role, body }) => ({ role, body }));
    await giveAsked(database.db, [
      { id: 'thumb', startedAt: hour(0), turns },
      { id: 'both', startedAt: hour(0), turns, downvotedAt: hour(2) },
      { id: 'vote', startedAt: hour(0), turns: untouched, downvotedAt: hour(2) },
      { id: 'unanswered', startedAt: hour(0), turns: untouched.slice(0, 1), downvotedAt: hour(2) },
      { id: 'silent', startedAt: hour(0), turns: untouched.slice(1, 2), downvotedAt: hour(2) },
      { id: 'sandbox', startedAt: hour(0), turns, downvotedAt: hour(2), environment: 'sandbox' },
      { id: 'fine', startedAt: hour(0), turns: untouched },
    ]);
    await record();
    expect(await questions()).toEqual([
      { name: 'both m-2', thumbed: true, downvoted: true },
      { name: 'thumb m-2', thumbed: true, downvoted: false },
      { name: 'unanswered m-0', thumbed: false, downvoted: true },
      { name: 'vote m-4', thumbed: false, downvoted: true },
    ]);
    expect(await record()).toBe(0);
  });

  test('is gone when its feedback is withdrawn, its conversation erased or moved to the sandbox', async () => {
    const ids = ['withdrawn', 'erased', 'moved', 'kept'];
    await giveAsked(
      database.db,
      ids.map((id) => asked(id, 'Where is it?', hour(1))),
    );
    await record();
    expect(await questions()).toHaveLength(4);
    await database.db.execute(sql`delete from feedback.conversations where id = 'erased'`);
    expect(await questions()).toHaveLength(3);
    await database.db.execute(sql`delete from feedback.thumbs where conversation_id = 'withdrawn'`);
    await database.db.execute(sql`update feedback.conversations set environment = 'sandbox' where id = 'moved'`);
    await record();
    expect((await questions()).map(({ name }) => name)).toEqual(['kept m-0']);
  });

  test('gets its vector once, in a language that the model knows; other words get another', async () => {
    await giveAsked(database.db, [
      asked('en', 'Where is it?', hour(1), { locale: 'en-GB' }),
      asked('de', 'Wo ist es?', hour(1), { locale: 'de-DE' }),
      asked('unknown', 'Where?', hour(1)),
    ]);
    await refresh();
    await refresh();
    expect(embedded).toEqual(['Where is it?']);
    await database.db.execute(sql`update feedback.messages set body = 'Where was it?' where body = 'Where is it?'`);
    await refresh();
    expect(embedded).toEqual(['Where is it?', 'Where was it?']);
  });

  test('gets another vector from another model; one whose language none knows is not asked about again', async () => {
    await giveAsked(database.db, [
      asked('en', 'Where is it?', hour(1), { locale: 'en-GB' }),
      asked('de', 'Wo ist es?', hour(1), { locale: 'de-DE' }),
      { ...asked('fine', 'Do you sell wool?', hour(1), { locale: 'en' }), turns: [{ role: 'shopper', body: 'Wool?' }] },
    ]);
    const models = async () =>
      (
        await database.db.execute<{ model: string | null; bytes: number | null }>(sql`
          select model, length(vector) as bytes from thumbline.questions
          union all select model, length(vector) from thumbline.other_questions order by 1`)
      ).map((row) => ({ ...row }));
    await refresh();
    const seen = { model: 'test', bytes: 8 };
    expect(await models()).toEqual([seen, seen, { model: null, bytes: null }]);
    embedded.length = 0;
    const larger: Embedder = { dimensions: 3, embed: async (texts) => texts.map(() => Float32Array.of(1, 2, 3)) };
    const by = (tools: { embedder: Embedder; model: string }) =>
      refreshGaps({ db: database.db, ...tools }, subscription, { now, embedWithinMs: 5_000 });
    expect(await by({ embedder: larger, model: 'other' })).toBe('grouped');
    const renewed = { model: 'other', bytes: 12 };
    expect(await models()).toEqual([renewed, renewed, { model: null, bytes: null }]);
    expect(await by({ embedder: larger, model: 'other' })).toBe('unchanged');
  });

  test('gets another vector when the words are others that it is compared with, and one when its language becomes known', async () => {
    const turns = (first: string) => [
      { role: 'shopper' as const, body: first },
      { role: 'assistant' as const, body: 'Here.' },
      { role: 'shopper' as const, body: 'that link is dead' },
      { role: 'assistant' as const, body: 'Sorry.', down: hour(1) },
    ];
    const short = (first: string) => ({ id: 'short', startedAt: hour(0), locale: 'en', turns: turns(first) });
    await giveAsked(database.db, [short('The return label?'), asked('late', 'Where is it?', hour(1))]);
    await refresh();
    await refresh();
    expect(embedded).toEqual(['The return label? that link is dead']);
    await giveAsked(database.db, [short('The invoice?'), asked('late', 'Where is it?', hour(1), { locale: 'en' })]);
    await refresh();
    await refresh();
    expect(embedded.slice(1).sort()).toEqual(['The invoice? that link is dead', 'Where is it?']);
  });
});

describe('a gap', () => {
  test('counts conversations of the week and of the week before, and only those of two and more are listed', async () => {
    await given(LABEL, 'label');
    await giveAsked(database.db, [
      asked('before', 'Where do I get a return label?', new Date(start - 86_400_000)),
      asked('voted', 'Where do I get my return label?', hour(30), { downvotedAt: hour(31), topics: ['returns'] }),
      asked('single', 'Do you sell gift cards?', hour(30)),
    ]);
    expect(await refresh()).toBe('grouped');
    const { gaps, downvotes, single } = await listGaps(database.db, { subscription, period: WEEK, filter: EVERYTHING });
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatchObject({
      conversations: 5,
      conversationsBefore: 1,
      downvotes: 1,
      thumbsDown: 5,
      topics: ['returns'],
    });
    expect(gaps[0]?.firstAt).toEqual(hour(10));
    expect(gaps[0]?.lastAt).toEqual(hour(31));
    expect(downvotes).toBe(1);
    // A single question belongs to no gap: it was never two conversations.
    expect(single).toBe(0);
  });

  test('was first and last seen by the earliest and the latest feedback that came in the period', async () => {
    const ask = LABEL[0] ?? '';
    await giveAsked(database.db, [
      asked('early', ask, hour(1), { downvotedAt: hour(100) }),
      asked('between', ask, hour(50)),
      asked('late', ask, hour(60), { downvotedAt: hour(7 * 24 + 5) }),
    ]);
    await refresh();
    const [gap] = await list();
    expect([gap?.firstAt, gap?.lastAt]).toEqual([hour(1), hour(100)]);
    const facts = await loadGapFacts(database.db, { subscription, gapId: gap?.id ?? 0 });
    expect([facts.firstAt, facts.lastAt]).toEqual([hour(1), hour(7 * 24 + 5)]);
  });

  test('is compared with no period, and with no downvotes, of before gaps are known', async () => {
    const today = dayOf(now, 'UTC');
    const days = Array.from({ length: 100 }, (_, n) => addDays(today, -1 - n));
    await giveAsked(
      database.db,
      days.map((day) => {
        const at = new Date(startOfDay(day, 'UTC').getTime() + 3_600_000);
        return asked(day, 'Where do I get a return label?', at, { downvotedAt: at });
      }),
    );
    await refresh();
    const listed = async (length: number) => {
      const period = { zone: 'UTC', from: addDays(today, -length), to: today };
      const knownFrom = gapsKnownFrom(now, 'UTC');
      const asked = { subscription, period, filter: EVERYTHING, knownFrom };
      const { gaps, downvotes, countedFrom } = await listGaps(database.db, asked);
      const [gap] = gaps;
      return [gap?.conversations, gap?.conversationsBefore, gap?.downvotes, downvotes, countedFrom];
    };
    expect(await listed(35)).toEqual([35, 35, 35, 35, null]);
    expect(await listed(42)).toEqual([42, null, 42, 42, null]);
    expect(await listed(100)).toEqual([70, null, 70, 70, addDays(today, -70)]);
    const before = { zone: 'UTC', from: addDays(today, -100), to: addDays(today, -90) };
    const old = { subscription, period: before, filter: EVERYTHING, knownFrom: gapsKnownFrom(now, 'UTC') };
    expect(await listGaps(database.db, old)).toMatchObject({ gaps: [], downvotes: 0 });
  });

  test('stays the same while conversations join and leave, and is grouped anew only when something has changed', async () => {
    await given(LABEL, 'label');
    await refresh();
    const [before] = await list();
    expect(await areGapsDue(database.db, subscription, now)).toBe(false);
    expect(await refresh()).toBe('unchanged');
    await giveAsked(database.db, [asked('new', 'where do I get a return label', hour(40))]);
    await database.db.execute(sql`delete from feedback.thumbs where conversation_id = 'label-0'`);
    expect(await areGapsDue(database.db, subscription, now)).toBe(true);
    expect(await refresh()).toBe('grouped');
    const after = await list();
    expect(after.map(({ id, conversations }) => [id, conversations])).toEqual([[before?.id, 4]]);
  });

  test('is found for a scope, and has no part in another assistant’s', async () => {
    await given(LABEL, 'label');
    subscription = { ...subscription, assistants: ['shop'] };
    await giveAsked(database.db, [asked('other', LABEL[0] ?? '', hour(50), { assistant: 'other' })]);
    await refresh();
    expect((await list())[0]).toMatchObject({ conversations: 4 });
    const filter = { ...EVERYTHING, locales: ['de'] };
    expect((await listGaps(database.db, { subscription, period: WEEK, filter })).gaps).toEqual([]);
  });
});

describe('a subscription that was narrowed', () => {
  test('shows no words of what it no longer covers: not as samples, and not in the menu of gaps to merge with', async () => {
    const third = (id: string, text: string) => asked(id, text, hour(60), { assistant: 'third' });
    await given(LABEL, 'label');
    await given(PARCEL, 'parcel');
    await giveAsked(database.db, [third('t-0', LABEL[0] ?? ''), third('t-1', 'Where do I get a return label, third?')]);
    await refresh();
    const gaps = await list();
    const parcel = gaps.find(({ question }) => question?.includes('parcel'));
    const label = gaps.find(({ question }) => question?.includes('label'));
    const of = (id = 0) => ({ id, subscriptionId: subscription.id });
    expect((await loadGap(database.db, of(parcel?.id)))?.question).toContain('parcel');
    await database.db.execute(sql`update thumbline.subscriptions set assistants = '{third}'`);
    expect((await loadGap(database.db, of(parcel?.id)))?.question).toBeNull();
    expect((await loadGap(database.db, of(label?.id)))?.sample?.assistant).toBe('third');
    const others = { subscriptionId: subscription.id, gapId: label?.id ?? 0 };
    expect(await listOtherGaps(database.db, others)).toEqual([]);
  });
});

describe('what people say of a gap stands', () => {
  const two = async () => {
    await given(LABEL, 'label');
    await given(PARCEL, 'parcel');
    await refresh();
    const gaps = await list();
    expect(gaps).toHaveLength(2);
    const of = (word: string) => gaps.find(({ question }) => question?.includes(word)) as (typeof gaps)[number];
    return { label: of('label'), parcel: of('parcel') };
  };
  const change = (gap: { id: number; version: number }, step: Parameters<typeof changeGap>[1]['step']) =>
    changeGap(database.db, {
      gapId: gap.id,
      subscriptionId: subscription.id,
      by: 'U0ANA',
      seenVersion: gap.version,
      step,
    });
  const NOTHING = { outcome: null, owner: null, note: null, link: null };
  const named = (name: string, decision = {}) => ({ do: 'work' as const, name, ...NOTHING, ...decision });
  /** Something new comes in, so that everything is grouped again. */
  const regroup = async () => {
    await giveAsked(database.db, [asked('later', 'Is the wool jumper warm?', hour(70))]);
    expect(await refresh()).toBe('grouped');
  };

  test('merged, they are one; the other’s buttons open it; new questions of both count for it', async () => {
    const { label, parcel } = await two();
    expect(await change(parcel, { do: 'merge', into: label.id })).toMatchObject({
      changed: true,
      gap: { id: label.id },
    });
    await giveAsked(database.db, [asked('more', 'where is my parcel please', hour(60))]);
    await regroup();
    expect((await list()).map(({ id, conversations }) => [id, conversations])).toEqual([[label.id, 9]]);
    expect((await loadGap(database.db, { id: parcel.id, subscriptionId: subscription.id }))?.id).toBe(label.id);
  });

  describe('of two gaps of which one is marked done, both are once they are merged', () => {
    const closed = async (gapId: number) => {
      const gap = await loadGap(database.db, { id: gapId, subscriptionId: subscription.id });
      return { status: gap?.status, closedBy: gap?.closedBy, on: gap?.closedAt && dayOf(gap.closedAt, 'UTC') };
    };
    const markDone = async (gap: { id: number; version: number }, daysAgo: number, by: string) => {
      const version = (await change(gap, { do: 'done' }))?.gap.version ?? 0;
      const at = startOfDay(addDays(dayOf(now, 'UTC'), -daysAgo), 'UTC');
      await database.db.execute(
        sql`update thumbline.gaps set closed_at = ${instant(at)}, closed_by = ${by} where id = ${gap.id}`,
      );
      return { ...gap, version };
    };
    const watched = async () => {
      const span = { from: startOfDay(addDays(dayOf(now, 'UTC'), -35), 'UTC'), to: now };
      return (await listClosedGaps(database.db, { subscriptionId: subscription.id, ...span })).map(({ id }) => id);
    };
    const ago = (days: number) => addDays(dayOf(now, 'UTC'), -days);

    test('the done one into the open one: its watch goes on there', async () => {
      const { label, parcel } = await two();
      await change(await markDone(label, 28, 'U0BEN'), { do: 'merge', into: parcel.id });
      expect(await closed(parcel.id)).toEqual({ status: 'done', closedBy: 'U0BEN', on: ago(28) });
      expect(await watched()).toEqual([parcel.id]);
    });

    test('the open one into the done one', async () => {
      const { label, parcel } = await two();
      await markDone(label, 28, 'U0BEN');
      expect(await change(parcel, { do: 'merge', into: label.id })).toMatchObject({ gap: { status: 'done' } });
      expect(await closed(label.id)).toEqual({ status: 'done', closedBy: 'U0BEN', on: ago(28) });
    });

    test.each([
      ['of the one that is merged', 21, 200],
      ['of the one that stays', 200, 21],
    ])('both done, by the later fix: %s', async (_whose, mergedAgo, stayingAgo) => {
      const { label, parcel } = await two();
      await markDone(parcel, stayingAgo, 'U0ANA');
      await change(await markDone(label, mergedAgo, 'U0BEN'), { do: 'merge', into: parcel.id });
      expect(await closed(parcel.id)).toMatchObject({ status: 'done', on: ago(21) });
      expect(await closed(parcel.id)).toMatchObject({ closedBy: mergedAgo < stayingAgo ? 'U0BEN' : 'U0ANA' });
      expect(await watched()).toEqual([parcel.id]);
    });
  });

  test('split off, a conversation stays away; renamed, a gap keeps its name; dismissed, it is in no list', async () => {
    const { label, parcel } = await two();
    const conversation = { assistant: 'shop', id: 'label-1' };
    const split = await change(label, { do: 'split', conversation });
    expect(split).toMatchObject({ changed: true });
    const version = split?.gap.version ?? 0;
    await change({ ...label, version }, named('Return labels'));
    await change(parcel, { do: 'dismiss' });
    await regroup();
    expect((await list()).map(({ name, conversations }) => [name, conversations])).toEqual([
      ['Return labels', 3],
      [null, 1],
    ]);
  });

  test('the history says what was changed, and nothing where nothing was', async () => {
    const { label } = await two();
    const decided = { outcome: 'knowledge' as const, owner: 'U0BEN' };
    const first = await change(label, named('Labels', decided));
    expect(await change(first?.gap ?? label, named('Labels', decided))).toMatchObject({ changed: false });
    await change(first?.gap ?? label, named('Labels', { ...decided, note: 'New portal' }));
    const history = (await listGapEvents(database.db, label)).map(({ action, detail }) => [action, detail]);
    expect(history.reverse()).toEqual([
      ['renamed', null],
      ['decided', 'knowledge'],
      ['owned', 'U0BEN'],
      ['noted', null],
    ]);
  });

  test('who saw an older version changes nothing', async () => {
    const { label } = await two();
    expect(await change(label, named('One'))).toMatchObject({ changed: true });
    expect(await change(label, named('Two'))).toMatchObject({ changed: false, gap: { name: 'One' } });
    expect(await change({ id: 999_999, version: 1 }, { do: 'done' })).toBeNull();
  });

  test('who saw a gap that has joined another one since changes neither', async () => {
    const { label, parcel } = await two();
    await database.db.execute(sql`update thumbline.gaps set merged_into = ${parcel.id} where id = ${label.id}`);
    const conversation = { assistant: 'shop', id: 'label-1' };
    const steps = [
      ...(['done', 'dismiss'] as const).map((step) => ({ do: step })),
      named('Return labels'),
      { do: 'split' as const, conversation },
    ];
    for (const step of steps) {
      expect(await change(label, step)).toMatchObject({ changed: false, gap: { id: parcel.id, version: 1 } });
    }
    expect(await loadGap(database.db, { id: parcel.id, subscriptionId: subscription.id })).toMatchObject({
      ...{ status: 'open', name: null, version: 1 },
    });
  });

  test('a gap is merged with none that was dismissed or has joined another one meanwhile', async () => {
    const { label, parcel } = await two();
    await change(label, { do: 'dismiss' });
    expect(await change(parcel, { do: 'merge', into: label.id })).toMatchObject({ changed: false });
    expect((await list()).map(({ id }) => id)).toEqual([parcel.id]);
  });

  test('a regrouping that began before they said it is not stored', async () => {
    const { label } = await two();
    const claim = await claimGrouping(database.db, subscription.id);
    expect(await claimGrouping(database.db, subscription.id)).toBeNull();
    expect(await refresh()).toBe('busy');
    await change(label, { do: 'dismiss' });
    const result = { seen: 'stale', gaps: [], alone: [], joined: [] };
    expect(await recordGrouping(database.db, claim as NonNullable<typeof claim>, result)).toBe(false);
    expect(await refresh()).toBe('unchanged');
  });
});

describe('a gap that was marked done', () => {
  const closedOn = addDays(dayOf(now, 'UTC'), -30);

  /** Four weeks before and after: many conversations a day, a share of which asks for a return label. */
  type Shares = {
    before: number;
    after: number;
    /** Of 100 conversations that did not ask for a label, how many have feedback. */ heardAfter?: number;
  };
  async function history({ heardAfter = 50, ...shares }: Shares): Promise<void> {
    const chance = chanceOf(`history ${shares.after}`);
    const days = Array.from({ length: 60 }, (_, n) => addDays(closedOn, n - 30));
    await database.db.execute(
      sql`insert into feedback.assistants (id, name) values ('shop', 'Shop') on conflict do nothing`,
    );
    await database.db.execute(sql`
      insert into feedback.conversations (assistant_id, id, environment, started_at, verdict, rated_at)
      select 'shop', 'quiet-' || d || '-' || n, 'real', started_at, verdict, case when verdict is not null then started_at end
      from generate_series(0, ${days.length - 1}) d, generate_series(1, 60) n, lateral (
        select ${instant(startOfDay(days[0] ?? '', 'UTC'))} + d * interval '1 day' + n * interval '1 minute' as started_at,
          case when n * 100 <= 60 * case when d < 30 then 50 else ${heardAfter}::int end then 'up' end as verdict
      ) as told`);
    await giveAsked(
      database.db,
      days.flatMap((day) =>
        Array.from({ length: 60 }, (_, n) => n)
          .filter(() => chance.happens(day < closedOn ? shares.before : shares.after))
          .map((n) => {
            const at = new Date(startOfDay(day, 'UTC').getTime() + n * 600_000);
            return asked(`${day}-${n}`, chance.pick(LABEL), at);
          }),
      ),
    );
  }

  async function effect() {
    await refresh();
    const [row] = await database.db.execute<{ id: string }>(sql`
      select gap_id as id from thumbline.gap_members group by 1 order by count(*) desc limit 1`);
    const closedAt = new Date(startOfDay(closedOn, 'UTC').getTime() + 3_600_000);
    const asked = { subscription, gapId: Number(row?.id), closedAt, until: dayOf(now, 'UTC') };
    return { ...(await loadGapEffect(database.db, asked)), weeks: await loadGapWeeks(database.db, asked) };
  }

  test('helped, where half as many conversations run into it since', async () => {
    await history({ before: 0.08, after: 0.04 });
    const { call, days, before, after, weeks } = await effect();
    expect(days).toBe(28);
    expect(before.conversations).toBeGreaterThan(28 * 60);
    expect(after.touched).toBeLessThan(before.touched);
    const sum = (shares: { touched: number; conversations: number }[]) => ({
      touched: shares.reduce((total, { touched }) => total + touched, 0),
      conversations: shares.reduce((total, { conversations }) => total + conversations, 0),
    });
    expect(sum(weeks.before)).toEqual(before);
    expect(sum(weeks.after)).toEqual(after);
    expect([weeks.before.length, weeks.after.length]).toEqual([4, 4]);
    expect(call).toBe('helped');
  });

  test('is shown as one that did nothing, where it did nothing', async () => {
    await history({ before: 0.05, after: 0.05 });
    expect((await effect()).call).toBe('no clear change');
  });

  test('and where half as many run into it because half as many are asked', async () => {
    await history({ before: 0.08, after: 0.04, heardAfter: 26 });
    const { call, interval } = await effect();
    expect(interval?.[1]).toBeLessThan(0);
    expect(call).toBe('no clear change');
  });
});
