import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { connect, openClient } from '../src/db/client.ts';
import { migrate } from '../src/db/migrate.ts';
import { startDeliverer } from '../src/delivery/deliverer.ts';
import { openSlackPort, type SlackPort } from '../src/delivery/slack-port.ts';
import { startWatch } from '../src/jobs/watch.ts';
import { startPostgres } from '../src/workspace/postgres.ts';
import { type StandIn, startStandIn } from '../src/workspace/standin/stand-in.ts';
import { asOnlyWorkspace, renderFacts } from '../test/support/deliverer.ts';
import { giveConversation, giveSubscription } from '../test/support/feedback.ts';
import { WORKSPACE } from '../test/support/stand-in.ts';

/*
 * node --import tsx bench/delivery.ts latency [ratings]
 *   From the commit of a downvote to its post's arrival at the stand-in, with production timings on an idle system.
 * node --import tsx bench/delivery.ts drain [deliveries] [channels]
 *   How fast waiting deliveries leave at one post a second in each channel, and how the memory stays.
 */
const [what = 'latency', ...numbers] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'thumbline-bench-'));
const server = await startPostgres(folder);
try {
  if (what === 'latency') await measureLatency(Number(numbers[0] ?? 500));
  else await measureDrain(Number(numbers[0] ?? 10_000), Number(numbers[1] ?? 200));
} finally {
  server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function open(channels: number) {
  const client = openClient(server.url('postgres'), { max: 1 });
  await client.unsafe('create database bench');
  await client.end();
  const url = server.url('bench');
  await migrate(url);
  const ids = Array.from({ length: channels }, (_, n) => `C0BENCH${n}`);
  const standIn = await startStandIn({
    ...WORKSPACE,
    channels: ids.map((id) => ({ id, name: id.toLowerCase(), members: ['U0BOT'] })),
  });
  const connection = connect(url, { maxConnections: 10 });
  for (const [n, channelId] of ids.entries()) {
    await giveSubscription(connection.db, { channelId, assistants: [`shop${n}`] });
  }
  const slack = openSlackPort({ token: 'xoxb-stand-in', apiUrl: standIn.apiUrl, deadlineMs: 10_000 });
  const start = () => {
    const logger = pino({ level: 'warn' });
    const deliverer = startDeliverer({
      connection,
      slack: asOnlyWorkspace(slack),
      render: renderFacts(connection),
      logger,
    });
    const watch = startWatch({ connection, logger, bursts: 'one by one', onOwed: deliverer.kick });
    return async () => {
      await watch.stop();
      await deliverer.stop();
      await connection.close();
      await standIn.close();
    };
  };
  return { connection, standIn, slack, ids, start };
}

async function measureLatency(ratings: number) {
  const channels = 20;
  const { connection, standIn, slack, ids, start } = await open(channels);
  const stop = start();
  await sleep(1_000);
  const spans: number[] = [];
  const selects: number[] = [];
  const posts: number[] = [];
  for (let n = 0; n < ratings; n += 1) {
    const arrived = nextMessage(standIn, ids[n % channels] ?? '');
    await giveConversation(connection.db, { assistant: `shop${n % channels}`, id: `c${n}` });
    const committedAt = performance.now();
    spans.push((await arrived) - committedAt);
    selects.push(await timed(() => connection.db.execute(sql`select 1`)));
    posts.push(await timed(() => postBare(slack, n)));
    // Each channel has had its second of rest when its turn comes again.
    await sleep(70);
  }
  console.log(`commit to arrival, ${ratings} ratings   ${percentiles(spans)}`);
  console.log(`a bare select 1                    ${percentiles(selects)}`);
  console.log(`a bare post to the stand-in        ${percentiles(posts)}`);
  await stop();
}

function nextMessage(standIn: StandIn, channelId: string): Promise<number> {
  return new Promise((resolve) => {
    const forget = standIn.onChange((change) => {
      if (change.kind !== 'message' || change.channelId !== channelId) return;
      forget();
      resolve(performance.now());
    });
  });
}

async function postBare(slack: SlackPort, n: number) {
  await slack.postMessage({ channelId: 'C0BENCH0', key: `bare:${n}`, text: 'bare', blocks: [] });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function percentiles(spans: number[]): string {
  const sorted = spans.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms   p99 ${at(0.99)} ms   longest ${at(1)} ms`;
}

async function measureDrain(deliveries: number, channels: number) {
  const { connection, standIn, start } = await open(channels);
  await connection.db.execute(sql`
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id)
    select 'bench:' || n, 'digest', s.channel_id, s.id
    from generate_series(1, ${deliveries}::int) n
    join (select row_number() over (order by id) - 1 as place, id, channel_id from thumbline.subscriptions) s
      on s.place = n % ${channels}::int`);
  const count = () => [...standIn.workspace.messages.values()].reduce((sum, messages) => sum + messages.length, 0);
  const startedAt = performance.now();
  const stop = start();
  let before = 0;
  while (count() < deliveries) {
    await sleep(5_000);
    const seconds = (performance.now() - startedAt) / 1000;
    const now = count();
    const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
    console.log(
      `${seconds.toFixed(0).padStart(4)} s   ${now} posted   ${((now - before) / 5).toFixed(0)} a second   ${memory} MB`,
    );
    before = now;
  }
  console.log(
    `${deliveries} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s; the pace allows ${deliveries / channels} s`,
  );
  await stop();
}
