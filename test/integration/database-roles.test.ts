import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../../src/db/client.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const documented = readFileSync(new URL('../../docs/database.md', import.meta.url), 'utf8');
// Roles belong to the whole server: names of this run's own keep two runs on one server apart.
const suffix = `_${process.pid}`;
const grants = (/```sql\n([\s\S]*?)```/.exec(documented)?.[1] ?? '').replace(
  /feedback_(writer|reader)/g,
  `$&${suffix}`,
);
let owner: ReturnType<typeof openClient>;

beforeAll(async () => {
  owner = openClient(database.url, { max: 1 });
  await owner.unsafe(grants);
});

afterAll(async () => {
  for (const role of [`feedback_writer${suffix}`, `feedback_reader${suffix}`]) {
    await owner.unsafe(`drop owned by ${role}; drop role ${role}`);
  }
  await owner.end();
});

async function as(role: string, statement: string) {
  return owner.begin(async (tx) => {
    await tx.unsafe(`set local role ${role}${suffix}`);
    return tx.unsafe(statement);
  });
}

test('the documented writer may write feedback and nothing of Thumbline', async () => {
  await as('feedback_writer', `insert into feedback.assistants (id, name) values ('shop', 'Shop')`);
  await as(
    'feedback_writer',
    `insert into feedback.conversations (assistant_id, id, started_at, verdict, rated_at) values ('shop', 'c-1', now(), 'down', now())`,
  );
  await expect(as('feedback_writer', 'select 1 from thumbline.subscriptions')).rejects.toThrow(/permission denied/);
  await expect(as('feedback_writer', 'create table feedback.mine (id int)')).rejects.toThrow(/permission denied/);
  await expect(as('feedback_writer', 'drop table feedback.thumbs')).rejects.toThrow(/must be owner/);
});

test('the documented reader may read feedback and write nothing', async () => {
  expect(await as('feedback_reader', 'select count(*)::int as n from feedback.messages')).toMatchObject([{ n: 0 }]);
  await expect(as('feedback_reader', `delete from feedback.conversations`)).rejects.toThrow(/permission denied/);
  await expect(as('feedback_reader', 'select 1 from thumbline.deliveries')).rejects.toThrow(/permission denied/);
});
