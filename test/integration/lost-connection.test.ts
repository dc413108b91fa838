import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { type Connection, connect, textArray } from '../../src/db/client.ts';
import { useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';

const database = useDatabase();

/** As when the server is restarted. */
async function loseConnections() {
  await database.db.execute(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
}

/** The first statement on a connection that was lost may be rejected, too. */
async function one({ db }: Connection) {
  const rows = await db.execute(sql`select 1 as one`).catch(() => []);
  return rows[0]?.one;
}

test('a transaction whose connection is lost during a statement is rejected, and the pool goes on', async () => {
  const single = connect(database.url, { maxConnections: 1 });
  for (let round = 0; round < 5; round += 1) {
    const lost = single.db.transaction((tx) => tx.execute(sql`select pg_sleep(5)`));
    const rejected = expect(lost).rejects.toThrow();
    await sleep(100);
    await loseConnections();
    await rejected;
    await eventually(() => one(single), 1, 3_000);
  }
  await single.close();
});

test('a transaction whose connection is lost between two statements is rejected, and the pool goes on', async () => {
  const single = connect(database.url, { maxConnections: 1 });
  for (let round = 0; round < 5; round += 1) {
    const lost = single.db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await sleep(300);
      await tx.execute(sql`select 2`);
    });
    const rejected = expect(lost).rejects.toThrow();
    await sleep(100);
    await loseConnections();
    await rejected;
    await sleep(300);
    await eventually(() => one(single), 1, 3_000);
  }
  await single.close();
});

test('a nested transaction whose connection is lost is rejected, and the pool goes on', async () => {
  const single = connect(database.url, { maxConnections: 1 });
  const lost = single.db.transaction((tx) => tx.transaction((nested) => nested.execute(sql`select pg_sleep(5)`)));
  const rejected = expect(lost).rejects.toThrow();
  await sleep(100);
  await loseConnections();
  await rejected;
  await eventually(() => one(single), 1, 3_000);
  await single.close();
});

test('a transaction that fails by itself is rolled back, and the pool goes on', async () => {
  const single = connect(database.url, { maxConnections: 1 });
  const failed = single.db.transaction(async (tx) => {
    await tx.execute(sql`insert into feedback.assistants (id, name) values ('shop', 'Shop')`);
    await tx.execute(sql`select 1 / 0`);
  });
  await expect(failed).rejects.toThrow();
  const nested = await single.db.transaction(async (tx) => {
    await tx.transaction((inner) => inner.execute(sql`select 1 / 0`)).catch(() => {});
    return [...(await tx.execute(sql`select count(*)::int as n from feedback.assistants`))];
  });
  expect(nested).toEqual([{ n: 0 }]);
  await single.close();
});

test('a connection that is lost at the first statement after it opened rejects that statement alone', async () => {
  const said = (type: string, body: number[]) => Buffer.from([type.charCodeAt(0), 0, 0, 0, body.length + 4, ...body]);
  const welcome = Buffer.concat([said('R', [0, 0, 0, 0]), said('Z', ['I'.charCodeAt(0)])]);
  // Lets everybody in, and hangs up as soon as it is asked for anything.
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(welcome);
      socket.once('data', () => socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const hungUp = connect(`postgres://u@127.0.0.1:${(server.address() as AddressInfo).port}/d`, { maxConnections: 1 });
  try {
    await expect(hungUp.db.execute(sql`select 1`)).rejects.toThrow();
    await sleep(50);
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
    await hungUp.close();
    server.close();
  }
});

test('a list of texts comes back as it was stored, from raw statements and typed ones, and goes in as one', async () => {
  const texts = ['plain', 'with, comma', '"quoted"', 'back\\slash', '{brace}', 'NULL', '', 'ä 日本'];
  const [raw] = await database.db.execute(sql`select ${textArray(texts)} as texts, '{}'::text[] as none`);
  expect(raw).toEqual({ texts, none: [] });
});
