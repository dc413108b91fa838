import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { recordDueDigests } from '../../src/db/digest-schedule.ts';
import { subscriptions } from '../../src/db/schema/subscriptions.ts';
import { empty, useDatabase } from '../support/database.ts';

const database = useDatabase();

beforeEach(async () => {
  await empty(database.db, 'thumbline.deliveries, thumbline.digests, thumbline.subscriptions');
});

const at = (text: string) => new Date(text);

type Settings = { zone: string; digestWeekday: number | null; digestTime: string | null };

async function subscribe(channelId: string, settings: Settings, began: Date): Promise<number> {
  const [row] = await database.db
    .insert(subscriptions)
    .values({ channelId, ...settings, beganAt: began, digestSince: began, digestOnSince: began })
    .returning({ id: subscriptions.id });
  return row?.id ?? 0;
}

/** What recordSubscription does to the digest when somebody changes its time or switches it on, at a made-up present. */
async function change(id: number, settings: Partial<Settings>, now: Date, { isSwitchedOn = false } = {}) {
  await database.db
    .update(subscriptions)
    .set({ ...settings, digestSince: now, ...(isSwitchedOn && { digestOnSince: now }) })
    .where(sql`id = ${id}`);
}

const MONDAY_NINE = { zone: 'Europe/Berlin', digestWeekday: 1, digestTime: '09:00' };

describe('a digest is due', () => {
  test('at its local time and not a moment before', async () => {
    const id = await subscribe('C1', MONDAY_NINE, at('2026-11-04T00:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-09T07:59:59Z'))).toEqual([]);
    expect(await recordDueDigests(database.db, at('2026-11-09T08:00:00Z'))).toEqual([`digest:${id}:2026-11-09`]);
    expect(await recordDueDigests(database.db, at('2026-11-09T08:01:00Z'))).toEqual([]);
  });

  test('not for a time that had passed when the subscription began', async () => {
    const id = await subscribe('C1', MONDAY_NINE, at('2026-11-10T12:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-15T12:00:00Z'))).toEqual([]);
    expect(await recordDueDigests(database.db, at('2026-11-16T08:00:00Z'))).toEqual([`digest:${id}:2026-11-16`]);
  });

  test('late after an outage of days, and no more after six of them', async () => {
    const id = await subscribe('C1', MONDAY_NINE, at('2026-10-01T00:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-15T07:59:00Z'))).toEqual([`digest:${id}:2026-11-09`]);
    expect(await recordDueDigests(database.db, at('2026-11-22T08:01:00Z'))).toEqual([]);
    expect(await recordDueDigests(database.db, at('2026-11-23T08:01:00Z'))).toEqual([`digest:${id}:2026-11-23`]);
  });

  test('at the change where the new time lies behind, so that no week is lost', async () => {
    const id = await subscribe('C1', { ...MONDAY_NINE, digestWeekday: 5 }, at('2026-10-05T00:00:00Z'));
    await recordDueDigests(database.db, at('2026-11-06T08:00:00Z'));
    await change(id, { digestWeekday: 1 }, at('2026-11-11T12:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-11T12:00:30Z'))).toEqual([`digest:${id}:2026-11-09`]);
    const [row] = await database.db.execute(sql`select due_at from thumbline.digests where monday = '2026-11-09'`);
    expect(new Date(String(row?.due_at))).toEqual(at('2026-11-11T12:00:00Z'));
  });

  test.each([
    { name: 'at a time that has passed', digestWeekday: 1, next: '2026-11-16T08:00:00Z' },
    { name: 'on a later day', digestWeekday: 5, next: '2026-11-13T08:00:00Z' },
  ])('not before the next slot where it is switched on $name', async ({ digestWeekday, next }) => {
    const on = { digestWeekday, digestTime: '09:00' };
    const off = { digestWeekday: null, digestTime: null };
    const id = await subscribe('C1', { ...MONDAY_NINE, ...off }, at('2026-09-01T00:00:00Z'));
    const since = at('2026-11-09T09:00:00Z');
    await change(id, on, since, { isSwitchedOn: true });
    expect(await recordDueDigests(database.db, at('2026-11-09T09:00:30Z'))).toEqual([]);
    expect(await recordDueDigests(database.db, new Date(at(next).getTime() - 1_000))).toEqual([]);
    expect(await recordDueDigests(database.db, at(next))).toHaveLength(1);
  });

  test('once where the change moves it to a later day of a week that had its digest', async () => {
    const id = await subscribe('C1', MONDAY_NINE, at('2026-10-05T00:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-09T08:00:00Z'))).toHaveLength(1);
    await change(id, { digestWeekday: 4 }, at('2026-11-10T12:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-12T09:00:00Z'))).toEqual([]);
  });

  test('never for a channel without one, nor after the end', async () => {
    const id = await subscribe('C1', MONDAY_NINE, at('2026-10-05T00:00:00Z'));
    await subscribe('C2', { ...MONDAY_NINE, digestWeekday: null, digestTime: null }, at('2026-10-05T00:00:00Z'));
    await database.db.execute(sql`update thumbline.subscriptions set ended_at = '2026-11-01' where id = ${id}`);
    expect(await recordDueDigests(database.db, at('2026-11-09T08:00:00Z'))).toEqual([]);
  });

  test('for the others where one zone is unknown to the server', async () => {
    await subscribe('C1', { ...MONDAY_NINE, zone: 'Moon/Tycho' }, at('2026-10-05T00:00:00Z'));
    const id = await subscribe('C2', MONDAY_NINE, at('2026-10-05T00:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-09T08:00:00Z'))).toEqual([`digest:${id}:2026-11-09`]);
  });

  test('by the database’s clock where no instant is given', async () => {
    const today = { zone: 'UTC', digestWeekday: new Date().getUTCDay() || 7, digestTime: '00:00' };
    await subscribe('C1', today, new Date(Date.now() - 30 * 86_400_000));
    expect(await recordDueDigests(database.db)).toHaveLength(1);
    expect(await recordDueDigests(database.db)).toEqual([]);
  });
});
