import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { gapKeeperIn } from '../../src/jobs/gap-keeper.ts';
import { gapRounds } from '../../src/jobs/gap-rounds.ts';
import { startGaps } from '../../src/jobs/gaps.ts';
import { asked, giveAsked } from '../support/asked.ts';
import { empty, useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { giveSubscription } from '../support/feedback.ts';

const database = useDatabase();
const log = pino({ level: 'silent' });
const MINUTE = 60_000;
let now = new Date();
const clock = { now: () => now };
let ids: number[] = [];

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, feedback.assistants');
  now = new Date();
  ids = [
    await giveSubscription(database.db, { channelId: 'C0FIRST' }),
    await giveSubscription(database.db, { channelId: 'C0SECOND' }),
  ];
});

test('who stops in the middle of it leaves the lease behind, so that the next process need not wait for its end', async () => {
  const { db } = database;
  const at = new Date(now.getTime() - 60 * MINUTE);
  await giveAsked(db, [asked('label', 'Where do I get a return label?', at), asked('again', 'A return label?', at)]);
  const isHeld = async () =>
    (await db.execute(sql`select from thumbline.groupings where lease_until > now()`)).length > 0;
  const gaps = startGaps({ db, databaseUrl: database.url, rounds: false, clock, log });
  await db.transaction(async (tx) => {
    // Whoever groups has its lease by then, and comes no further.
    await tx.execute(sql`lock table thumbline.gaps in access exclusive mode`);
    const refused = expect(gaps.refresh(ids[0] ?? 0)).rejects.toThrow('was ended');
    await eventually(isHeld, true);
    // The thread says so only after it has it.
    await sleep(1_000);
    await gaps.stop();
    await refused;
    expect(await isHeld()).toBe(false);
  });
});

test('a question without a word stops nobody: its conversation is left by its words, the others get their vectors', async () => {
  const at = new Date(now.getTime() - 60 * MINUTE);
  await giveAsked(database.db, [
    asked('image', '', at, { locale: 'en' }),
    asked('label', 'Where do I get a return label?', at, { locale: 'en' }),
    asked('again', 'Where do I get a return label?', at, { locale: 'en' }),
  ]);
  const keeper = gapKeeperIn(database.db, clock);
  await gapRounds({ db: database.db, refresh: keeper.refresh, clock, log }).turn();
  const rows = await database.db.execute<{ id: string; known: boolean }>(sql`
    select conversation_id as id, vector is not null as known from thumbline.questions where embedded_at is not null order by 1`);
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { id: 'again', known: true },
    { id: 'image', known: false },
    { id: 'label', known: true },
  ]);
  const gaps = await database.db.execute(sql`select distinct subscription_id from thumbline.gaps`);
  expect(gaps).toHaveLength(2);
});

test('a subscription whose gaps cannot be found holds up no other, and is tried again later and later', async () => {
  const tried: number[] = [];
  const refresh = async (id: number) => {
    tried.push(id);
    if (id === ids[0]) throw new Error('It cannot be done.');
    await database.db.execute(sql`
      insert into thumbline.groupings as g (subscription_id, checked_at) values (${id}, now())
      on conflict (subscription_id) do update set checked_at = now()`);
  };
  const rounds = gapRounds({ db: database.db, refresh, clock, log });
  const triedInTurn = async (afterMs: number) => {
    now = new Date(now.getTime() + afterMs);
    tried.length = 0;
    await rounds.turn();
    return [...tried];
  };
  expect(await triedInTurn(0)).toEqual(ids);
  expect(await triedInTurn(0.5 * MINUTE)).toEqual([]);
  expect(await triedInTurn(2 * MINUTE)).toEqual([ids[0]]);
  expect(await triedInTurn(2 * MINUTE)).toEqual([]);
  expect(await triedInTurn(2.5 * MINUTE)).toEqual([ids[0]]);
});
