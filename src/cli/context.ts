import type { Readable } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { InputError } from '../csat/input-error.ts';
import { type Connection, connect } from '../db/client.ts';

/** Where a command writes; a write resolves when the reader has room for more. */
export type Output = { write: (text: string) => Promise<void>; isTerminal: boolean };

/** Something that runs until it is told to stop. */
export type Running = {
  stop: () => Promise<void>;
};

/** What a command is given. `main.ts` makes it. */
export type CliContext = {
  /** Read when a command asks for it, so that `--help` works in any environment. @throws InputError on a bad variable. */
  readonly config: Config;
  clock: Clock;
  stdin: Readable;
  stdout: Output;
  stderr: Output;
  /** Starts the bot. It has migrated, and is at work, when this resolves. */
  startApp: () => Promise<Running>;
  /** Starts the local workspace with the bot in it. */
  startWorkspace: (options: { folder: string; port: number }) => Promise<Running & { url: string }>;
  /** Resolves when somebody asks this process to stop. */
  untilStopped: () => Promise<void>;
};

/** @throws InputError when DATABASE_URL is not set. */
export function requireDatabaseUrl({ config }: CliContext): string {
  if (config.databaseUrl !== null) return config.databaseUrl;
  throw new InputError('DATABASE_URL is not set: expected a Postgres URL such as the one in .env.example.');
}

/** Opens the database for as long as the work takes. */
export async function withDatabase<Result>(
  context: CliContext,
  work: (db: Connection['db']) => Promise<Result>,
): Promise<Result> {
  const { db, close } = connect(requireDatabaseUrl(context));
  try {
    return await work(db);
  } finally {
    await close();
  }
}
