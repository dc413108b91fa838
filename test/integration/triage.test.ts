import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ANY_CONVERSATION, type ConversationFilter } from '../../src/csat/filters.ts';
import { EVERYTHING, type Scope } from '../../src/csat/subscription.ts';
import { loadAlert } from '../../src/db/alerts.ts';
import { connect } from '../../src/db/client.ts';
import { listConversations } from '../../src/db/conversations.ts';
import { endTriageWalk, reserveNextToTriage, skipTriage } from '../../src/db/next-to-triage.ts';
import { recordTriage, type TriageOrder } from '../../src/db/record-triage.ts';
import { listTriageEvents, loadTriage } from '../../src/db/triage.ts';
import { empty, useDatabase } from '../support/database.ts';
import { type GivenConversation, giveConversation, giveSubscription } from '../support/feedback.ts';

const database = useDatabase();
const other = { open: null as ReturnType<typeof connect> | null };
const otherDb = () => {
  other.open ??= connect(database.url);
  return other.open.db;
};
afterAll(() => other.open?.close());

const key = { assistant: 'shop', id: 'c1' };
const give = (id: string, given: Partial<GivenConversation> = {}) =>
  giveConversation(database.db, { assistant: 'shop', id, ratedAt: new Date('2026-11-09T08:00:00Z'), ...given });
const record = (order: Partial<TriageOrder> & Pick<TriageOrder, 'step'>, db = database.db) =>
  recordTriage(db, { key, by: 'U0ANA', seenVersion: 0, ...order });
const decide = (outcome: 'knowledge' | 'rule' | 'not ours') => ({ do: 'decide' as const, outcome });

beforeEach(async () => {
  await empty(
    database.db,
    'thumbline.triage, thumbline.triage_events, thumbline.triage_reservations, thumbline.triage_skips, thumbline.subscriptions, feedback.assistants',
  );
  await give('c1');
});

test('an outcome belongs to who decided, goes on to done and to a re-test, and every step is remembered', async () => {
  const decided = await record({ step: decide('knowledge') });
  expect(decided).toMatchObject({ recorded: true, triage: { outcome: 'knowledge', owner: 'U0ANA', version: 1 } });
  await record({ by: 'U0BEN', seenVersion: 1, step: { do: 'done' } });
  await record({ by: 'U0ANA', seenVersion: 2, step: { do: 'retest', result: 'passed' } });
  expect(await loadTriage(database.db, key)).toMatchObject({
    ...{ outcome: 'knowledge', doneBy: 'U0BEN', retest: 'passed', retestedBy: 'U0ANA', version: 3 },
  });
  const events = await listTriageEvents(database.db, key, 10);
  expect(events.map(({ actor, action }) => [actor, action])).toEqual([
    ['U0ANA', 'passed'],
    ['U0BEN', 'done'],
    ['U0ANA', 'decided'],
  ]);
});

test('of two people who decide at once through two connections one is written, and the other is told what stands', async () => {
  for (let round = 0; round < 20; round += 1) {
    const id = `race-${round}`;
    await give(id);
    const order = { key: { assistant: 'shop', id } };
    const answers = await Promise.all([
      record({ ...order, by: 'U0ANA', step: decide('knowledge') }),
      record({ ...order, by: 'U0BEN', step: decide('rule') }, otherDb()),
    ]);
    expect(answers.filter((answer) => answer?.recorded)).toHaveLength(1);
    expect(answers[0]?.triage).toEqual(answers[1]?.triage);
    expect(await listTriageEvents(database.db, order.key, 10)).toHaveLength(1);
  }
});

test('of two changes of the same version one is written', async () => {
  await record({ step: decide('knowledge') });
  for (let version = 1; version < 10; version += 1) {
    const answers = await Promise.all([
      record({ seenVersion: version, step: decide('rule') }),
      record({ seenVersion: version, by: 'U0BEN', step: decide('not ours') }, otherDb()),
    ]);
    expect(answers.map((answer) => answer?.recorded).sort()).toEqual([false, true]);
  }
});

test('what was not seen cannot be changed, nor a step be taken that is not its turn', async () => {
  expect(await record({ seenVersion: 3, step: decide('rule') })).toEqual({ recorded: false, triage: null });
  expect(await record({ step: { do: 'done' } })).toEqual({ recorded: false, triage: null });
  await record({ step: decide('not ours') });
  expect(await record({ seenVersion: 1, step: { do: 'done' } })).toMatchObject({ recorded: false });
  expect(await record({ seenVersion: 1, step: { do: 'retest', result: 'failed' } })).toMatchObject({ recorded: false });
  expect(await record({ key: { assistant: 'shop', id: 'gone' }, step: decide('rule') })).toBeNull();
});

test('another outcome, or a decision after a failed re-test, begins anew; another note does not', async () => {
  await record({ step: decide('knowledge') });
  await record({ seenVersion: 1, step: { do: 'done' } });
  const details = { owner: 'U0BEN', note: 'see the sheet', link: 'https://kb.example/1' };
  const noted = await record({ seenVersion: 2, step: { ...decide('knowledge'), details } });
  expect(noted?.triage).toMatchObject({ ...details, doneBy: 'U0ANA', version: 3 });
  await record({ seenVersion: 3, step: { do: 'retest', result: 'failed' } });
  const again = await record({ seenVersion: 4, step: decide('knowledge') });
  expect(again?.triage).toMatchObject({ ...details, doneBy: null, doneAt: null, retest: null, retestedAt: null });
  await record({ seenVersion: 5, step: { do: 'done' } });
  expect((await record({ seenVersion: 6, step: decide('rule') }))?.triage).toMatchObject({ doneAt: null });
});

test('each message of the conversation’s alerts is asked to show it', async () => {
  const subscriptionId = await giveSubscription(database.db, { channelId: 'C0SUPPORT' });
  const [alert] = await database.db.execute<{ id: string }>(sql`
    with a as (
      insert into thumbline.alerts (subscription_id, assistant_id, conversation_id, facts)
      values (${subscriptionId}, 'shop', 'c1', '') returning id
    )
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id, alert_id)
    select 'alert:x', 'alert', 'C0SUPPORT', ${subscriptionId}, a.id from a returning alert_id as id`);
  await record({ step: decide('rule') });
  const [row] = await database.db.execute(sql`select want_version from thumbline.deliveries`);
  expect(row?.want_version).toBe(2);
  expect((await loadAlert(database.db, Number(alert?.id)))?.conversation?.triage?.outcome).toBe('rule');
  await record({ step: decide('knowledge') });
  expect((await database.db.execute(sql`select want_version from thumbline.deliveries`))[0]?.want_version).toBe(2);
});

test('lists are filtered by how far the triage has come, and a failed fix is open again', async () => {
  for (const id of ['knowledge', 'done', 'failed', 'passed']) {
    await give(id);
    const asked = { key: { assistant: 'shop', id } };
    await record({ ...asked, step: decide('knowledge') });
    if (id === 'knowledge') continue;
    await record({ ...asked, seenVersion: 1, step: { do: 'done' } });
    if (id === 'failed' || id === 'passed') {
      await record({ ...asked, seenVersion: 2, step: { do: 'retest', result: id } });
    }
  }
  const ids = async (triage: ConversationFilter['triage']) => {
    const filter = { ...ANY_CONVERSATION, triage };
    const asked = { feedback: 'downvote' as const, filter, limit: 50, after: null, before: null };
    const { conversations } = await listConversations(database.db, asked);
    return conversations.map((found) => `${found.id}: ${found.triage}`).sort();
  };
  expect(await ids('open')).toEqual(['c1: null', 'failed: null']);
  expect(await ids('knowledge')).toEqual(['done: knowledge', 'knowledge: knowledge', 'passed: knowledge']);
  expect(await ids('done')).toEqual(['done: knowledge', 'passed: knowledge']);
  expect(await ids('passed')).toEqual(['passed: knowledge']);
  expect(await ids('failed')).toEqual(['failed: null']);
  expect(await ids('rule')).toEqual([]);
});

test('signals are ratings that the thumbs inside contradict', async () => {
  const thumb = (id: string, value: string) =>
    database.db.execute(sql`
      insert into feedback.thumbs (assistant_id, conversation_id, message_id, value, given_at)
      values ('shop', ${id}, 'm2', ${value}, now())`);
  await give('spoiled');
  await give('recovered', { verdict: 'up' });
  await give('plain', { verdict: 'up' });
  await thumb('spoiled', 'up');
  await thumb('c1', 'down');
  await thumb('recovered', 'down');
  await thumb('plain', 'up');
  const ids = async (feedback: 'upvote' | 'downvote', signal: 'recovered' | 'spoiled') => {
    const asked = { feedback, filter: { ...ANY_CONVERSATION, signal }, limit: 50, after: null, before: null };
    return (await listConversations(database.db, asked)).conversations.map(({ id }) => id);
  };
  expect(await ids('downvote', 'spoiled')).toEqual(['spoiled']);
  expect(await ids('upvote', 'recovered')).toEqual(['recovered']);
  expect(await ids('downvote', 'recovered')).toEqual([]);
});

describe('the walk', () => {
  const next = async (person: string, db = database.db, scope = EVERYTHING) =>
    (await reserveNextToTriage(db, { person, scope }))?.id ?? null;
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 10, 8, minute));

  test('worst and newest first, what is not finished comes again, what is skipped does not', async () => {
    await give('newer', { ratedAt: at(1) });
    await give('newest but better', { ratedAt: at(2) });
    await database.db.execute(sql`update feedback.conversations set score = 2 where id = 'newest but better'`);
    expect(await next('U0ANA')).toBe('newer');
    expect(await next('U0ANA')).toBe('newer');
    await skipTriage(database.db, { person: 'U0ANA', key: { assistant: 'shop', id: 'newer' } });
    expect(await next('U0ANA')).toBe('c1');
    await record({ step: decide('rule') });
    expect(await next('U0ANA')).toBe('newest but better');
    expect(await next('U0BEN')).toBe('newer');
  });

  test('sandbox, upvotes and what another scope covers are not on it', async () => {
    await give('sandbox', { environment: 'sandbox' });
    await give('upvoted', { verdict: 'up' });
    await give('elsewhere', { assistant: 'bot' });
    const shop: Scope = { assistants: ['shop'], locales: ['de'], topics: [] };
    expect(await next('U0ANA', database.db, shop)).toBe('c1');
    await record({ step: decide('rule') });
    expect(await next('U0ANA', database.db, shop)).toBeNull();
    expect(await next('U0ANA', database.db, { ...EVERYTHING, topics: ['shipping'] })).toBeNull();
    expect(await next('U0ANA')).toBe('elsewhere');
  });

  test('what a person fixed comes first, to be tried again, and to nobody else', async () => {
    await give('fixed');
    const fixed = { key: { assistant: 'shop', id: 'fixed' } };
    await record({ ...fixed, step: decide('knowledge') });
    await record({ ...fixed, by: 'U0BEN', seenVersion: 1, step: { do: 'done' } });
    expect(await next('U0BEN')).toBe('c1');
    expect(await next('U0ANA')).toBe('fixed');
    await record({ ...fixed, seenVersion: 2, step: { do: 'retest', result: 'failed' } });
    expect(await next('U0CLEO')).toBe('fixed');
  });

  test('what a person put aside is theirs again as soon as something is done with it: fixed, or fixed in vain', async () => {
    await record({ step: decide('knowledge') });
    await skipTriage(database.db, { person: 'U0ANA', key });
    await skipTriage(database.db, { person: 'U0BEN', key });
    await record({ seenVersion: 1, step: { do: 'done' } });
    expect(await next('U0ANA')).toBe('c1');
    await skipTriage(database.db, { person: 'U0ANA', key });
    expect(await next('U0ANA')).toBeNull();
    await record({ seenVersion: 2, step: { do: 'retest', result: 'failed' } });
    expect(await next('U0BEN')).toBe('c1');
  });

  test('people who walk at once through many connections never get the same one, and together get all', async () => {
    const ids = Array.from({ length: 60 }, (_, n) => `w-${n}`);
    for (const id of ids) await give(id);
    const walk = async (person: string) => {
      const connection = connect(database.url, { maxConnections: 1 });
      const got: string[] = [];
      for (;;) {
        const id = await next(person, connection.db);
        if (id === null) break;
        got.push(id);
        const answer = await record(
          { key: { assistant: 'shop', id }, by: person, step: decide('rule') },
          connection.db,
        );
        expect(answer?.recorded).toBe(true);
      }
      await connection.close();
      return got;
    };
    const got = await Promise.all(['U0A', 'U0B', 'U0C', 'U0D'].map(walk));
    expect(got.flat().sort()).toEqual(['c1', ...ids].sort());
  });

  test('who stops leaves it to the others, and so does a lease that is over', async () => {
    expect(await next('U0ANA')).toBe('c1');
    expect(await next('U0BEN')).toBeNull();
    await endTriageWalk(database.db, 'U0ANA');
    expect(await next('U0BEN')).toBe('c1');
    await database.db.execute(sql`update thumbline.triage_reservations set until = now() - interval '1 second'`);
    expect(await next('U0ANA')).toBe('c1');
  });
});
