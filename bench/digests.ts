/*
 * node --import tsx bench/digests.ts [--conversations 100000] [--subscriptions 200] [--data FOLDER]
 *   So many subscriptions, in twelve zones and six languages, whose digests are due in the same minute: from due to posted at
 *   the stand-in, what the database, the pictures and the uploads take of it, the peak memory, and for how long the event
 *   loop is held. A conversation has six messages: 1,700,000 make ten million. With --data the database stays there, and a
 *   second run of the same week begins at once. Slack, which needs no time here, is a process of its own, and so is an idle
 *   event loop, which shows what the machine itself takes.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { type Connection, connect } from '../src/db/client.ts';
import { recordDueDigests } from '../src/db/digest-schedule.ts';
import { startDeliverer } from '../src/delivery/deliverer.ts';
import { openSlackPort } from '../src/delivery/slack-port.ts';
import { renderDigest } from '../src/jobs/digest.ts';
import { openUploader } from '../src/slack/upload.ts';
import { startPostgres } from '../src/workspace/postgres.ts';
import { startStandIn } from '../src/workspace/standin/stand-in.ts';
import { asOnlyWorkspace } from '../test/support/deliverer.ts';
import { WORKSPACE } from '../test/support/stand-in.ts';
import { channelsOf, dueNow, openData } from './digests-data.ts';
import { measureWork, type Spans, watchHolds } from './digests-measure.ts';

const IDLE_MS = 10_000;
const LONGEST_RUN_MS = 1_800_000;
const ACCESS = { token: 'xoxb-stand-in', deadlineMs: 10_000 };

/** What the stand-in saw: the instant of each post, in seconds, and how many show a picture. */
type Seen = { postedAt: number[]; pictures: number };

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '100000' },
    subscriptions: { type: 'string', default: '200' },
    data: { type: 'string' },
    as: { type: 'string', default: 'app' },
  },
});
const size = { conversations: Number(values.conversations), subscriptions: Number(values.subscriptions) };

if (values.as === 'slack') await serveSlack();
else if (values.as === 'idle') idle();
else await measure();

async function serveSlack() {
  const standIn = await startStandIn({
    ...WORKSPACE,
    channels: channelsOf(size).map((id) => ({ id, name: id.toLowerCase(), members: ['U0BOT'] })),
  });
  process.on('message', () => {
    const posted = [...standIn.workspace.messages.values()].flat();
    process.send?.({
      postedAt: posted.map(({ ts }) => Number(ts)),
      pictures: posted.filter(({ blocks }) => blocks.some(({ type }) => type === 'image')).length,
    } satisfies Seen);
  });
  process.send?.(standIn.apiUrl);
}

function idle() {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  process.on('message', () => process.send?.(heldFor(loop)));
}

async function measure() {
  const server = await startPostgres(values.data ?? mkdtempSync(join(tmpdir(), 'thumbline-bench-')));
  const beside = (as: string) => fork(new URL(import.meta.url), ['--as', as, '--subscriptions', values.subscriptions]);
  const slack = beside('slack');
  try {
    const apiUrl = await nextAnswer<string>(slack);
    const connection = connect(await openData(server, size), { maxConnections: 10 });
    const channels = await dueNow(connection.db);
    console.log(`An idle event loop, this process before the run: ${await idleFor(IDLE_MS)}`);
    await post(connection, { apiUrl, channels, slack, startIdle: () => beside('idle') });
    await connection.close();
  } finally {
    slack.kill();
    if (values.data === undefined) server.destroy();
    else server.stop();
  }
}

type Beside = { apiUrl: string; channels: number; slack: ChildProcess; startIdle: () => ChildProcess };

async function post(connection: Connection, { apiUrl, channels, slack, startIdle }: Beside) {
  const access = { ...ACCESS, apiUrl };
  const upload = openUploader(access);
  const work = measureWork(connection.db);
  const holds = watchHolds();
  const fallen: string[] = [];
  const made: Spans[] = [];
  const idleProcess = startIdle();
  await sleep(1_000);
  const memoryBefore = process.memoryUsage().rss;
  const cpuBefore = process.cpuUsage();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const dueAt = Date.now();
  const keys = await recordDueDigests(connection.db);
  const deliverer = startDeliverer({
    connection,
    slack: asOnlyWorkspace(openSlackPort(access)),
    render: (owed) =>
      holds.attribute(owed.key, async () => {
        const digest = work.begin();
        const message = await renderDigest(
          {
            db: digest.db,
            quickchartUrl: null,
            uploadPng: (...picture) => digest.during('upload', () => upload(...picture)),
            log: { warn: (facts) => void fallen.push(String((facts as { err?: unknown }).err)) },
          },
          owed,
        );
        made.push(digest.end());
        return message;
      }),
    logger: pino({ level: 'warn' }),
  });
  deliverer.kick();
  let seen: Seen = { postedAt: [], pictures: 0 };
  while (seen.postedAt.length < keys.length && Date.now() - dueAt < LONGEST_RUN_MS) {
    await sleep(500);
    slack.send('count');
    seen = await nextAnswer<Seen>(slack);
  }
  loop.disable();
  const cpu = process.cpuUsage(cpuBefore);
  const held = holds.stop();
  idleProcess.send('count');
  const besides = await nextAnswer<string>(idleProcess);
  idleProcess.kill();
  await deliverer.stop();

  const after = seen.postedAt.map((postedAt) => postedAt - dueAt / 1000).sort((a, b) => a - b);
  const all = made.reduce((sum, { whole }) => sum + whole, 0);
  const share = (of: keyof Spans) => `${((100 * made.reduce((sum, spans) => sum + spans[of], 0)) / all).toFixed(0)} %`;
  const median = (of: keyof Spans) => `${middle(made.map((spans) => spans[of])).toFixed(0)} ms`;
  const queries = made.reduce((sum, spans) => sum + spans.queries, 0);
  console.log(`${keys.length} due in ${channels} channels, ${after.length} posted, ${seen.pictures} with a picture`);
  for (const reason of new Set(fallen)) console.log(`  without one: ${reason}`);
  console.log(
    `due to posted: first ${seconds(after[0])}, median ${seconds(middle(after))}, last ${seconds(after.at(-1))}`,
  );
  console.log(`making one: median ${median('whole')}, of which`);
  console.log(`  waiting for the database ${share('database')} (median ${median('database')}, ${queries} statements)`);
  console.log(`  drawing, its turn included ${share('drawing')} (median ${median('drawing')})`);
  console.log(`  uploading ${share('upload')} (median ${median('upload')})`);
  console.log(`own processor time ${seconds((cpu.user + cpu.system) / 1e6)}, the drawing thread included`);
  console.log(
    `memory ${megabytes(memoryBefore)} before, ${megabytes(process.resourceUsage().maxRSS * 1024)} at its peak`,
  );
  console.log(`event loop of this process: ${heldFor(loop)}`);
  console.log(`an idle process, same time: ${besides}`);
  console.log('held by one digest at a time, the five longest and the median:');
  console.log(`  by the clock on the wall ${longest(held.wall)}`);
  console.log(`  by its own processor time ${longest(held.processor)}`);
  console.log(`collecting garbage: longest ${ms(held.longestCollection)}, in all ${ms(held.collections)}`);
}

function nextAnswer<Answer>(from: ChildProcess): Promise<Answer> {
  return new Promise((resolve) => from.once('message', (answer) => resolve(answer as Answer)));
}

async function idleFor(span: number): Promise<string> {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  await sleep(span);
  loop.disable();
  return heldFor(loop);
}

function heldFor(loop: ReturnType<typeof monitorEventLoopDelay>): string {
  const at = (percentile: number) => ms(loop.percentile(percentile) / 1e6);
  return `held for at most ${ms(loop.max / 1e6)}; p99.9 ${at(99.9)}, p99 ${at(99)}`;
}

function longest(held: number[]): string {
  return `${held.slice(0, 5).map(ms).join(', ')}; ${ms(middle(held))}`;
}

function middle(spans: number[]): number {
  return spans.toSorted((a, b) => a - b)[Math.floor(spans.length / 2)] ?? Number.NaN;
}

function seconds(span = Number.NaN): string {
  return `${span.toFixed(1)} s`;
}

function ms(span: number): string {
  return `${span.toFixed(1)} ms`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
