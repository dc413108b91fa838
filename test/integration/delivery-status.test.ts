import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { blockChannel, retryChannel, unblockChannel } from '../../src/db/channels.ts';
import { loadDeliveryStatus } from '../../src/db/delivery-status.ts';
import { useDatabase } from '../support/database.ts';
import { giveSubscription } from '../support/feedback.ts';

const database = useDatabase();
const RETRY = { soonMs: 60_000, soonForMs: 3_600_000, laterMs: 7_200_000 };

test('an empty ledger has nothing to tell', async () => {
  expect(await loadDeliveryStatus(database.db)).toEqual({
    waiting: 0,
    oldestWaitingSince: null,
    stale: 0,
    unknown: 0,
    oldestUnknownSince: null,
    failed: 0,
    lastDeliveredAt: null,
    blocked: [],
  });
});

test('each state is counted once, blocked channels by themselves, and one channel alone when asked', async () => {
  const subscription = await giveSubscription(database.db, { channelId: 'C1' });
  const give = (key: string, channelId: string, state: string, have: number) =>
    database.db.execute(sql`
      insert into thumbline.deliveries (key, kind, channel_id, subscription_id, state, have_version, created_at, first_try_at, visible_at)
      values (${key}, 'digest', ${channelId}, ${subscription}, ${state}, ${have},
        '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z', ${have > 0 ? '2026-11-03T00:00:00Z' : null})`);
  await give('a', 'C1', 'pending', 0);
  await give('b', 'C1', 'unknown', 0);
  await give('c', 'C1', 'sent', 1);
  await give('d', 'C1', 'failed', 0);
  await give('e', 'C2', 'blocked', 0);
  await give('f', 'C2', 'pending', 0);
  await database.db.execute(sql`update thumbline.deliveries set want_version = 2 where key = 'c'`);
  await blockChannel(database.db, 'C2', 'is_archived', RETRY);

  const status = await loadDeliveryStatus(database.db);
  expect(status).toMatchObject({
    waiting: 1,
    oldestWaitingSince: new Date('2026-11-01T00:00:00Z'),
    stale: 1,
    unknown: 1,
    oldestUnknownSince: new Date('2026-11-02T00:00:00Z'),
    failed: 1,
    lastDeliveredAt: new Date('2026-11-03T00:00:00Z'),
    blocked: [{ channelId: 'C2', blockedBy: 'is_archived', waiting: 2 }],
  });
  expect(await loadDeliveryStatus(database.db, 'C1')).toMatchObject({ waiting: 1, blocked: [] });
});

test('a blocked channel is tried soon at first, later when it stays blocked, and at once when asked', async () => {
  const retryInSeconds = async () => {
    const [row] = await database.db.execute(sql`
      select round(extract(epoch from retry_at - now()))::int as seconds from thumbline.channels where id = 'C2'`);
    return Math.round(Number(row?.seconds) / 60) * 60;
  };
  expect(await retryInSeconds()).toBe(60);
  await database.db.execute(sql`update thumbline.channels set blocked_at = now() - interval '2 hours' where id = 'C2'`);
  await blockChannel(database.db, 'C2', 'is_archived', RETRY);
  expect(await retryInSeconds()).toBe(7_200);
  await retryChannel(database.db, 'C2');
  expect(await retryInSeconds()).toBe(0);
});

test('a call that is taken unblocks what the token had blocked, and no other channel', async () => {
  await database.db.execute(sql`insert into thumbline.channels (id) values ('C3')`);
  await blockChannel(database.db, 'C3', 'token_revoked', RETRY);
  await unblockChannel(database.db, 'C1', ['token_revoked']);
  const blocked = (await loadDeliveryStatus(database.db)).blocked.map((channel) => channel.channelId);
  expect(blocked).toEqual(['C2']);
});
