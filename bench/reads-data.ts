import { sql } from 'drizzle-orm';
import { type Connection, connect, openClient } from '../src/db/client.ts';
import { migrate } from '../src/db/migrate.ts';
import { settleMarks } from '../src/db/settle-marks.ts';
import { startPostgres } from '../src/workspace/postgres.ts';
import { giveManyConversations } from '../test/support/many-conversations.ts';

type Server = Awaited<ReturnType<typeof startPostgres>>;

/** The server that keeps the made-up databases, with the memory that a database of this size is given in earnest. */
export async function startBenchServer(folder: string): Promise<Server> {
  const server = await startPostgres(folder);
  const client = openClient(server.url('postgres'), { max: 1 });
  const [row] = await client`show shared_buffers`;
  if (row?.shared_buffers === '2GB') {
    await client.end();
    return server;
  }
  await client.unsafe(`alter system set shared_buffers = '2GB'`);
  await client.unsafe(`alter system set work_mem = '32MB'`);
  await client.unsafe(`alter system set maintenance_work_mem = '1GB'`);
  await client.unsafe(`alter system set max_wal_size = '8GB'`);
  await client.end();
  server.stop();
  return startPostgres(folder);
}

/** The URL of a migrated database with so many conversations; made once, and migrated further when it is found again. */
export async function makeFilled(server: Server, conversations: number): Promise<string> {
  const name = `reads_${conversations}`;
  const admin = openClient(server.url('postgres'), { max: 1 });
  const found =
    await admin`select shobj_description(oid, 'pg_database') as state from pg_database where datname = ${name}`;
  const isFilled = found[0]?.state === 'filled';
  if (!isFilled) {
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.unsafe(`create database ${name}`);
  }
  const url = server.url(name);
  await migrate(url);
  if (!isFilled) {
    const startedAt = performance.now();
    const connection = connect(url, { maxConnections: 1, statementTimeoutMs: 3_600_000 });
    await giveManyConversations(connection, conversations);
    await connection.close();
    await admin.unsafe(`comment on database ${name} is 'filled'`);
    console.log(`${conversations} conversations made in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }
  await admin.end();
  const connection = connect(url, { maxConnections: 5, statementTimeoutMs: 600_000 });
  await triageSome(connection);
  await settle(connection, !isFilled);
  await connection.close();
  return url;
}

/** Half of the downvotes have an outcome. */
async function triageSome({ db }: Connection) {
  const [row] = await db.execute(sql`
    with given as (
      insert into thumbline.triage (assistant_id, conversation_id, outcome, decided_by, decided_at)
      select assistant_id, id, 'knowledge', 'U1', rated_at from feedback.conversations
      where verdict = 'down' and environment = 'real' and hashtext(id) % 2 = 0
        and not exists (select from thumbline.triage)
      returning 1
    ) select count(*)::int as n from given`);
  if (row?.n !== 0) await db.execute(sql`vacuum analyze thumbline.triage`);
}

/** What the running product has done some seconds after feedback came. */
async function settle({ db }: Connection, isNew: boolean) {
  if (isNew) await db.execute(sql`select thumbline.mark_everything()`);
  const startedAt = performance.now();
  let settled = 0;
  for (let now = 1; now > 0; settled += now) now = await settleMarks(db);
  if (settled === 0) return;
  for (const table of ['tallies', 'hour_tallies', 'locale_tallies', 'tally_marks'])
    await db.execute(sql.raw(`vacuum analyze thumbline.${table}`));
  console.log(`${settled} quarters of an hour tallied in ${Math.round((performance.now() - startedAt) / 1000)} s`);
}
