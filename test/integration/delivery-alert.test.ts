import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acknowledgeAlert, loadAlert } from '../../src/db/alerts.ts';
import { connect, instant } from '../../src/db/client.ts';
import { empty, useDatabase } from '../support/database.ts';
import { QUICK_TIMINGS, type RunningDeliverer, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
const channelId = 'C0SUPPORT';
let running: RunningDeliverer[] = [];

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, feedback.assistants');
  standIn().workspace.messages.clear();
  standIn().faults.clear();
  await giveSubscription(database.db, { channelId });
});

afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  running = [];
});

function run(options: Partial<Parameters<typeof runDeliverer>[0]> = {}) {
  running.push(runDeliverer({ url: database.url, apiUrl: standIn().apiUrl, ...options }));
}

const texts = () => (standIn().workspace.messages.get(channelId) ?? []).map((message) => message.text);
const calls = (method: string) => standIn().calls.filter((call) => call.method === method).length;

test('a committed downvote is posted when its commit is heard of, not at the next poll', async () => {
  const never = { everyMs: 3_600_000, ratingsMs: 3_600_000, factsMs: 3_600_000 };
  run({ timings: { pollMs: never.everyMs }, watching: { quick: never, wide: never, whole: never } });
  await giveConversation(database.db, { assistant: 'shop', id: 'warm' });
  await eventually(texts, ['down null, open']);
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', reason: 'Slow' });
  await eventually(texts, ['down null, open', 'down Slow, open']);
});

test('late facts edit the card in place, and nothing is posted for them', async () => {
  run();
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await eventually(texts, ['down null, open']);
  const posts = calls('chat.postMessage');
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', reason: 'Rude' });
  await eventually(texts, ['down Rude, open']);
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', verdict: 'up' });
  await eventually(texts, ['up null, open']);
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', verdict: null });
  await eventually(texts, ['withdrawn, open']);
  await database.db.execute(sql`delete from feedback.conversations`);
  await eventually(texts, ['erased, open']);
  expect(calls('chat.postMessage')).toBe(posts);
});

test('one edit is made for many changes', async () => {
  run();
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await eventually(texts, ['down null, open']);
  const edits = calls('chat.update');
  await database.db.execute(sql`update thumbline.deliveries set want_version = want_version + 20`);
  await eventually(async () => {
    const [row] = await database.db.execute(
      sql`select want_version - have_version as behind from thumbline.deliveries`,
    );
    return row?.behind;
  }, 0);
  expect(calls('chat.update')).toBe(edits + 1);
});

test('a reason that comes while the card is being posted is shown', async () => {
  standIn().faults.script('chat.postMessage', [{ do: 'answer-late', afterMs: 500 }]);
  run();
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await eventually(texts, ['down null, open']);
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', reason: 'Rude' });
  await eventually(texts, ['down Rude, open']);
});

test('of two people who acknowledge at once through two connections one is first, and both see the same name', async () => {
  run();
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await eventually(texts, ['down null, open']);
  const [row] = await database.db.execute(sql`select id from thumbline.alerts`);
  const alertId = Number(row?.id);
  const other = connect(database.url);
  const results = await Promise.all([
    acknowledgeAlert(database.db, { alertId, by: 'U0ANA', channelId }),
    acknowledgeAlert(other.db, { alertId, by: 'U0BEN', channelId }),
  ]);
  await other.close();
  expect(results.filter((result) => result?.first)).toHaveLength(1);
  expect(results[0]?.acknowledged).toEqual(results[1]?.acknowledged);
  await eventually(texts, [`down null, ${results[0]?.acknowledged.by}`]);
  expect(await loadAlert(database.db, alertId)).toMatchObject({ acknowledged: results[0]?.acknowledged });
  const audit = await database.db.execute(sql`select actor from thumbline.audit`);
  expect([...audit]).toEqual([{ actor: results[0]?.acknowledged.by }]);
});

test('an alert is not acknowledged from another channel or another message', async () => {
  run();
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await eventually(texts, ['down null, open']);
  await eventually(
    async () => (await database.db.execute(sql`select state from thumbline.deliveries`))[0]?.state,
    'sent',
  );
  const [row] = await database.db.execute(sql`select alert_id, ts from thumbline.deliveries`);
  const alertId = Number(row?.alert_id);
  expect(await acknowledgeAlert(database.db, { alertId, by: 'U0ANA', channelId: 'C0RANDOM' })).toBeNull();
  expect(await acknowledgeAlert(database.db, { alertId, by: 'U0ANA', channelId, ts: '1.000001' })).toBeNull();
  expect(await acknowledgeAlert(database.db, { alertId: 999_999, by: 'U0ANA', channelId })).toBeNull();
  expect(await acknowledgeAlert(database.db, { alertId, by: 'U0ANA', channelId, ts: String(row?.ts) })).toMatchObject({
    first: true,
  });
});

test('a channel gets one post in each span, whatever waits and however many processes there are', async () => {
  for (let n = 0; n < 6; n += 1) await giveConversation(database.db, { assistant: 'shop', id: `c${n}` });
  run({ timings: { paceMs: 400 } });
  run({ timings: { paceMs: 400 } });
  await eventually(() => texts().length, 6);
  // By the database's clock, which gives the turns; on a busy machine a post may leave some time after its turn came.
  const [{ gap } = { gap: 0 }] = await database.db.execute<{ gap: number }>(sql`
    select min(ms)::float8 as gap from (
      select extract(epoch from first_try_at - lag(first_try_at) over (order by first_try_at)) * 1000 as ms from thumbline.deliveries
    ) turns`);
  expect(gap).toBeGreaterThanOrEqual(400);
});

test('stopping waits for the answer that is under way', async () => {
  standIn().faults.script('chat.postMessage', [{ do: 'answer-late', afterMs: 600 }]);
  const one = runDeliverer({ url: database.url, apiUrl: standIn().apiUrl });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await eventually(texts, ['down null, open']);
  await one.stop();
  const [row] = await database.db.execute(sql`select state from thumbline.deliveries`);
  expect(row?.state).toBe('sent');
});

test('a message that someone deleted in Slack is not posted again', async () => {
  run();
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await eventually(
    async () => (await database.db.execute(sql`select state from thumbline.deliveries`))[0]?.state,
    'sent',
  );
  standIn().workspace.messages.clear();
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', reason: 'Rude' });
  await eventually(
    async () => (await database.db.execute(sql`select state from thumbline.deliveries`))[0]?.state,
    'gone',
  );
  expect(texts()).toEqual([]);
  expect(
    await database.db.execute(sql`select ${instant(new Date())} > visible_at as ok from thumbline.deliveries`),
  ).toMatchObject([{ ok: true }]);
});

test('a message that is owed no more before it could be posted again is taken away when its first try lands late', async () => {
  const { httpDeadlineMs, settleMs } = QUICK_TIMINGS;
  standIn().faults.script('chat.postMessage', [{ do: 'accept-late', afterMs: httpDeadlineMs + settleMs + 1_500 }]);
  let renderings = 0;
  run({
    render: () => async () => {
      renderings += 1;
      return renderings === 1 ? { text: 'Late', blocks: [] } : null;
    },
  });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await eventually(
    async () => (await database.db.execute(sql`select state from thumbline.deliveries`))[0]?.state,
    'cancelled',
  );
  await eventually(texts, ['Late']);
  await eventually(texts, []);
});
