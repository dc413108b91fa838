import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../src/workspace/postgres.ts';
import { startStandIn } from '../src/workspace/standin/stand-in.ts';
import { TOKENS, WORKSPACE } from '../test/support/stand-in.ts';
import { actAll, type Measured } from './people-acts.ts';
import { fillDatabase, findLost } from './people-data.ts';

/*
 * npm run bench:people -- [people] [seconds]
 *
 * So many people use the commands at once on one machine: first all in the same instant, then each with pauses to think.
 * The app is a process of its own, started as in production; this one is Slack and the people. Ends with 1 when the 99th
 * percentile of the acknowledgements is not below half a second, or when an answer or a decision was lost.
 */
const [people = 200, seconds = 20] = process.argv.slice(2).map(Number);
const P99_BELOW_MS = 500;

const folder = mkdtempSync(join(tmpdir(), 'thumbline-people-'));
const server = await startPostgres(folder);
const userIds = Array.from({ length: people }, (_, n) => `U0P${String(n).padStart(4, '0')}`);
const channelIds = Array.from({ length: 10 }, (_, n) => `C0P${n}`);
const standIn = await startStandIn({
  ...WORKSPACE,
  users: userIds.map((id) => ({ id, name: `Person ${id}`, zone: 'UTC' })),
  channels: channelIds.map((id) => ({ id, name: id.toLowerCase(), members: ['U0BOT', ...userIds] })),
});
let app: ChildProcess | null = null;
try {
  const url = await fillDatabase(server, standIn, { userIds, channelIds });
  app = await startApp(url);
  const scene = { standIn, userIds, channelIds };
  // Shown, not judged: a process that has just started, with code to compile and twenty thousand conversations to catch up on, is nobody's working day.
  show('in the instant of its start', await actAll(scene, { round: 'instant', thinkMs: 0, seconds: 0 }));
  for (const time of ['all in the same instant', 'once more', 'and once more'])
    report(time, await actAll(scene, { round: 'instant', thinkMs: 0, seconds: 0 }));
  const walk = await actAll(scene, { round: 'walk', thinkMs: 0, seconds: 0 });
  report('all on a walk in the same instant', walk);
  console.log(`${new Set(walk.walking).size} of ${walk.walking.length} got a conversation of their own.`);
  if (walk.walking.length < people || new Set(walk.walking).size < walk.walking.length) process.exitCode = 1;
  report(`for ${seconds} s, each with pauses`, await actAll(scene, { round: 'day', thinkMs: 2_000, seconds }));
  const lost = await findLost(url);
  console.log(lost.length === 0 ? 'Every acknowledgement and every outcome is stored once.' : lost.join('\n'));
  if (lost.length > 0) process.exitCode = 1;
} finally {
  if (app !== null) {
    const ended = once(app, 'exit');
    app.kill('SIGTERM');
    await ended;
  }
  await standIn.close();
  server.destroy();
  rmSync(folder, { recursive: true, force: true });
}

async function startApp(databaseUrl: string): Promise<ChildProcess> {
  const port = await freePort();
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', main, 'start'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', PORT: String(port) },
      ...{
        SLACK_BOT_TOKEN: TOKENS.botToken,
        SLACK_SIGNING_SECRET: TOKENS.signingSecret,
        SLACK_API_URL: standIn.apiUrl,
      },
    },
  });
  standIn.setRequestUrl(`http://127.0.0.1:${port}/slack/events`);
  while (
    !(await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error('The app ended before it was ready.');
    await sleep(100);
  }
  return child;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function report(what: string, measured: Measured): void {
  const p99 = show(what, measured);
  if (p99 >= P99_BELOW_MS || measured.unanswered > 0 || measured.problems.length > 0) process.exitCode = 1;
}

/** Returns the 99th percentile in milliseconds. */
function show(what: string, { acknowledgements, unanswered, problems }: Measured): number {
  const sorted = acknowledgements.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const p99 = at(0.99);
  console.log(
    `${people} people, ${what}: ${sorted.length} acknowledgements, p50 ${at(0.5).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ` +
      `longest ${at(1).toFixed(0)} ms; ${unanswered} without an answer`,
  );
  for (const problem of problems.slice(0, 5)) console.log(`  ${problem}`);
  return p99;
}
