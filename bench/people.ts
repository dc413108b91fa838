import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../src/workspace/postgres.ts';
import { startStandIn } from '../src/workspace/standin/stand-in.ts';
import { WORKSPACE } from '../test/support/stand-in.ts';
import { actAll, type Measured } from './people-acts.ts';
import { type Mode, startApp, stopApp } from './people-app.ts';
import { fillDatabase, findLost } from './people-data.ts';

/*
 * npm run bench:people -- [people] [seconds]
 *
 * So many people use the commands at once on one machine: first all in the same instant, then each with pauses to think; in
 * Socket Mode, then over HTTP. The app is a process of its own, started as in production; this one is Slack and the people.
 * Ends with 1 when the 99th percentile of the acknowledgements is not below half a second, or when an answer or a decision was lost.
 */
const [people = 200, seconds = 20] = process.argv.slice(2).map(Number);
const P99_BELOW_MS = 500;

const folder = mkdtempSync(join(tmpdir(), 'thumbline-people-'));
const server = await startPostgres(folder);
const userIds = Array.from({ length: people }, (_, n) => `U0P${String(n).padStart(4, '0')}`);
const channelIds = Array.from({ length: 10 }, (_, n) => `C0P${n}`);
try {
  for (const mode of ['socket', 'http'] as const) {
    console.log(mode === 'socket' ? 'In Socket Mode' : 'Over HTTP');
    await useIn(mode);
  }
} finally {
  server.destroy();
  rmSync(folder, { recursive: true, force: true });
}

async function useIn(mode: Mode): Promise<void> {
  const standIn = await startStandIn({
    ...WORKSPACE,
    users: userIds.map((id) => ({ id, name: `Person ${id}`, zone: 'UTC' })),
    channels: channelIds.map((id) => ({ id, name: id.toLowerCase(), members: ['U0BOT', ...userIds] })),
  });
  try {
    const url = await fillDatabase(server, mode, standIn, { userIds, channelIds });
    const app = await startApp(url, standIn, mode);
    try {
      const act = (round: 'instant' | 'walk' | 'day') =>
        actAll({ standIn, userIds, channelIds }, round === 'day' ? { round, thinkMs: 2_000, seconds } : { round });
      // Shown, not judged: a process that has just started, with code to compile and twenty thousand conversations to catch up on, is nobody's working day.
      show('in the instant of its start', await act('instant'));
      for (const time of ['all in the same instant', 'once more', 'and once more']) report(time, await act('instant'));
      const walk = await act('walk');
      report('all on a walk in the same instant', walk);
      console.log(`${new Set(walk.walking).size} of ${walk.walking.length} got a conversation of their own.`);
      if (walk.walking.length < people || new Set(walk.walking).size < walk.walking.length) process.exitCode = 1;
      report(`for ${seconds} s, each with pauses`, await act('day'));
      const lost = await findLost(url);
      console.log(lost.length === 0 ? 'Every acknowledgement and every outcome is stored once.' : lost.join('\n'));
      if (lost.length > 0) process.exitCode = 1;
    } finally {
      await stopApp(app);
    }
  } finally {
    await standIn.close();
  }
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
