import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { openClient } from './client.ts';

const OLDEST_SERVER = 150_000;
/** Any constant that is ours: two replicas that start together take turns. */
const MIGRATION_LOCK = 7_411_902;

/**
 * Brings the database to the newest schema; does nothing where it is there already.
 * @throws Error with what to do when the server is older than Postgres 15.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = openClient(databaseUrl, { max: 1 });
  try {
    const db = drizzle(client);
    const [server] =
      await client`select current_setting('server_version') as version, current_setting('server_version_num')::int as number`;
    if (Number(server?.number) < OLDEST_SERVER) {
      throw new Error(
        `The database is Postgres ${server?.version}: expected 15 or newer. Point DATABASE_URL at a newer server.`,
      );
    }
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await applyMigrations(db, {
      migrationsFolder: fileURLToPath(new URL('../../drizzle', import.meta.url)),
      migrationsSchema: 'thumbline',
      migrationsTable: 'migrations',
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}
