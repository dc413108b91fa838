import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { connect } from '../../src/db/client.ts';
import { recordErasures } from '../../src/db/erasures.ts';
import { recordLateFacts } from '../../src/db/late-facts.ts';
import { recordOwedAlerts } from '../../src/db/owed-alerts.ts';
import { startWatch } from '../../src/jobs/watch.ts';
import { empty, useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';

const database = useDatabase();
const HOUR_MS = 3_600_000;

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, thumbline.erasures, feedback.assistants');
  await giveSubscription(database.db, { channelId: 'C0SUPPORT' });
});

async function owed(...ids: string[]): Promise<number[]> {
  for (const id of ids) {
    await giveConversation(database.db, { assistant: 'shop', id });
    await recordOwedAlerts(database.db, HOUR_MS);
  }
  const rows = await database.db.execute(sql`select id from thumbline.alerts order by id`);
  return rows.map(({ id }) => Number(id));
}

const wanted = async () => {
  const rows = await database.db.execute(sql`select want_version from thumbline.deliveries order by id`);
  return rows.map((row) => row.want_version);
};

test('a rating that changed during an outage is found on an alert of any age', async () => {
  await owed('c1');
  await database.db.execute(sql`update thumbline.alerts set created_at = now() - interval '40 days'`);
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', verdict: 'up' });
  await database.db.execute(sql`alter table feedback.conversations disable trigger user`);
  await database.db.execute(sql`update feedback.conversations set rating_updated_at = now() - interval '20 minutes'`);
  await database.db.execute(sql`alter table feedback.conversations enable trigger user`);
  const connection = connect(database.url);
  const often = { everyMs: 300, ratingsMs: HOUR_MS };
  const watch = startWatch({
    connection,
    logger: pino({ level: 'silent' }),
    timings: {
      quick: { ...often, factsMs: 1_000 },
      wide: { ...often, factsMs: 1_000 },
      whole: { ...often, factsMs: 30 * 24 * HOUR_MS },
    },
  });
  try {
    await eventually(wanted, [2]);
  } finally {
    await watch.stop();
    await connection.close();
  }
});

test('alerts are locked by their ids, so that whoever takes several at once is never in each other’s way', async () => {
  const [first = 0, second = 0] = await owed('c1', 'c2');
  // Rewritten, the first one lies behind the second.
  await database.db.execute(sql`update thumbline.alerts set facts = 'old' where id = ${second}`);
  await database.db.execute(sql`update thumbline.alerts set facts = 'old' where id = ${first}`);
  await database.db.execute(sql`update thumbline.alerts set facts = 'older' where id = ${first}`);
  let late: Promise<number> = Promise.resolve(0);
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`select from thumbline.alerts where id = ${first} for update`);
    late = recordLateFacts(database.db, { of: 'young alerts', withinMs: HOUR_MS });
    await eventually(async () => {
      const rows = await database.db.execute(
        sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length;
    }, 1);
    await tx.execute(sql`select from thumbline.alerts where id = ${second} for update nowait`);
  });
  expect(await late).toBe(2);
});

test('an erasure is told of at once to whatever may show its text: the alert, the digest that names a question of it, the trial', async () => {
  await owed('c1', 'c2');
  const [subscription] = await database.db.execute(sql`select id from thumbline.subscriptions`);
  const figures = (id: string) => ({ gaps: [{ sample: { assistant: 'shop', id, message: 'm1' } }], closedGaps: [] });
  for (const [monday, id] of [
    ['2026-11-02', 'c1'],
    ['2026-11-09', 'c2'],
  ] as const) {
    await database.db.execute(sql`
      insert into thumbline.digests (subscription_id, monday, zone, due_at, figures)
      values (${subscription?.id}, ${monday}, 'UTC', now(), ${JSON.stringify(figures(id))}::jsonb)`);
    await database.db.execute(sql`
      insert into thumbline.deliveries (key, kind, channel_id, subscription_id, monday)
      values (${`digest:${monday}`}, 'digest', 'C0SUPPORT', ${subscription?.id}, ${monday})`);
  }
  await database.db.execute(sql`
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id, monday)
    values ('trial', 'trial', 'C0SUPPORT', ${subscription?.id}, '2026-11-09')`);
  await database.db.execute(sql`delete from feedback.conversations where id = 'c1'`);
  const counts = await Promise.all([recordErasures(database.db), recordErasures(database.db)]);
  expect(counts.sort()).toEqual([0, 3]);
  expect(await wanted()).toEqual([2, 1, 2, 1, 2]);
  expect(await recordErasures(database.db)).toBe(0);
  expect(await recordLateFacts(database.db, { of: 'erased' })).toBe(0);
});

test('a conversation that is there again when its erasure is told of is no news', async () => {
  await owed('c1');
  await database.db.execute(sql`delete from feedback.conversations where id = 'c1'`);
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  expect(await recordErasures(database.db)).toBe(0);
  expect(await wanted()).toEqual([1]);
});
