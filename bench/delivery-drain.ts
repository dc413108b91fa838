import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from '../src/db/client.ts';
import { recordOwedAlerts } from '../src/db/owed-alerts.ts';
import { openScene } from './delivery-scene.ts';

const STEP = 1_000;

/** How fast waiting cards leave at one post a second in each channel, and how the memory of this process stays. */
export async function measureDrain(url: string, deliveries: number, channels: number): Promise<void> {
  if (globalThis.gc === undefined) throw new Error('Memory can be compared after a collection only: node --expose-gc');
  const scene = await openScene(url, channels);
  const { db } = scene.connection;
  await giveDownvotes(db, deliveries, channels);
  const waiting = await recordOwedAlerts(db, 3_600_000);
  console.log(`${waiting} cards wait in ${channels} channels`);
  console.log('  posted   seconds   a second   RSS MB   heap MB');
  let before = { posted: 0, seconds: 0 };
  const startedAt = performance.now();
  const print = (posted: number) => {
    const seconds = (performance.now() - startedAt) / 1000;
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    const pace = seconds === before.seconds ? 0 : (posted - before.posted) / (seconds - before.seconds);
    const cells = [posted, seconds.toFixed(1), pace.toFixed(0), megabytes(rss), megabytes(heapUsed)];
    console.log(cells.map((cell) => String(cell).padStart(8)).join('  '));
    before = { posted, seconds };
  };
  print(0);
  scene.start();
  for (let posted = 0; posted < waiting; ) {
    await sleep(100);
    posted = await countPosted(db);
    if (posted - before.posted >= STEP || posted === waiting) print(posted);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const keys = (await scene.arrivals()).map(({ key }) => key);
  console.log(
    `${waiting} in ${seconds.toFixed(1)} s; one a second in each channel allows ${Math.ceil(waiting / channels) - 1} s. ` +
      `The stand-in got ${keys.length} posts of ${new Set(keys).size} cards`,
  );
  await scene.close();
}

async function giveDownvotes(db: Database, count: number, assistants: number): Promise<void> {
  await db.execute(sql`
    insert into feedback.assistants (id, name) select 'shop' || n, 'Shop ' || n from generate_series(0, ${assistants - 1}::int) n`);
  await db.execute(sql`
    insert into feedback.conversations
      (assistant_id, id, environment, started_at, locale, topics, verdict, negative_reason, rated_at)
    select 'shop' || n % ${assistants}::int, 'c' || n, 'real', now() - interval '10 minutes', 'de-DE', '{shipping}', 'down',
      'Nobody answered my question ' || n, now()
    from generate_series(0, ${count - 1}::int) n`);
  await db.execute(sql`
    insert into feedback.messages (assistant_id, conversation_id, id, role, body, sent_at, position)
    select 'shop' || n % ${assistants}::int, 'c' || n, 'm' || turn, case turn % 2 when 0 then 'shopper' else 'assistant' end,
      'Turn ' || turn || ' of a conversation about a parcel that has not come.', now() - interval '9 minutes', turn
    from generate_series(0, ${count - 1}::int) n, generate_series(0, 3) turn`);
  await db.execute(sql`analyze`);
}

async function countPosted(db: Database): Promise<number> {
  const [row] = await db.execute(sql`select count(*)::int as n from thumbline.deliveries where state = 'sent'`);
  return Number(row?.n);
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
