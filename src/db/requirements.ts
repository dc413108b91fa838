import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { clockRequirement, type Requirement } from '../csat/requirement.ts';
import { openClient } from './client.ts';
import { describeDatabaseTrouble } from './trouble.ts';

const OLDEST_SERVER = 150_000;
/** The requirement that is met where subscriptions can be read. */
export const READABLE = 'Rights on its tables';
const MIGRATE = 'Run "thumbline migrate".';

const journal = z.object({ entries: z.array(z.unknown()) });
const found = z.object({
  now: z.date(),
  version: z.string(),
  number: z.number(),
  may_create: z.boolean(),
  migrations: z.string().nullable(),
});

/** Looks at everything that the database must have. Changes nothing. Where it cannot be reached, that is the one answer. */
export async function checkDatabase(databaseUrl: string, now: () => Date): Promise<Requirement[]> {
  const client = openClient(databaseUrl, { max: 1 });
  try {
    const [row] = await client`
      select now() as now, current_setting('server_version') as version, current_setting('server_version_num')::int as number,
        has_database_privilege(current_database(), 'create') as may_create, to_regclass('thumbline.migrations')::text as migrations`;
    const facts = found.parse(row);
    const applied =
      facts.migrations === null ? 0 : Number((await client`select count(*) as n from thumbline.migrations`)[0]?.n);
    const isNew = facts.number >= OLDEST_SERVER;
    return [
      { what: 'Database', state: 'met', found: 'reachable', fix: null },
      {
        what: 'Postgres 15 or newer',
        state: isNew ? 'met' : 'missing',
        found: facts.version,
        fix: isNew ? null : 'Point DATABASE_URL at a newer server.',
      },
      rights(facts.may_create),
      migrated(applied),
      ...(applied === 0 ? [] : [await tables(client), await indexes(client), ...(await searches(client))]),
      clockRequirement('the database', facts.now, now()),
    ];
  } catch (error) {
    const trouble = describeDatabaseTrouble(error, databaseUrl);
    if (trouble === null) throw error;
    return [{ what: 'Database', state: 'missing', found: 'no answer', fix: trouble }];
  } finally {
    await client.end({ timeout: 5 });
  }
}

const rights = (mayCreate: boolean): Requirement => ({
  what: 'Right to create schemas',
  state: mayCreate ? 'met' : 'limited',
  found: mayCreate ? 'granted' : 'not granted: new versions cannot migrate',
  fix: mayCreate ? null : 'Grant CREATE on the database to the user of DATABASE_URL, or migrate as its owner.',
});

function migrated(applied: number): Requirement {
  const file = new URL('../../drizzle/meta/_journal.json', import.meta.url);
  const expected = journal.parse(JSON.parse(readFileSync(file, 'utf8'))).entries.length;
  const isMet = applied >= expected;
  return {
    what: 'Schema of this version',
    state: isMet ? 'met' : 'missing',
    found: `${applied} of ${expected} migrations`,
    fix: isMet ? null : MIGRATE,
  };
}

async function tables(client: ReturnType<typeof openClient>): Promise<Requirement> {
  const closed = await client`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('feedback', 'thumbline') and c.relkind = 'r' and c.relname <> 'migrations'
      and not has_table_privilege(c.oid, 'select, insert, update, delete')
    order by 1`;
  return {
    what: READABLE,
    state: closed.length === 0 ? 'met' : 'missing',
    found: closed.length === 0 ? 'granted' : `not on ${closed.map(({ name }) => name).join(', ')}`,
    fix: closed.length === 0 ? null : 'Grant select, insert, update and delete on them to the user of DATABASE_URL.',
  };
}

async function indexes(client: ReturnType<typeof openClient>): Promise<Requirement> {
  const broken = await client`
    select n.nspname || '.' || c.relname as name from pg_index i
    join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('feedback', 'thumbline') and not (i.indisvalid and i.indisready)
    order by 1`;
  return {
    what: 'Indexes',
    state: broken.length === 0 ? 'met' : 'missing',
    found: broken.length === 0 ? 'all valid' : `broken: ${broken.map(({ name }) => name).join(', ')}`,
    fix: broken.length === 0 ? null : `Run for each: reindex index ${broken[0]?.name}`,
  };
}

/** Empty before the migration that searches came with. */
async function searches(client: ReturnType<typeof openClient>): Promise<Requirement[]> {
  const [known] = await client`select to_regprocedure('thumbline.folded(text)') is not null as is_known`;
  if (known?.is_known !== true) return [];
  const [row] = await client`select thumbline.folded('ÄΣЖ') = 'äσж' as is_met`;
  const isMet = row?.is_met === true;
  return [
    {
      what: 'Searches whatever the case',
      state: isMet ? 'met' : 'limited',
      found: isMet ? 'in every language' : 'in English only: the server has no ICU and the database the locale C',
      fix: isMet ? null : 'Move to a server with ICU, or to a database with a locale such as C.UTF-8 or en_US.UTF-8.',
    },
  ];
}
