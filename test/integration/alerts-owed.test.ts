import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { wantNewVersionsOf } from '../../src/db/alerts.ts';
import { recordLateFacts } from '../../src/db/late-facts.ts';
import { recordOwedAlerts, recordOwedThumbAlerts } from '../../src/db/owed-alerts.ts';
import { empty, useDatabase } from '../support/database.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';

const database = useDatabase();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, feedback.assistants');
});

async function owedKeys(): Promise<string[]> {
  await recordOwedAlerts(database.db, HOUR_MS);
  await recordOwedThumbAlerts(database.db, HOUR_MS);
  const rows = await database.db.execute<{ key: string }>(sql`select key from thumbline.deliveries order by key`);
  return rows.map((row) => row.key);
}

test('a downvote owes one alert to each subscription that covers it, however often one looks', async () => {
  const first = await giveSubscription(database.db, { channelId: 'C1' });
  const second = await giveSubscription(database.db, { channelId: 'C2', assistants: ['shop', 'app'] });
  await giveSubscription(database.db, { channelId: 'C3', assistants: ['app'] });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c2', verdict: 'up' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c3', verdict: null });
  await giveConversation(database.db, { assistant: 'shop', id: 'c4', verdict: 'neutral' });
  expect(await owedKeys()).toEqual([`alert:shop:c1:${first}`, `alert:shop:c1:${second}`]);
  expect(await owedKeys()).toHaveLength(2);
});

test('two processes that look at the same moment owe one alert', async () => {
  await giveSubscription(database.db, { channelId: 'C1' });
  for (let n = 0; n < 20; n += 1) await giveConversation(database.db, { assistant: 'shop', id: `c${n}` });
  const counts = await Promise.all(Array.from({ length: 5 }, () => recordOwedAlerts(database.db, HOUR_MS)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20);
});

test('sandbox conversations owe nothing', async () => {
  await giveSubscription(database.db, { channelId: 'C1' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', environment: 'sandbox' });
  expect(await owedKeys()).toEqual([]);
});

test('a language covers its regions in any spelling, and no other language', async () => {
  const id = await giveSubscription(database.db, { channelId: 'C1', locales: ['de'] });
  for (const locale of ['de', 'DE-at', 'de_CH', 'den', 'en-DE', null]) {
    await giveConversation(database.db, { assistant: 'shop', id: `${locale}`, locale });
  }
  expect(await owedKeys()).toEqual([`alert:shop:DE-at:${id}`, `alert:shop:de:${id}`, `alert:shop:de_CH:${id}`]);
});

test('a region covers only itself', async () => {
  const id = await giveSubscription(database.db, { channelId: 'C1', locales: ['de-AT'] });
  for (const locale of ['de', 'de-at', 'de-CH']) {
    await giveConversation(database.db, { assistant: 'shop', id: locale, locale });
  }
  expect(await owedKeys()).toEqual([`alert:shop:de-at:${id}`]);
});

test('any of the wanted topics is enough', async () => {
  const id = await giveSubscription(database.db, { channelId: 'C1', topics: ['shipping', 'returns'] });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', topics: ['price', 'returns'] });
  await giveConversation(database.db, { assistant: 'shop', id: 'c2', topics: ['price'] });
  await giveConversation(database.db, { assistant: 'shop', id: 'c3' });
  expect(await owedKeys()).toEqual([`alert:shop:c1:${id}`]);
});

test('a rating that arrived before the subscription began is history', async () => {
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  const id = await giveSubscription(database.db, { channelId: 'C1', beganAt: new Date() });
  await giveConversation(database.db, { assistant: 'shop', id: 'c2' });
  expect(await owedKeys()).toEqual([`alert:shop:c2:${id}`]);
});

test('a rating that was given more than 14 days before it arrived is history', async () => {
  const id = await giveSubscription(database.db, { channelId: 'C1', beganAt: new Date(Date.now() - 90 * DAY_MS) });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', ratedAt: new Date(Date.now() - 14.1 * DAY_MS) });
  await giveConversation(database.db, { assistant: 'shop', id: 'c2', ratedAt: new Date(Date.now() - 13.9 * DAY_MS) });
  expect(await owedKeys()).toEqual([`alert:shop:c2:${id}`]);
});

test('an upvote that turns into a downvote owes an alert', async () => {
  const id = await giveSubscription(database.db, { channelId: 'C1' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', verdict: 'up' });
  expect(await owedKeys()).toEqual([]);
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', verdict: 'down' });
  expect(await owedKeys()).toEqual([`alert:shop:c1:${id}`]);
});

test('alerts that are off, or a subscription that has ended, owe nothing', async () => {
  await giveSubscription(database.db, { channelId: 'C1', alerts: 'off' });
  const ended = await giveSubscription(database.db, { channelId: 'C2' });
  await database.db.execute(sql`update thumbline.subscriptions set ended_at = now() where id = ${ended}`);
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  expect(await owedKeys()).toEqual([]);
});

test('switching alerts on, or widening the scope, does not dig out the past; narrowing it loses nothing', async () => {
  const off = await giveSubscription(database.db, { channelId: 'C1', alerts: 'off' });
  const narrow = await giveSubscription(database.db, { channelId: 'C2', assistants: ['app'] });
  const wide = await giveSubscription(database.db, { channelId: 'C3' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await database.db.execute(sql`update thumbline.subscriptions set alerts = 'downvotes' where id = ${off}`);
  await database.db.execute(sql`update thumbline.subscriptions set assistants = '{app,shop}' where id = ${narrow}`);
  await database.db.execute(sql`update thumbline.subscriptions set assistants = '{shop}' where id = ${wide}`);
  expect(await owedKeys()).toEqual([`alert:shop:c1:${wide}`]);
  await giveConversation(database.db, { assistant: 'shop', id: 'c2' });
  expect(await owedKeys()).toHaveLength(4);
});

test('a row that was committed late, behind newer ones, is not passed over', async () => {
  await giveSubscription(database.db, { channelId: 'C1' });
  await giveConversation(database.db, { assistant: 'shop', id: 'first' });
  let commit = () => {};
  const committing = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let isWritten = () => {};
  const written = new Promise<void>((resolve) => {
    isWritten = resolve;
  });
  const slow = database.db.transaction(async (tx) => {
    await giveConversation(tx, { assistant: 'shop', id: 'slow' });
    isWritten();
    await committing;
  });
  await written;
  await giveConversation(database.db, { assistant: 'shop', id: 'quick' });
  expect(await owedKeys()).toHaveLength(2);
  commit();
  await slow;
  expect(await owedKeys()).toHaveLength(3);
});

test('ids with colons do not run into each other', async () => {
  await giveSubscription(database.db, { channelId: 'C1' });
  await giveConversation(database.db, { assistant: 'a', id: 'b:c' });
  await giveConversation(database.db, { assistant: 'a:b', id: 'c' });
  await giveConversation(database.db, { assistant: 'a%3Ab', id: 'c' });
  expect(await owedKeys()).toHaveLength(3);
});

test('a single thumb down owes an alert to those who asked for them, unless the downvote has one', async () => {
  const thumbs = await giveSubscription(database.db, { channelId: 'C1', alerts: 'thumbs' });
  await giveSubscription(database.db, { channelId: 'C2', alerts: 'downvotes' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', verdict: null });
  await giveThumb('c1', 'down');
  await giveConversation(database.db, { assistant: 'shop', id: 'c2', verdict: null });
  await giveThumb('c2', 'up');
  expect(await owedKeys()).toEqual([`thumb:shop:c1:m2:${thumbs}`]);
  await giveConversation(database.db, { assistant: 'shop', id: 'c3', verdict: 'down' });
  expect(await owedKeys()).toHaveLength(3);
  await giveThumb('c3', 'down');
  expect(await owedKeys()).toHaveLength(3);
});

test.each([
  ['the reason comes', () => giveConversation(database.db, { assistant: 'shop', id: 'c1', reason: 'Rude' })],
  ['the vote flips', () => giveConversation(database.db, { assistant: 'shop', id: 'c1', verdict: 'up' })],
  ['the rating is withdrawn', () => giveConversation(database.db, { assistant: 'shop', id: 'c1', verdict: null })],
  ['a thumb comes', () => giveThumb('c1', 'down')],
  ['a message comes', () => giveMessage('One more thing')],
  [
    'a message is rewritten',
    () => database.db.execute(sql`update feedback.messages set body = '[removed]' where id = 'm1'`),
  ],
  ['the title comes', () => database.db.execute(sql`update feedback.conversations set title = 'Order'`)],
  ['the conversation is erased', () => database.db.execute(sql`delete from feedback.conversations`)],
])('when %s, the card is owed one edit', async (_what, happen) => {
  await giveSubscription(database.db, { channelId: 'C1' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await owedKeys();
  const sweep = { of: 'young alerts', withinMs: DAY_MS } as const;
  expect(await recordLateFacts(database.db, sweep)).toBe(0);
  await happen();
  expect(await recordLateFacts(database.db, sweep)).toBe(1);
  expect(await recordLateFacts(database.db, sweep)).toBe(0);
});

test('the quick look sees a changed rating of an old alert, and the last look an erased one', async () => {
  await giveSubscription(database.db, { channelId: 'C1' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await owedKeys();
  await database.db.execute(sql`update thumbline.alerts set created_at = now() - interval '90 days'`);
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', reason: 'Rude' });
  expect(await recordLateFacts(database.db, { of: 'young alerts', withinMs: DAY_MS })).toBe(0);
  expect(await recordLateFacts(database.db, { of: 'changed ratings', withinMs: HOUR_MS })).toBe(1);
  await database.db.execute(sql`delete from feedback.conversations`);
  expect(await recordLateFacts(database.db, { of: 'erased' })).toBe(1);
  expect(await recordLateFacts(database.db, { of: 'erased' })).toBe(0);
});

test('whoever writes what cards show asks for a new version of each', async () => {
  await giveSubscription(database.db, { channelId: 'C1' });
  await giveSubscription(database.db, { channelId: 'C2' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c2' });
  await owedKeys();
  await wantNewVersionsOf(database.db, [{ assistant: 'shop', id: 'c1' }]);
  const rows = await database.db.execute(sql`select want_version from thumbline.deliveries order by key`);
  expect(rows.map((row) => row.want_version)).toEqual([2, 2, 1, 1]);
});

async function giveThumb(conversation: string, value: 'up' | 'down') {
  await database.db.execute(sql`
    insert into feedback.thumbs (assistant_id, conversation_id, message_id, value, given_at)
    values ('shop', ${conversation}, 'm2', ${value}, now())`);
}

async function giveMessage(body: string) {
  await database.db.execute(sql`
    insert into feedback.messages (assistant_id, conversation_id, id, role, body, sent_at, position)
    values ('shop', 'c1', 'm3', 'shopper', ${body}, now(), 2)`);
}
