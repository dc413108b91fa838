import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listHeldMessages, recordHeldMessageDecision } from '../../src/db/held-messages.ts';
import { cureOf } from '../../src/delivery/cure.ts';
import type { OwedMessage } from '../../src/delivery/message.ts';
import { empty, useDatabase } from '../support/database.ts';
import { type RunningDeliverer, renderFacts, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
const HISTORY_SCOPES = ['channels:history', 'groups:history', 'im:history'];
let running: RunningDeliverer;
let rendered: OwedMessage[] = [];

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, feedback.assistants');
  const { workspace, faults, calls } = standIn();
  workspace.messages.clear();
  faults.clear();
  calls.length = 0;
  for (const scope of ['chat:write', ...HISTORY_SCOPES]) workspace.scopes.add(scope);
  rendered = [];
  running = run();
});

function run(changes: Partial<Parameters<typeof runDeliverer>[0]> = {}) {
  return runDeliverer({
    url: database.url,
    apiUrl: standIn().apiUrl,
    render: (connection) => async (owed) => {
      rendered.push(owed);
      return renderFacts(connection)(owed);
    },
    ...changes,
  });
}

/** Slack has as long as it wants to look at a picture. */
async function waitForPictures(fileWaitFirstMs: number, concurrency?: number) {
  await running.stop();
  const lease = { leaseMs: 30_000, sendGuardMs: 10_000 };
  running = run({ concurrency, timings: { ...lease, fileWaitFirstMs, fileWaitMs: 600_000 } });
}

afterEach(() => running.stop());

const texts = (channelId = 'C0SUPPORT') =>
  (standIn().workspace.messages.get(channelId) ?? []).map((message) => message.text);
const posts = () => standIn().calls.filter((call) => call.method === 'chat.postMessage').length;
const states = async () => {
  const rows = await database.db.execute(sql`select state from thumbline.deliveries order by id`);
  return rows.map((row) => row.state);
};
const blocks = async () => {
  const rows = await database.db.execute(sql`select id, blocked_by from thumbline.channels order by id`);
  return Object.fromEntries(rows.map((row) => [row.id, row.blocked_by]));
};

function channel(id: string) {
  const found = standIn().workspace.channels.get(id);
  if (found === undefined) throw new Error(`no channel ${id}`);
  return found;
}

async function downvote(channelId = 'C0SUPPORT', id = 'c1') {
  await giveSubscription(database.db, { channelId, assistants: [channelId] });
  await giveConversation(database.db, { assistant: channelId, id });
}

test('not_in_channel: what waits is kept, and goes on when Thumbline is invited', async () => {
  channel('C0RANDOM').members.delete('U0BOT');
  await giveSubscription(database.db, { channelId: 'C0RANDOM' });
  for (const id of ['c1', 'c2', 'c3']) await giveConversation(database.db, { assistant: 'shop', id });
  await eventually(blocks, { C0RANDOM: 'not_in_channel' });
  channel('C0RANDOM').members.add('U0BOT');
  await eventually(() => texts('C0RANDOM').length, 3);
  await eventually(blocks, { C0RANDOM: null });
});

test('a blocked channel is tried only now and then, and holds up no other', async () => {
  channel('C0RANDOM').members.delete('U0BOT');
  await downvote('C0RANDOM');
  await eventually(blocks, { C0RANDOM: 'not_in_channel' });
  await downvote('C0SUPPORT');
  await eventually(texts, ['down null, open']);
  expect(posts()).toBeLessThan(6);
});

test('channel_not_found: a private channel goes on when Thumbline is invited', async () => {
  await downvote('C0SECRET');
  await eventually(blocks, { C0SECRET: 'channel_not_found' });
  channel('C0SECRET').members.add('U0BOT');
  await eventually(() => texts('C0SECRET'), ['down null, open']);
  channel('C0SECRET').members.delete('U0BOT');
});

test('is_archived: goes on when the channel is restored', async () => {
  await downvote('C0OLD');
  await eventually(blocks, { C0OLD: 'is_archived' });
  channel('C0OLD').isArchived = false;
  await eventually(() => texts('C0OLD'), ['down null, open']);
  channel('C0OLD').isArchived = true;
});

test('an edit waits, too, until the channel is restored', async () => {
  await downvote();
  await eventually(texts, ['down null, open']);
  channel('C0SUPPORT').isArchived = true;
  await giveConversation(database.db, { assistant: 'C0SUPPORT', id: 'c1', reason: 'Rude' });
  await eventually(blocks, { C0SUPPORT: 'is_archived' });
  channel('C0SUPPORT').isArchived = false;
  await eventually(texts, ['down Rude, open']);
  await eventually(blocks, { C0SUPPORT: null });
});

test.each(['token_revoked', 'invalid_auth', 'account_inactive'])(
  '%s: every channel stops, and all go on with the first call that is taken',
  async (error) => {
    channel('C0RANDOM').members.add('U0BOT');
    await downvote('C0RANDOM', 'first');
    await eventually(() => texts('C0RANDOM').length, 1);
    standIn().faults.always('chat.postMessage', { do: 'refuse', error });
    await downvote('C0SUPPORT');
    await eventually(blocks, { C0RANDOM: error, C0SUPPORT: error });
    standIn().faults.clear();
    await eventually(texts, ['down null, open']);
    await eventually(blocks, { C0RANDOM: null, C0SUPPORT: null });
  },
);

test.each([
  ['restricted_action', 'ask a workspace administrator'],
  ['ekm_access_denied', 'Enterprise Key Management'],
  ['token_expired', 'install the app again'],
])('%s: what waits is kept with its cure, and goes on when it is allowed', async (error, cure) => {
  standIn().faults.always('chat.postMessage', { do: 'refuse', error });
  await downvote();
  await eventually(blocks, { C0SUPPORT: error });
  expect(cureOf(error)).toContain(cure);
  standIn().faults.clear();
  await eventually(texts, ['down null, open']);
  await eventually(blocks, { C0SUPPORT: null });
});

test('missing_scope: the scope is named, and it goes on when it is granted', async () => {
  standIn().workspace.scopes.delete('chat:write');
  await downvote();
  await eventually(blocks, { C0SUPPORT: 'missing_scope chat:write' });
  standIn().workspace.scopes.add('chat:write');
  await eventually(texts, ['down null, open']);
});

test.each(['invalid_blocks', 'msg_too_long'])('%s: it is tried once more in plain', async (error) => {
  standIn().faults.script('chat.postMessage', [{ do: 'refuse', error }]);
  await downvote();
  await eventually(texts, ['down null, open']);
  expect(rendered.map((owed) => owed.plain)).toEqual([false, true]);
});

test('invalid_blocks twice: it has failed, and is not tried again', async () => {
  standIn().faults.always('chat.postMessage', { do: 'refuse', error: 'invalid_blocks' });
  await downvote();
  await eventually(states, ['failed']);
  expect(posts()).toBe(2);
});

test.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
  '%s on an edit: the message is given up, and neither posted again nor edited',
  async (error) => {
    await downvote();
    await eventually(texts, ['down null, open']);
    standIn().faults.always('chat.update', { do: 'refuse', error });
    await giveConversation(database.db, { assistant: 'C0SUPPORT', id: 'c1', reason: 'Rude' });
    await eventually(states, ['gone']);
    standIn().faults.clear();
    await giveConversation(database.db, { assistant: 'C0SUPPORT', id: 'c1', reason: 'Slow' });
    await sleep(500);
    expect(texts()).toEqual(['down null, open']);
    expect(posts()).toBe(1);
  },
);

test('an edit that Slack will not have leaves the card as it is, until the next change', async () => {
  await downvote();
  await eventually(texts, ['down null, open']);
  standIn().faults.always('chat.update', { do: 'refuse', error: 'msg_too_long' });
  await giveConversation(database.db, { assistant: 'C0SUPPORT', id: 'c1', reason: 'Long' });
  await eventually(
    async () => {
      const [row] = await database.db.execute(sql`select state, last_error from thumbline.deliveries`);
      return row;
    },
    { state: 'sent', last_error: 'msg_too_long' },
  );
  standIn().faults.clear();
  await giveConversation(database.db, { assistant: 'C0SUPPORT', id: 'c1', reason: 'Short' });
  await eventually(texts, ['down Short, open']);
});

const FILE_NOT_READY = {
  do: 'refuse',
  error: 'invalid_blocks',
  extra: { errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'] },
} as const;

test('a picture that Slack is still checking is waited for, with the same message', async () => {
  await waitForPictures(50);
  standIn().faults.script('chat.postMessage', [FILE_NOT_READY, FILE_NOT_READY, FILE_NOT_READY]);
  await downvote();
  await eventually(texts, ['down null, open']);
  expect(posts()).toBe(4);
  expect(rendered.map((owed) => owed.plain)).toEqual([false, false, false, false]);
});

test('a message that waits for its picture holds up no other', async () => {
  await waitForPictures(4_000, 1);
  standIn().faults.script('chat.postMessage', [FILE_NOT_READY]);
  await downvote('C0SUPPORT');
  await eventually(posts, 1);
  channel('C0RANDOM').members.add('U0BOT');
  await downvote('C0RANDOM', 'c2');
  await eventually(() => texts('C0RANDOM'), ['down null, open']);
  expect(texts()).toEqual([]);
  await eventually(texts, ['down null, open']);
});

test('a picture that never gets ready is left out', async () => {
  await running.stop();
  running = run({
    render: (connection) => async (owed) => {
      rendered.push(owed);
      if (owed.plain) standIn().faults.clear();
      return renderFacts(connection)(owed);
    },
  });
  standIn().faults.always('chat.postMessage', FILE_NOT_READY);
  await downvote();
  await eventually(texts, ['down null, open']);
  expect(rendered.map((owed) => owed.plain)).toEqual([...rendered.slice(1).map(() => false), true]);
  expect(rendered.length).toBeGreaterThan(2);
});

test('without the history scope an alert in doubt is posted again, and says so', async () => {
  for (const scope of HISTORY_SCOPES) standIn().workspace.scopes.delete(scope);
  standIn().faults.script('chat.postMessage', [{ do: 'accept-then-500' }]);
  await downvote();
  await eventually(texts, ['down null, open', 'down null, open (possible repeat)']);
});

/** A digest that Slack has taken, without saying so, while its history may not be read. */
async function holdDigest(): Promise<number> {
  for (const scope of HISTORY_SCOPES) standIn().workspace.scopes.delete(scope);
  standIn().faults.script('chat.postMessage', [{ do: 'accept-then-500' }]);
  const subscription = await giveSubscription(database.db, { channelId: 'C0SUPPORT' });
  const [row] = await database.db.execute(sql`
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id, monday)
    values ('digest:1:2026-11-16', 'digest', 'C0SUPPORT', ${subscription}, '2026-11-16') returning id`);
  await eventually(
    async () => {
      const [held] = await database.db.execute(sql`select state, last_error from thumbline.deliveries`);
      return held;
    },
    { state: 'unknown', last_error: 'held_without_history' },
  );
  return Number(row?.id);
}

test('without the history scope a digest in doubt is held, and settled when the scope is granted', async () => {
  await holdDigest();
  for (const scope of HISTORY_SCOPES) standIn().workspace.scopes.add(scope);
  await eventually(states, ['sent']);
  expect(texts()).toEqual(['digest:1:2026-11-16']);
});

test('a held digest that a person wants posted again is, and says that it may be a repeat', async () => {
  const deliveryId = await holdDigest();
  const order = { deliveryId, channelId: 'C0SUPPORT', by: 'U0ANA' };
  expect(await recordHeldMessageDecision(database.db, { ...order, decision: 'post again' })).toBe(true);
  await eventually(texts, ['digest:1:2026-11-16', 'digest:1:2026-11-16 (possible repeat)']);
  await eventually(states, ['sent']);
});

test('a held digest that a person has seen there is left alone, when the scope is granted, too', async () => {
  const deliveryId = await holdDigest();
  const order = { deliveryId, channelId: 'C0SUPPORT', by: 'U0ANA' };
  expect(await recordHeldMessageDecision(database.db, { ...order, decision: 'keep' })).toBe(true);
  for (const scope of HISTORY_SCOPES) standIn().workspace.scopes.add(scope);
  await database.db.execute(sql`update thumbline.deliveries set want_version = want_version + 1`);
  await sleep(1_500);
  expect(await states()).toEqual(['gone']);
  expect(texts()).toEqual(['digest:1:2026-11-16']);
  expect(posts()).toBe(1);
});

/** As production with `ON_UNKNOWN` the other way round. */
async function chooseOtherwise() {
  await running.stop();
  running = runDeliverer({
    url: database.url,
    apiUrl: standIn().apiUrl,
    onUnknown: { alerts: 'hold', digests: 'repost' },
  });
}

test('where alerts are to be held, one in doubt is asked about like a digest', async () => {
  await chooseOtherwise();
  for (const scope of HISTORY_SCOPES) standIn().workspace.scopes.delete(scope);
  standIn().faults.script('chat.postMessage', [{ do: 'accept-then-500' }]);
  await downvote();
  const held = async () => (await listHeldMessages(database.db, 'C0SUPPORT')).map(({ kind }) => kind);
  await eventually(held, ['alert']);
  expect(posts()).toBe(1);
  const [message] = await listHeldMessages(database.db, 'C0SUPPORT');
  const order = { deliveryId: Number(message?.deliveryId), channelId: 'C0SUPPORT', by: 'U0ANA' };
  expect(await recordHeldMessageDecision(database.db, { ...order, decision: 'post again' })).toBe(true);
  await eventually(texts, ['down null, open', 'down null, open (possible repeat)']);
});

test('where digests are to be posted again, one in doubt is, and says so', async () => {
  await chooseOtherwise();
  for (const scope of HISTORY_SCOPES) standIn().workspace.scopes.delete(scope);
  standIn().faults.script('chat.postMessage', [{ do: 'accept-then-500' }]);
  const subscription = await giveSubscription(database.db, { channelId: 'C0SUPPORT' });
  await database.db.execute(sql`
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id, monday)
    values ('digest:1:2026-11-16', 'digest', 'C0SUPPORT', ${subscription}, '2026-11-16')`);
  await eventually(texts, ['digest:1:2026-11-16', 'digest:1:2026-11-16 (possible repeat)']);
});

test('a message of another app with our metadata is not taken for ours', async () => {
  standIn().faults.script('chat.postMessage', [{ do: 'refuse-then-500' }]);
  const subscription = await giveSubscription(database.db, { channelId: 'C0SUPPORT' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await eventually(posts, 1);
  const ts = await standIn().as('U0ANA').say('C0SUPPORT', 'Look, a copy');
  const copy = standIn()
    .workspace.messages.get('C0SUPPORT')
    ?.find((message) => message.ts === ts);
  Object.assign(copy ?? {}, {
    botId: 'B0OTHER',
    metadata: { event_type: 'thumbline_delivery', event_payload: { key: `alert:shop:c1:${subscription}` } },
  });
  await eventually(texts, ['Look, a copy', 'down null, open']);
});

test('429 pauses the channel, and the message comes once', async () => {
  standIn().faults.script('chat.postMessage', [{ do: 'accept-then-429', retryAfterSeconds: 2 }]);
  await downvote();
  await eventually(states, ['sent']);
  expect(texts()).toEqual(['down null, open']);
  expect(posts()).toBe(1);
});

test('many messages in doubt are settled with one reading of the channel', async () => {
  standIn().faults.script(
    'chat.postMessage',
    Array.from({ length: 8 }, () => ({ do: 'accept-then-reset' as const })),
  );
  await giveSubscription(database.db, { channelId: 'C0SUPPORT' });
  for (let n = 0; n < 8; n += 1) await giveConversation(database.db, { assistant: 'shop', id: `c${n}` });
  await eventually(
    states,
    Array.from({ length: 8 }, () => 'sent'),
  );
  expect(texts()).toHaveLength(8);
  const readings = standIn().calls.filter((call) => call.method === 'conversations.history').length;
  expect(readings).toBeLessThan(6);
});

test('the database loses every connection while Slack answers, and the message comes once', async () => {
  standIn().faults.script('chat.postMessage', [{ do: 'answer-late', afterMs: 600 }]);
  await downvote();
  await eventually(texts, ['down null, open']);
  await database.db.execute(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  await giveConversation(database.db, { assistant: 'C0SUPPORT', id: 'c1', reason: 'Rude' });
  await eventually(texts, ['down Rude, open']);
  expect(posts()).toBe(1);
});
