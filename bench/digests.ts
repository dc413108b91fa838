/*
 * node --import tsx bench/digests.ts [--conversations 100000] [--subscriptions 200]
 *   So many subscriptions whose digests are due in the same minute: from due to posted at the stand-in, what the queries and
 *   the pictures take of it, the peak memory, and for how long the event loop is held at most. A conversation has six
 *   messages: 1,700,000 make ten million. Slack, which needs no time here, is a process of its own.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { type Connection, connect, openClient } from '../src/db/client.ts';
import { recordDueDigests } from '../src/db/digest-schedule.ts';
import { migrate } from '../src/db/migrate.ts';
import { startDeliverer } from '../src/delivery/deliverer.ts';
import { openSlackPort } from '../src/delivery/slack-port.ts';
import { renderDigest } from '../src/jobs/digest.ts';
import { openUploader } from '../src/slack/upload.ts';
import { startPostgres } from '../src/workspace/postgres.ts';
import { startStandIn } from '../src/workspace/standin/stand-in.ts';
import { WORKSPACE } from '../test/support/stand-in.ts';

const ASSISTANTS = 20;
const MESSAGES = 6;
const WEEKS = 52;

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '100000' },
    subscriptions: { type: 'string', default: '200' },
    'stand-in': { type: 'boolean', default: false },
  },
});
const conversations = Number(values.conversations);
const channelIds = Array.from({ length: Number(values.subscriptions) }, (_, n) => `C0BENCH${n}`);

if (values['stand-in']) await serveSlack();
else await measure();

/** The other process: answers where Slack is, and counts the posts when asked. */
async function serveSlack() {
  const standIn = await startStandIn({
    ...WORKSPACE,
    channels: channelIds.map((id) => ({ id, name: id.toLowerCase(), members: ['U0BOT'] })),
  });
  const posted = () => [...standIn.workspace.messages.values()].flat();
  process.on('message', () =>
    process.send?.({
      posts: posted().length,
      pictures: posted().filter(({ blocks }) => blocks.some(({ type }) => type === 'image')).length,
    }),
  );
  process.send?.({ apiUrl: standIn.apiUrl });
}

async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'thumbline-bench-'));
  const server = await startPostgres(folder);
  const slackProcess = fork(new URL(import.meta.url), ['--stand-in', '--subscriptions', String(channelIds.length)]);
  const ask = <Answer>() =>
    new Promise<Answer>((resolve) => slackProcess.once('message', (answer) => resolve(answer as Answer)));
  try {
    const { apiUrl } = await ask<{ apiUrl: string }>();
    const admin = openClient(server.url('postgres'), { max: 1 });
    await admin.unsafe('create database bench');
    await admin.end();
    const url = server.url('bench');
    await migrate(url);
    const connection = connect(url, { maxConnections: 10, statementTimeoutMs: 3_600_000 });
    await fill(connection);
    await post(connection, apiUrl, async () => {
      slackProcess.send('count');
      return ask<{ posts: number; pictures: number }>();
    });
    await connection.close();
  } finally {
    slackProcess.kill();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill({ db }: Connection) {
  const startedAt = performance.now();
  await db.execute(
    sql`insert into feedback.assistants (id, name) select 'shop' || n, 'Shop ' || n from generate_series(0, ${ASSISTANTS - 1}::int) n`,
  );
  // A year up to now; a third of the conversations is rated, some have thumbs. Foreign keys hold by construction.
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`
      insert into feedback.conversations (assistant_id, id, environment, started_at, locale, topics, verdict, rated_at,
        rating_updated_at, rating_arrived_at)
      select 'shop' || n % ${ASSISTANTS}::int, 'c' || n, 'real', at, (array['de-DE', 'en-GB', 'fr-FR'])[1 + n % 3],
        array['topic' || n % 12], verdict, case when verdict is not null then at + interval '10 minutes' end,
        case when verdict is not null then at + interval '10 minutes' end,
        case when verdict is not null then at + interval '10 minutes' end
      from (
        select n, now() - make_interval(weeks => ${WEEKS}) * (1 - n / ${conversations}::float8) as at,
          (array['up', 'up', 'down', null, null, null, null, null, null])[1 + (n * 7 + n / 9) % 9] as verdict
        from generate_series(0, ${conversations - 1}::int) n
      ) told`);
    await tx.execute(sql`
      insert into feedback.messages (assistant_id, conversation_id, id, role, body, sent_at, position)
      select c.assistant_id, c.id, 'm' || k, case when k % 2 = 0 then 'shopper' else 'assistant' end,
        'A sentence or two of about the length that is usual in such a chat, neither long nor short.',
        c.started_at + make_interval(secs => k * 20), k
      from feedback.conversations c cross join generate_series(0, ${MESSAGES - 1}::int) k`);
    await tx.execute(sql`
      insert into feedback.thumbs (assistant_id, conversation_id, message_id, value, given_at)
      select assistant_id, id, 'm1', case when verdict = 'down' then 'down' else 'up' end, started_at + interval '5 minutes'
      from feedback.conversations where hashtext(id) % 3 = 0`);
  });
  for (const table of ['conversations', 'messages', 'thumbs'])
    await db.execute(sql`vacuum analyze ${sql.raw(`feedback.${table}`)}`);
  await db.execute(sql`
    insert into thumbline.subscriptions (channel_id, assistants, alerts, zone, digest_weekday, digest_time, began_at, digest_since)
    select channel, case n % 4 when 0 then '{}'::text[] else array['shop' || n % ${ASSISTANTS}::int] end, 'off', 'UTC',
      extract(isodow from now()), date_trunc('minute', now())::time, now() - interval '30 days', now() - interval '30 days'
    from unnest(array(select 'C0BENCH' || n from generate_series(0, ${channelIds.length - 1}::int) n)) with ordinality as c(channel, n)`);
  console.log(
    `${conversations} conversations, ${conversations * MESSAGES} messages, ${channelIds.length} subscriptions (every fourth for all ${ASSISTANTS} assistants): filled in ${seconds(performance.now() - startedAt)}`,
  );
}

async function post(connection: Connection, apiUrl: string, count: () => Promise<{ posts: number; pictures: number }>) {
  const { db } = connection;
  let queryMs = 0;
  let queries = 0;
  let uploadMs = 0;
  const timedDb = new Proxy(db, {
    get: (target, key) => {
      const value = Reflect.get(target, key);
      if (key !== 'execute') return typeof value === 'function' ? value.bind(target) : value;
      return async (statement: Parameters<typeof db.execute>[0]) => {
        const startedAt = performance.now();
        try {
          return await target.execute(statement);
        } finally {
          queryMs += performance.now() - startedAt;
          queries += 1;
        }
      };
    },
  });
  const upload = openUploader({ token: 'xoxb-stand-in', apiUrl, deadlineMs: 10_000 });
  const rendered: number[] = [];
  const tools = {
    db: timedDb,
    quickchartUrl: null,
    uploadPng: async (...picture: Parameters<typeof upload>) => {
      const startedAt = performance.now();
      try {
        return await upload(...picture);
      } finally {
        uploadMs += performance.now() - startedAt;
      }
    },
    log: { warn: () => {} },
  };
  const loop = monitorEventLoopDelay({ resolution: 1 });
  let peakBytes = 0;
  const memory = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
  }, 100);
  const slack = openSlackPort({ token: 'xoxb-stand-in', apiUrl, deadlineMs: 10_000 });
  await sleep(1_000);
  const cpuBefore = process.cpuUsage();
  loop.enable();
  const dueAt = performance.now();
  const keys = await recordDueDigests(db);
  const deliverer = startDeliverer({
    connection,
    slack,
    render: async (owed) => {
      const startedAt = performance.now();
      const message = await renderDigest(tools, owed);
      rendered.push(performance.now() - startedAt);
      return message;
    },
    logger: pino({ level: 'warn' }),
  });
  deliverer.kick();
  let counted = await count();
  while (counted.posts < keys.length && performance.now() - dueAt < 1_800_000) {
    await sleep(250);
    counted = await count();
  }
  const took = performance.now() - dueAt;
  loop.disable();
  clearInterval(memory);
  const cpu = process.cpuUsage(cpuBefore);
  await deliverer.stop();
  const all = rendered.reduce((sum, ms) => sum + ms, 0);
  const share = (ms: number) => `${((100 * ms) / all).toFixed(0)} %`;
  console.log(
    `${keys.length} due, ${counted.posts} posted, ${counted.pictures} with a picture: ${seconds(took)} from due to the last post`,
  );
  console.log(
    `a message is made in ${ms(all / rendered.length)} on average, ${ms(Math.max(...rendered))} at most (several at a time)`,
  );
  console.log(
    `${queries} queries of ${ms(queryMs / queries)}; as they run side by side, they add up to ${seconds(queryMs)}`,
  );
  console.log(`uploading takes ${share(uploadMs)} of making a message`);
  console.log(`own processor time ${seconds((cpu.user + cpu.system) / 1000)}, the drawing thread included`);
  console.log(`peak memory ${Math.round(peakBytes / 2 ** 20)} MB`);
  console.log(
    `event loop held for at most ${ms(loop.max / 1e6)}; p99.9 ${ms(loop.percentile(99.9) / 1e6)}, p99 ${ms(loop.percentile(99) / 1e6)}`,
  );
}

function seconds(span: number): string {
  return `${(span / 1000).toFixed(1)} s`;
}

function ms(span: number): string {
  return `${span.toFixed(1)} ms`;
}
