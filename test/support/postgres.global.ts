import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import type { TestProject } from 'vitest/node';
import { openClient } from '../../src/db/client.ts';
import { migrate } from '../../src/db/migrate.ts';
import { startPostgres } from '../../src/workspace/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string;
    templateName: string;
  }
}

/** One server a run (embedded, or the one that TEST_DATABASE_URL names) and one migrated template that every test file clones. */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL;
  const folder = given ? null : mkdtempSync(join(tmpdir(), 'thumbline-test-'));
  const server = folder ? await startPostgres(folder) : null;
  const serverUrl = given ?? server?.url('postgres') ?? '';
  const templateName = `thumbline_template_${process.pid}`;
  const client = openClient(serverUrl, { max: 1 });
  if (given === undefined) await forgetOnPowerLoss(client);
  await client.unsafe(`create database ${templateName}`);
  await migrate(withDatabase(serverUrl, templateName));
  project.provide('serverUrl', serverUrl);
  project.provide('templateName', templateName);
  return async () => {
    if (given) await client.unsafe(`drop database ${templateName} with (force)`);
    await client.end();
    server?.destroy();
    if (folder) rmSync(folder, { recursive: true, force: true });
  };
}

/** What is thrown away after the run need not outlive the machine; it still outlives any process that is killed. */
async function forgetOnPowerLoss(client: Sql): Promise<void> {
  // Trap: with commits that are not waited for, VACUUM leaves pages that index-only scans then visit.
  for (const setting of ['fsync', 'full_page_writes']) await client.unsafe(`alter system set ${setting} = off`);
  await client`select pg_reload_conf()`;
}

function withDatabase(url: string, database: string): string {
  return url.replace(/\/[^/?]*(\?|$)/, `/${database}$1`);
}
