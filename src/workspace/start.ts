import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { InputError } from '../csat/input-error.ts';
import { connect, openClient } from '../db/client.ts';
import { migrate } from '../db/migrate.ts';
import { mountDigestPage, type PreviewDigest } from './digest/page.ts';
import { mountPage } from './page/mount.ts';
import { ALERT_CHANNEL, BOT, CHANNELS, DIGEST_CHANNEL, TEAM, USERS } from './people.ts';
import { startPostgres } from './postgres.ts';
import { seed, ZONE } from './seed.ts';
import { shopPage } from './shop/shop.ts';
import { type StandIn, startStandIn } from './standin/stand-in.ts';
import { STORY_ASSISTANTS } from './story/plot.ts';

/** What the app is started with: the same variables as in production. */
export type AppEnvironment = {
  DATABASE_URL: string;
  SLACK_BOT_TOKEN: string;
  SLACK_SIGNING_SECRET: string;
  SLACK_API_URL: string;
  PORT: string;
};

export type WorkspaceOptions = {
  /** Where the embedded database is kept. */
  folder: string;
  /** 0: any free one. */
  port: number;
  clock: Clock;
  log: Logger;
  startApp: (
    environment: AppEnvironment,
  ) => Promise<{ port: number; stop: () => Promise<void>; previewDigest: PreviewDigest }>;
};

export type LocalWorkspace = { url: string; stop: () => Promise<void> };

const BOT_TOKEN = 'xoxb-local-workspace';
const SIGNING_SECRET = 'local-workspace-secret';
const DATABASE = 'thumbline';

/** Starts everything that a person needs to see the product at work, on 127.0.0.1 and without any account. */
export async function startWorkspace(options: WorkspaceOptions): Promise<LocalWorkspace> {
  const closers: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return { url: await open(options, (close) => closers.push(close)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(options: WorkspaceOptions, onStop: (close: () => void | Promise<void>) => void): Promise<string> {
  // First: where a workspace is open already, this must fail before anything of it is touched.
  const standIn = await openStandIn(options.port);
  onStop(standIn.close);
  const server = await startPostgres(options.folder);
  await refuseIfInUse(server.url('postgres'), options.folder);
  onStop(server.stop);
  const databaseUrl = server.url(DATABASE);
  await createDatabase(server.url('postgres'));
  await migrate(databaseUrl);
  const connection = connect(databaseUrl);
  onStop(connection.close);

  mountPage(standIn, { hints: HINTS, commands: slashCommands() });
  mountShop(standIn, connection.db, options);
  await seed(connection.db, options.clock);

  const app = await options.startApp({
    DATABASE_URL: databaseUrl,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: standIn.apiUrl,
    PORT: '0',
  });
  onStop(app.stop);
  mountDigestPage(standIn, {
    previewDigest: app.previewDigest,
    channelId: ALERT_CHANNEL.id,
    zone: ZONE,
    clock: options.clock,
  });
  standIn.setRequestUrl(`http://127.0.0.1:${app.port}/slack/events`);
  return standIn.url;
}

async function openStandIn(port: number): Promise<StandIn> {
  try {
    return await startStandIn({
      port,
      botToken: BOT_TOKEN,
      signingSecret: SIGNING_SECRET,
      team: TEAM,
      bot: BOT,
      users: USERS,
      channels: CHANNELS,
      unfurlDomains: STORY_ASSISTANTS.map(({ conversationUrl }) => new URL(conversationUrl).hostname),
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new InputError(
      `Port ${port} is taken: end what listens there, or choose another with --port (0: any free one).`,
    );
  }
}

/** A server that a killed workspace left behind has no connections; one that serves an open workspace has. */
async function refuseIfInUse(serverUrl: string, folder: string): Promise<void> {
  const owner = openClient(serverUrl, { max: 1 });
  try {
    const others = await owner`select 1 from pg_stat_activity where datname = ${DATABASE} limit 1`;
    if (others.length > 0) {
      throw new InputError(
        `A workspace is open already with its data in ${folder}: end it, or name another folder with --data.`,
      );
    }
  } finally {
    await owner.end();
  }
}

/** A new one each time: the stand-in forgets its messages when it stops, so the ledger must not remember having posted them. */
async function createDatabase(serverUrl: string): Promise<void> {
  const owner = openClient(serverUrl, { max: 1 });
  try {
    await owner.unsafe(`drop database if exists ${DATABASE} with (force)`);
    await owner.unsafe(`create database ${DATABASE}`);
  } finally {
    await owner.end();
  }
}

const HINTS = [
  { title: 'Be a shopper', text: 'Rate the shop’s chat down and say why.', link: '/shop' },
  { title: 'See it arrive', text: `Its card appears in #${ALERT_CHANNEL.name}: acknowledge it, open the transcript.` },
  { title: 'List what to read', text: 'Conversations by feedback.', command: '/downvotes last week' },
  { title: 'Why it was a bad week', text: 'The questions behind it.', command: '/csat gaps' },
  {
    title: 'Monday’s digest',
    text: `The schedule posts it in #${DIGEST_CHANNEL.name} within two minutes; any time with`,
    command: '/csat digest',
  },
  { title: 'Any week’s digest', text: 'Every week of the story, in each language and kind of chart.', link: '/digest' },
];

function mountShop(standIn: StandIn, db: ReturnType<typeof connect>['db'], { clock, log }: WorkspaceOptions): void {
  const port = new URL(standIn.url).port;
  standIn.mount(
    shopPage({
      db,
      assistant: STORY_ASSISTANTS[0].id,
      origins: [`http://127.0.0.1:${port}`, `http://localhost:${port}`],
      channel: ALERT_CHANNEL.name,
      workspacePath: `/?channel=${ALERT_CHANNEL.id}`,
      clock,
      log,
    }),
  );
}

const manifest = z.object({
  features: z.object({
    slash_commands: z.array(
      z.object({ command: z.string(), usage_hint: z.string().optional(), description: z.string() }),
    ),
  }),
});

/** The composer offers what the real app's manifest declares. */
function slashCommands() {
  const file = fileURLToPath(new URL('../../manifest.socket.json', import.meta.url));
  return manifest
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .features.slash_commands.map(({ command, usage_hint, description }) => ({
      command,
      usage: usage_hint,
      description,
    }));
}
