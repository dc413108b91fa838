import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Connection, connect, type Database, openClient } from '../../src/db/client.ts';

export type TestDatabase = Connection & { url: string };

/** A database of this test file's own, cloned from the migrated template and dropped after. */
export function useDatabase(): TestDatabase {
  const database = {} as TestDatabase;
  let drop = async () => {};
  beforeAll(async () => {
    const created = await createDatabase();
    drop = created.drop;
    Object.assign(database, created);
  });
  afterAll(() => drop());
  return database;
}

/** A database of one test's own. */
export async function createDatabase(): Promise<TestDatabase & { drop: () => Promise<void> }> {
  const name = `thumbline_test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} template ${inject('templateName')}`);
  const url = inject('serverUrl').replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
  const connection = connect(url);
  const drop = async () => {
    await connection.close();
    await administer(`drop database if exists ${name} with (force)`);
  };
  return { ...connection, url, drop };
}

/**
 * Empties tables, and all that refers to them, between two tests. What the last one left at work may hold their locks in
 * another order: then Postgres ends one of the two, and this one tries again.
 */
export async function empty(db: Database, tables: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.execute(sql.raw(`truncate ${tables} cascade`));
      return;
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      if (cause?.code !== DEADLOCK || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

const DEADLOCK = '40P01';
const MOST_ATTEMPTS = 5;

async function administer(statement: string) {
  const client = openClient(inject('serverUrl'), { max: 1 });
  try {
    await client.unsafe(statement);
  } finally {
    await client.end();
  }
}
