import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { connect } from '../../src/db/client.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

test('a statement that fails after it has sent rows leaves no holes in the next result', async () => {
  const single = connect(database.url, { maxConnections: 1 });
  const failing = single.db.execute(sql`select repeat('x', 20000), 1 / (50 - n) from generate_series(1, 100) n`);
  await expect(failing).rejects.toThrow();
  const rows = await single.db.execute(sql`select 7 as seven`);
  const inTransaction = single.db.transaction(async (tx) => {
    return [...(await tx.execute(sql`select 8 as eight`))];
  });
  expect([...rows]).toEqual([{ seven: 7 }]);
  expect(await inTransaction).toEqual([{ eight: 8 }]);
  await single.close();
});
