import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { SubscriptionOrder } from '../../src/csat/subscription.ts';
import { recordOwedAlerts } from '../../src/db/owed-alerts.ts';
import {
  endSubscription,
  findSubscription,
  listSubscriptions,
  loadSubscription,
  recordSubscription,
} from '../../src/db/subscriptions.ts';
import { useDatabase } from '../support/database.ts';
import { giveConversation } from '../support/feedback.ts';

const database = useDatabase();
const order = (given: Partial<SubscriptionOrder> = {}): SubscriptionOrder => ({
  ...{ channelId: 'C1', assistants: ['shop'], locales: ['de'], topics: [], digest: { weekday: 1, time: '09:00' } },
  ...{ zone: 'Europe/Berlin', language: 'de', alerts: 'downvotes', escalateAfterMinutes: 240, escalateTo: 'S1' },
  acknowledgeGroup: 'S2',
  ...{ createdBy: 'U1', ...given },
});

beforeAll(async () => {
  await database.db.execute(sql`insert into feedback.assistants (id, name) values ('shop', 'Shop')`);
});

/** Text: the database's own, to the microsecond. */
async function digestSince(id: number) {
  const [row] = await database.db.execute(sql`select digest_since from thumbline.subscriptions where id = ${id}`);
  return row?.digest_since;
}

test('a channel has one subscription: the same call again changes its settings and keeps its beginning', async () => {
  const begun = await recordSubscription(database.db, order());
  expect(begun).toEqual({ ...order(), id: begun.id, workspaceId: '', beganAt: expect.any(Date) });
  const changed = await recordSubscription(database.db, order({ alerts: 'off', topics: ['x'], createdBy: 'U2' }));
  expect(changed).toEqual({ ...begun, alerts: 'off', topics: ['x'] });
  expect(await findSubscription(database.db, 'C1')).toEqual(changed);
  expect(await listSubscriptions(database.db)).toEqual([changed]);
  const acts = await database.db.execute(sql`select actor, action, subject from thumbline.audit order by id`);
  const subject = { subscriptionId: begun.id, channelId: 'C1' };
  expect([...acts]).toEqual(['U1', 'U2'].map((actor) => ({ actor, action: 'subscribe', subject })));
});

test('a changed digest time or zone is owed from now on only; any other change leaves it', async () => {
  const { id } = await recordSubscription(database.db, order({ channelId: 'C2' }));
  const first = await digestSince(id);
  await recordSubscription(database.db, order({ channelId: 'C2', language: 'en' }));
  expect(await digestSince(id)).toBe(first);
  const changes = [{ digest: { weekday: 2, time: '09:00' } }, { digest: { weekday: 2, time: '09:01' } }];
  let last = first;
  for (const change of [...changes, { ...changes[1], zone: 'UTC' }, { digest: null, zone: 'UTC' }]) {
    await recordSubscription(database.db, order({ channelId: 'C2', ...change }));
    const since = await digestSince(id);
    expect(since).not.toBe(last);
    last = since;
  }
});

test('a digest that is switched on is owed from then on; any other change leaves that', async () => {
  const { id } = await recordSubscription(database.db, order({ channelId: 'C2B' }));
  const onSince = async () =>
    (await database.db.execute(sql`select digest_on_since as at from thumbline.subscriptions where id = ${id}`))[0]?.at;
  const first = await onSince();
  for (const change of [{ digest: { weekday: 2, time: '10:00' } }, { zone: 'UTC' }, { digest: null }]) {
    await recordSubscription(database.db, order({ channelId: 'C2B', ...change }));
    expect(await onSince()).toBe(first);
  }
  await recordSubscription(database.db, order({ channelId: 'C2B' }));
  expect(await onSince()).not.toBe(first);
});

test('an ended subscription is found by its id only, and the next one is new', async () => {
  const { id } = await recordSubscription(database.db, order({ channelId: 'C3' }));
  expect(await endSubscription(database.db, 'C3', 'cli')).toMatchObject({ id });
  expect(await endSubscription(database.db, 'C3', 'cli')).toBeNull();
  expect(await findSubscription(database.db, 'C3')).toBeNull();
  expect(await loadSubscription(database.db, id)).toMatchObject({ id, channelId: 'C3' });
  expect((await recordSubscription(database.db, order({ channelId: 'C3' }))).id).not.toBe(id);
});

test('of ten calls at once one begins the subscription and all speak of it', async () => {
  const orders = Array.from({ length: 10 }, () => recordSubscription(database.db, order({ channelId: 'C4' })));
  expect(new Set((await Promise.all(orders)).map(({ id }) => id)).size).toBe(1);
});

test.each<[string, Partial<SubscriptionOrder>, RegExp]>([
  ['zone', { zone: 'Mars' }, /Unknown time zone "Mars"/],
  ['assistant', { assistants: ['shop', 'shoop'] }, /Unknown assistant "shoop": expected one of shop/],
  ['weekday', { digest: { weekday: 8, time: '09:00' } }, /Unknown weekday 8/],
  ['time', { digest: { weekday: 1, time: '9' } }, /Unknown time "9"/],
  ['limit', { escalateAfterMinutes: 0 }, /expected a whole number from 1/],
])('an unknown %s is refused, and nothing is stored', async (_, given, expected) => {
  await expect(recordSubscription(database.db, order({ channelId: 'C5', ...given }))).rejects.toThrow(expected);
  expect(await findSubscription(database.db, 'C5')).toBeNull();
});

test.each([
  ['alerts switched off', { alerts: 'off' as const }],
  ['single thumbs added', { alerts: 'thumbs' as const }],
  ['a scope that leaves it out', { assistants: [], topics: ['returns'] }],
  ['a wider scope', { locales: [] }],
])('%s: a downvote that came before is owed by the settings of then, though nobody had looked', async (_, change) => {
  const channelId = `C-OWED-${JSON.stringify(change)}`;
  const settings = order({ channelId, topics: ['shipping'] });
  const { id } = await recordSubscription(database.db, settings);
  await giveConversation(database.db, { assistant: 'shop', id: channelId, topics: ['shipping'] });
  await giveConversation(database.db, { assistant: 'shop', id: `${channelId}-other`, topics: ['price'] });
  await recordSubscription(database.db, { ...settings, ...change });
  await recordOwedAlerts(database.db, 3_600_000);
  const owed = await database.db.execute(sql`
    select a.conversation_id, d.state from thumbline.alerts a join thumbline.deliveries d on d.alert_id = a.id
    where a.subscription_id = ${id}`);
  expect([...owed]).toEqual([{ conversation_id: channelId, state: 'pending' }]);
});

test('a burst that nobody had looked at is folded into one card when the settings change', async () => {
  const settings = order({ channelId: 'C-BURST', topics: ['burst'] });
  const { id } = await recordSubscription(database.db, settings);
  for (let n = 0; n < 7; n += 1) {
    await giveConversation(database.db, { assistant: 'shop', id: `burst-${n}`, topics: ['burst'] });
  }
  await recordSubscription(database.db, { ...settings, topics: ['returns'] });
  const states = await database.db.execute(sql`
    select kind, state, count(*)::int as n from thumbline.deliveries where subscription_id = ${id} group by 1, 2 order by 1`);
  expect([...states]).toEqual([
    { kind: 'alert', state: 'folded', n: 7 },
    { kind: 'rollup', state: 'pending', n: 1 },
  ]);
});
