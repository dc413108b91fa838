import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acknowledgeAlert } from '../../src/db/alerts.ts';
import type { DeliveryTimings } from '../../src/delivery/timings.ts';
import { empty, useDatabase } from '../support/database.ts';
import { type RunningDeliverer, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
const channelId = 'C0SUPPORT';
let running: RunningDeliverer | null = null;

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, feedback.assistants');
  const { workspace, faults } = standIn();
  workspace.messages.clear();
  faults.clear();
});
afterEach(async () => {
  await running?.stop();
  running = null;
});

const messages = () => standIn().workspace.messages.get(channelId) ?? [];
const row = async () => {
  const [found] = await database.db.execute(
    sql`select state, ambiguous, verify_at is null as settled from thumbline.deliveries`,
  );
  return found;
};

/** An alert that Slack took without saying so. */
async function doubtful(timings: Partial<DeliveryTimings>) {
  standIn().faults.script('chat.postMessage', [{ do: 'accept-then-500' }]);
  running = runDeliverer({
    url: database.url,
    apiUrl: standIn().apiUrl,
    timings: { settleMs: 300, ...timings },
  });
  await giveSubscription(database.db, { channelId });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
}

test('a message that was in doubt is not any more once it was looked through for the last time', async () => {
  await doubtful({ verifyAfterMs: 300, verifyLastAfterMs: 1_000 });
  await eventually(row, { state: 'sent', ambiguous: false, settled: true });
  const [alert] = await database.db.execute(sql`select id from thumbline.alerts`);
  const order = { alertId: Number(alert?.id), by: 'U0ANA', channelId };
  expect(await acknowledgeAlert(database.db, { ...order, ts: '9.9' })).toBeNull();
  expect(await acknowledgeAlert(database.db, { ...order, ts: String(messages()[0]?.ts) })).toMatchObject({
    first: true,
  });
});

test('a late twin is deleted when the channel can be read again, however long the message has been there', async () => {
  await doubtful({ verifyAfterMs: 1_500, verifyLastAfterMs: 2_000 });
  await eventually(row, { state: 'sent', ambiguous: true, settled: false });
  standIn().faults.always('conversations.history', { do: 'refuse', error: 'internal_error' });
  const [original] = messages();
  if (original === undefined) throw new Error('nothing was posted');
  messages().push({ ...original, ts: `${Number(original.ts.split('.')[0]) + 1}.000001` });
  await database.db.execute(sql`update thumbline.deliveries set visible_at = now() - interval '1 day'`);
  const readings = () => standIn().calls.filter(({ method }) => method === 'conversations.history').length;
  const before = readings();
  await eventually(() => readings() > before, true);
  expect(messages()).toHaveLength(2);
  standIn().faults.clear();
  await eventually(() => messages().map(({ ts }) => ts), [original.ts]);
});

test('a channel that cannot be read is given up, and so are the messages that may have come to nothing there', async () => {
  await doubtful({ verifyAfterMs: 200, verifyLastAfterMs: 400, verifyGiveUpMs: 1_500 });
  await eventually(row, { state: 'sent', ambiguous: true, settled: false });
  standIn().faults.always('conversations.history', { do: 'refuse', error: 'internal_error' });
  await database.db.execute(
    sql`update thumbline.deliveries set state = 'cancelled', ts = null, visible_at = null, verify_at = now()`,
  );
  await eventually(row, { state: 'cancelled', ambiguous: true, settled: true });
});
