import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renderBlockNotice } from '../../src/jobs/block-notice.ts';
import { empty, useDatabase } from '../support/database.ts';
import { QUICK_TIMINGS, type RunningDeliverer, renderFacts, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { useRoom } from '../support/room.ts';
import { useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
useRoom(database, standIn);
/** Nothing is tried again by itself while a test lasts. */
const RARELY = { ...QUICK_TIMINGS.blockedRetry, soonMs: 600_000, laterMs: 600_000 };
let running: RunningDeliverer | undefined;

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, feedback.assistants');
  const { workspace, faults, calls } = standIn();
  workspace.messages.clear();
  workspace.scopes.delete('channels:join');
  for (const [id, facts] of workspace.channels) {
    facts.isArchived = id === 'C0OLD';
    if (id !== 'C0RANDOM' && !facts.isDirect) facts.members.add('U0BOT');
    if (id === 'C0RANDOM' || id === 'C0SECRET') facts.members.delete('U0BOT');
  }
  faults.clear();
  calls.length = 0;
});

afterEach(() => running?.stop());

function run(timings = {}) {
  running = runDeliverer({
    url: database.url,
    apiUrl: standIn().apiUrl,
    workspaceId: 'T0001',
    timings,
    render: (connection) => (owed) =>
      owed.kind === 'notice' ? renderBlockNotice(connection.db, owed) : renderFacts(connection)(owed),
  });
}

async function downvote(channelId: string, id = 'c1') {
  const known = await database.db.execute(sql`select from thumbline.subscriptions where channel_id = ${channelId}`);
  if (known.length === 0) {
    await giveSubscription(database.db, { channelId });
    await database.db.execute(sql`update thumbline.subscriptions set created_by = 'U0ANA'`);
  }
  await giveConversation(database.db, { assistant: 'shop', id });
}

const messages = (channelId: string) => standIn().workspace.messages.get(channelId) ?? [];
const told = (userId = 'U0ANA') => {
  const direct = [...standIn().workspace.channels.values()].find((one) => one.isDirect && one.members.has(userId));
  return direct === undefined ? [] : messages(direct.id).map((message) => wordsOf(message));
};
const blockedBy = async () => {
  const rows = await database.db.execute(sql`select id, blocked_by from thumbline.channels where id like 'C%'`);
  return Object.fromEntries(rows.map((row) => [row.id, row.blocked_by]));
};

test.each([
  ['not_in_channel', 'C0RANDOM', 'invite it there with /invite'],
  ['channel_not_found', 'C0SECRET', 'invite Thumbline there'],
])(
  '%s: whoever subscribed is told once how to mend it, and an invitation releases the channel at once',
  async (error, channelId, cure) => {
    run({ blockedRetry: RARELY });
    await downvote(channelId);
    await eventually(() => told().length, 1);
    expect(await blockedBy()).toEqual({ [channelId]: error });
    expect(told()[0]).toContain(cure);
    await standIn().as('U0ANA').inviteApp(channelId);
    await eventually(() => messages(channelId).length, 1);
    await eventually(() => told().map((words) => words.includes('works again')), [true]);
  },
);

test('is_archived: taking the channel out of the archive releases it at once', async () => {
  run({ blockedRetry: RARELY });
  await downvote('C0OLD');
  await eventually(() => told().map((words) => words.includes('restore it, or unsubscribe')), [true]);
  await standIn().as('U0ANA').restoreChannel('C0OLD');
  await eventually(() => messages('C0OLD').length, 1);
  await eventually(blockedBy, { C0OLD: null });
});

test('somebody else who joins a blocked channel changes nothing', async () => {
  run({ blockedRetry: RARELY });
  await downvote('C0RANDOM');
  await eventually(() => told().length, 1);
  const posts = standIn().calls.filter(({ method }) => method === 'chat.postMessage').length;
  const { workspace } = standIn();
  const { bot } = workspace;
  workspace.bot = { ...bot, userId: 'U0BEN' };
  await standIn().as('U0ANA').inviteApp('C0RANDOM');
  workspace.bot = bot;
  await sleep(600);
  expect(standIn().calls.filter(({ method }) => method === 'chat.postMessage').length).toBe(posts);
});

test('a channel that is blocked a second time is told of again, and the first message stays as it is', async () => {
  run();
  await downvote('C0SUPPORT');
  await eventually(() => messages('C0SUPPORT').length, 1);
  for (const count of [1, 2]) {
    const channel = standIn().workspace.channels.get('C0SUPPORT');
    if (channel === undefined) throw new Error('no channel');
    channel.isArchived = true;
    await downvote('C0SUPPORT', `again-${count}`);
    await eventually(() => told().length, count);
    channel.isArchived = false;
    await eventually(() => told().map((words) => words.includes('works again')), Array(count).fill(true));
  }
});

test('an edit that Slack takes does not lift a block of posts: one block, one message about it', async () => {
  run();
  await downvote('C0SUPPORT');
  await eventually(() => messages('C0SUPPORT').length, 1);
  standIn().faults.always('chat.postMessage', { do: 'refuse', error: 'restricted_action' });
  await downvote('C0SUPPORT', 'c2');
  await eventually(blockedBy, { C0SUPPORT: 'restricted_action' });
  const since = async () =>
    (await database.db.execute(sql`select blocked_at from thumbline.channels where id = 'C0SUPPORT'`))[0];
  const began = await since();
  for (const reason of ['Rude', 'Slow', 'Wrong']) {
    await giveConversation(database.db, { assistant: 'shop', id: 'c1', reason });
    await eventually(() => messages('C0SUPPORT').map(({ text }) => text), [`down ${reason}, open`]);
    await eventually(blockedBy, { C0SUPPORT: 'restricted_action' });
  }
  const notices = await database.db.execute(sql`select from thumbline.deliveries where kind = 'notice'`);
  expect([notices.length, await since()]).toEqual([1, began]);
  standIn().faults.clear();
  await eventually(() => messages('C0SUPPORT').length, 2);
  await eventually(blockedBy, { C0SUPPORT: null });
});

test('a token that is revoked owes nobody a message', async () => {
  run();
  standIn().faults.always('chat.postMessage', { do: 'refuse', error: 'token_revoked' });
  await downvote('C0SUPPORT');
  await eventually(blockedBy, { C0SUPPORT: 'token_revoked' });
  const rows = await database.db.execute(sql`select from thumbline.deliveries where kind = 'notice'`);
  expect(rows).toHaveLength(0);
});

test('a notice that is owed when the token is revoked is not sent before it is restored', async () => {
  standIn().faults.script('chat.postMessage', [{ do: 'refuse', error: 'is_archived' }]);
  standIn().faults.always('chat.postMessage', { do: 'refuse', error: 'token_revoked' });
  run();
  await downvote('C0SUPPORT');
  await eventually(blockedBy, { C0SUPPORT: 'is_archived' });
  await sleep(700);
  expect(told()).toEqual([]);
  standIn().faults.clear();
  await eventually(() => messages('C0SUPPORT').length, 1);
  await eventually(() => told().filter((words) => !words.includes('works again')), []);
});

test('a public channel that never had Thumbline is joined where the scope is granted, and not again once it is taken out', async () => {
  standIn().workspace.scopes.add('channels:join');
  run({ blockedRetry: RARELY });
  await downvote('C0RANDOM');
  await eventually(() => messages('C0RANDOM').length, 1);
  expect(told()).toEqual([]);
  standIn().workspace.channels.get('C0RANDOM')?.members.delete('U0BOT');
  await downvote('C0RANDOM', 'c2');
  await eventually(blockedBy, { C0RANDOM: 'not_in_channel' });
  expect(standIn().calls.filter(({ method }) => method === 'conversations.join')).toHaveLength(1);
});
