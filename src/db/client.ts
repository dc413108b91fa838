import { type SQL, sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { parse as parseArray } from 'postgres-array';
import { withLostTransactions } from './lost-connection.ts';

/** A Drizzle database or an open transaction of one. */
export type Database = Pick<
  PostgresJsDatabase,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute' | 'transaction' | '$with' | 'with'
>;

export type Connection = {
  db: Database;
  /** Calls `onHint` at each NOTIFY on the channel, and after each (re)connection, when hints may have been missed. */
  listen: (channel: string, onHint: () => void) => Promise<{ unlisten: () => Promise<void> }>;
  /** Waits up to five seconds for running statements. */
  close: () => Promise<void>;
};

export type ConnectionOptions = { maxConnections?: number; statementTimeoutMs?: number };

/**
 * Opens a pool. Nothing is sent before the first statement.
 * Traps: Drizzle makes this client return instants of raw `execute` rows as text, and int8 comes back as text too.
 */
export function connect(databaseUrl: string, options: ConnectionOptions = {}): Connection {
  const client = openClient(databaseUrl, {
    max: options.maxConnections ?? 5,
    keep_alive: 30,
    max_lifetime: 30 * 60,
    connection: {
      application_name: 'thumbline',
      statement_timeout: options.statementTimeoutMs ?? 30_000,
      // Statements are prepared for the round trip that it saves; a plan that ignores the parameters would read too much.
      plan_cache_mode: 'force_custom_plan',
      TimeZone: 'UTC',
    },
  });
  return {
    db: drizzle(withDenseResults(withLostTransactions(client))),
    listen: (channel, onHint) => client.listen(channel, onHint, onHint),
    close: () => client.end({ timeout: 5 }),
  };
}

/** A bare postgres.js client. As in libpq, a host that is a percent-encoded path names the folder of a unix socket. */
export function openClient(databaseUrl: string, options: postgres.Options<Record<string, never>> = {}): postgres.Sql {
  const url = new URL(databaseUrl);
  const host = decodeURIComponent(url.hostname);
  const socket = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${url.port || 5432}` } : {};
  return postgres(databaseUrl, {
    connect_timeout: 10,
    onnotice: () => {},
    // Else postgres.js 3.4 asks each new connection for its types first, and ends the process when that one is lost meanwhile.
    fetch_types: false,
    types: { texts: TEXTS },
    ...socket,
    ...options,
  });
}

const TEXT_ARRAY_OID = 1009;

/** Lists of texts, the only ones that are read; a list of anything else comes back as the text that Postgres writes for it. */
const TEXTS = {
  to: TEXT_ARRAY_OID,
  from: [TEXT_ARRAY_OID],
  parse: (literal: string) => parseArray(literal),
  /** Drizzle gives a list as a literal already. */
  serialize: (texts: string | readonly string[]) => (typeof texts === 'string' ? texts : arrayLiteral(texts)),
};

type Pending = { resolve?: (result: unknown) => void };

/**
 * postgres.js 3.4 keeps its row counter when a statement fails after it has sent rows: the next result on that
 * connection then begins with as many holes (porsager/postgres#1181). Here every result is closed up before anyone sees it.
 */
function withDenseResults<T extends object>(client: T): T {
  return new Proxy(client, {
    get(target, key, receiver) {
      const value = Reflect.get(target, key, receiver);
      if (typeof value !== 'function') return value;
      if (key === 'unsafe') {
        return (...args: unknown[]) => {
          const pending = value.apply(target, prepared(args)) as Pending;
          const resolve = pending.resolve;
          if (resolve === undefined) throw new Error('withDenseResults: postgres.js changed its Query class');
          pending.resolve = (result) => resolve(closeUp(result));
          return pending;
        };
      }
      if (key === 'begin' || key === 'savepoint') {
        return (...args: unknown[]) =>
          value.apply(
            target,
            args.map((arg) => (typeof arg === 'function' ? (nested: object) => arg(withDenseResults(nested)) : arg)),
          );
      }
      return value;
    },
  });
}

/**
 * Drizzle asks for unprepared statements: each then takes a round trip to learn its parameters' types and one to run.
 * Without parameters there is nothing to learn, and a text of several statements cannot be prepared.
 */
function prepared([text, parameters, options]: unknown[]): unknown[] {
  const isPrepared = Array.isArray(parameters) && parameters.length > 0;
  return [text, parameters, { ...(options as object | undefined), prepare: isPrepared }];
}

function closeUp(result: unknown): unknown {
  if (!Array.isArray(result) || Object.keys(result).length >= result.length) return result;
  let filled = 0;
  for (let index = 0; index < result.length; index += 1) {
    if (index in result) result[filled++] = result[index];
  }
  result.length = filled;
  return result;
}

/** An instant as a parameter of a raw statement: postgres.js refuses a bare Date there. */
export function instant(date: Date): SQL {
  return sql`${date.toISOString()}::timestamptz`;
}

/** A list of texts as one array parameter of a raw statement: a bare list would become many parameters. */
export function textArray(texts: readonly string[]): SQL {
  return sql`${sql.param(texts, { mapToDriverValue: arrayLiteral })}::text[]`;
}

/** A list of instants as one array parameter of a raw statement. */
export function instantArray(dates: readonly Date[]): SQL {
  return sql`${`{${dates.map((date) => date.toISOString()).join(',')}}`}::timestamptz[]`;
}

function arrayLiteral(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}

/** A duration as part of a raw statement, for the database's own clock. */
export function duration(ms: number): SQL {
  return sql`(${ms}::float8 * interval '1 millisecond')`;
}
