import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { StandIn } from '../src/workspace/standin/stand-in.ts';
import { TOKENS } from '../test/support/stand-in.ts';

/** How the app hears from Slack: over a connection that it opens, or in requests. */
export type Mode = 'socket' | 'http';

/** The app as a process of its own, started as in production; ready when this answers. */
export async function startApp(databaseUrl: string, standIn: StandIn, mode: Mode): Promise<ChildProcess> {
  const port = await freePort();
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', main, 'start'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', PORT: String(port) },
      ...{ SLACK_BOT_TOKEN: TOKENS.botToken, SLACK_API_URL: standIn.apiUrl },
      ...(mode === 'socket' ? { SLACK_APP_TOKEN: TOKENS.appToken } : { SLACK_SIGNING_SECRET: TOKENS.signingSecret }),
    },
  });
  standIn.setRequestUrl(mode === 'socket' ? undefined : `http://127.0.0.1:${port}/slack/events`);
  while (!(await isUp(port))) {
    if (child.exitCode !== null) throw new Error('The app ended before it was ready.');
    await sleep(100);
  }
  return child;
}

export async function stopApp(app: ChildProcess): Promise<void> {
  const ended = once(app, 'exit');
  app.kill('SIGTERM');
  await ended;
}

const isUp = (port: number) =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
