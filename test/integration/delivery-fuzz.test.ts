import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { type FuzzReport, faultsOf, runFuzz } from '../fuzz/fuzz.ts';
import type { NaiveVariant } from '../fuzz/naive-deliverer.ts';
import { createDatabase } from '../support/database.ts';
import { endSpawned } from '../support/spawn-deliverer.ts';

afterAll(endSpawned);

/** The short fuzz; `npm run fuzz` is the long one, with a database that really dies. */
async function fuzz(naive?: NaiveVariant): Promise<FuzzReport> {
  const database = await createDatabase();
  const report = await runFuzz({
    url: database.url,
    seed: 7,
    alerts: 30,
    digests: 8,
    naive,
    restartDatabase: async () => {
      await database.db.execute(sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`);
    },
    blowEveryMs: 1_200,
    restartEvery: 4,
    downvoteEveryMs: 300,
    mostInBurst: 10,
    settleWithinMs: naive === undefined ? 90_000 : 4_000,
  });
  await database.drop();
  return report;
}

test.concurrent('nothing is lost, doubled or stale while processes die and a third of the answers is bad', {
  timeout: 150_000,
}, async () => {
  const report = await fuzz();
  expect(report).toMatchObject({ lost: [], doubled: [], stale: [], deaths: 0 });
  expect(report.isAtRest).toBe(true);
  expect(report.faultyShare).toBeGreaterThan(1 / 3);
});

test.concurrent.each<NaiveVariant>(['post then commit', 'mark then post'])(
  'the same is too much for a deliverer that does "%s"',
  { timeout: 150_000 },
  async (naive) => {
    expect(faultsOf(await fuzz(naive))).toBeGreaterThan(0);
  },
);
