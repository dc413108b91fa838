import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditDeliveries } from '../../src/db/delivery-audit.ts';
import { endSubscription } from '../../src/db/subscriptions.ts';
import { renderAlertMessage } from '../../src/jobs/alert-messages.ts';
import { renderBlockNotice } from '../../src/jobs/block-notice.ts';
import { empty, useDatabase } from '../support/database.ts';
import { type RunningDeliverer, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
let running: RunningDeliverer;

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, feedback.assistants');
  const { workspace, faults } = standIn();
  workspace.messages.clear();
  faults.clear();
  const permalinkOf = async () => null;
  running = runDeliverer({
    url: database.url,
    apiUrl: standIn().apiUrl,
    render:
      ({ db }) =>
      (owed) =>
        owed.kind === 'notice' ? renderBlockNotice(db, owed) : renderAlertMessage({ db, permalinkOf }, owed),
  });
});
afterEach(() => running.stop());

const messages = (channelId: string) => standIn().workspace.messages.get(channelId) ?? [];
const told = () => {
  const direct = [...standIn().workspace.channels.values()].find((one) => one.isDirect && one.members.has('U0ANA'));
  return direct === undefined ? [] : messages(direct.id).map((message) => wordsOf(message));
};
const states = async (kind = 'alert') => {
  const rows = await database.db.execute(sql`select state from thumbline.deliveries where kind = ${kind} order by id`);
  return rows.map(({ state }) => state);
};

async function downvote(channelId: string, id = 'c1') {
  await giveSubscription(database.db, { channelId });
  await database.db.execute(sql`update thumbline.subscriptions set created_by = 'U0ANA'`);
  await giveConversation(database.db, { assistant: 'shop', id });
}

test('unsubscribing a channel that is blocked cures it: nothing waits, and nothing comes when it is opened', async () => {
  await downvote('C0OLD');
  await eventually(states, ['blocked']);
  await eventually(() => told().length, 1);
  expect((await auditDeliveries(database.db)).blockedChannels).toBe(1);
  await endSubscription(database.db, 'C0OLD', 'U0ANA');
  await eventually(states, ['cancelled']);
  expect((await auditDeliveries(database.db)).blockedChannels).toBe(0);
  await eventually(() => told().map((words) => words.includes('not subscribed any more')), [true]);
  const channel = standIn().workspace.channels.get('C0OLD');
  if (channel === undefined) throw new Error('no channel');
  channel.isArchived = false;
  await database.db.execute(sql`update thumbline.channels set retry_at = now()`);
  await downvote('C0SUPPORT', 'c2');
  await eventually(() => messages('C0SUPPORT').length, 2);
  expect(messages('C0OLD')).toEqual([]);
  channel.isArchived = true;
});

test('what may be on its way when a channel is unsubscribed is not posted again', async () => {
  standIn().faults.script('chat.postMessage', [{ do: 'refuse-then-500' }]);
  await downvote('C0SUPPORT');
  await eventually(states, ['unknown']);
  await endSubscription(database.db, 'C0SUPPORT', 'cli');
  await eventually(states, ['cancelled']);
  expect(messages('C0SUPPORT')).toEqual([]);
});

test('what is in the channel when it is unsubscribed is kept true', async () => {
  await downvote('C0SUPPORT');
  await eventually(states, ['sent']);
  await endSubscription(database.db, 'C0SUPPORT', 'cli');
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', verdict: 'up' });
  await eventually(() => messages('C0SUPPORT').map((message) => wordsOf(message).includes('upvote')), [true]);
});

test('what was withdrawn while its channel was closed for long is not posted, and is if it is given again', async () => {
  await downvote('C0OLD');
  await eventually(states, ['blocked']);
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', verdict: null });
  await database.db.execute(
    sql`update thumbline.deliveries set created_at = now() - interval '2 hours' where kind = 'alert'`,
  );
  const channel = standIn().workspace.channels.get('C0OLD');
  if (channel === undefined) throw new Error('no channel');
  channel.isArchived = false;
  try {
    await eventually(states, ['cancelled']);
    expect(messages('C0OLD')).toEqual([]);
    await giveConversation(database.db, { assistant: 'shop', id: 'c1', reason: 'Still bad' });
    await eventually(() => messages('C0OLD').length, 1);
    await eventually(states, ['sent']);
  } finally {
    channel.isArchived = true;
  }
});
