import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { z } from 'zod';
import { type Connection, connect } from '../src/db/client.ts';
import { migrate } from '../src/db/migrate.ts';
import { startDeliverer } from '../src/delivery/deliverer.ts';
import type { RenderMessage } from '../src/delivery/message.ts';
import { openPermalinks } from '../src/delivery/permalink.ts';
import { openSlackPort, type SlackPort } from '../src/delivery/slack-port.ts';
import { renderAlertMessage } from '../src/jobs/alert-messages.ts';
import { startWatch } from '../src/jobs/watch.ts';
import { asOnlyWorkspace } from '../test/support/deliverer.ts';
import { giveSubscription } from '../test/support/feedback.ts';
import { WORKSPACE } from '../test/support/stand-in.ts';

/** A post as it came to the stand-in. */
export type Arrival = { key: string; at: Date };

/** This process delivers; Slack and the database are processes of their own. */
export type Scene = {
  connection: Connection;
  slack: SlackPort;
  channelIds: string[];
  /** Runs the watch and the deliverer with production timings, until the scene is closed. */
  start: () => void;
  arrivals: () => Promise<Arrival[]>;
  close: () => Promise<void>;
};

const calls = z.array(
  z.object({
    at: z.coerce.date(),
    args: z.object({ metadata: z.object({ event_payload: z.object({ key: z.string() }) }) }),
  }),
);

/** One subscription in each channel, to an assistant of its own: `shop0`, `shop1` … */
export async function openScene(url: string, channels: number): Promise<Scene> {
  await migrate(url);
  const channelIds = Array.from({ length: channels }, (_, n) => `C0BENCH${n}`);
  const standIn = await startStandInProcess(channelIds);
  const connection = connect(url, { maxConnections: 10 });
  for (const [n, channelId] of channelIds.entries()) {
    await giveSubscription(connection.db, { channelId, assistants: [`shop${n}`] });
  }
  const access = { token: WORKSPACE.botToken, apiUrl: standIn.apiUrl, deadlineMs: 10_000 };
  const slack = openSlackPort(access);
  const permalinkOf = openPermalinks(access);
  const render: RenderMessage = (owed) => renderAlertMessage({ db: connection.db, permalinkOf }, owed);
  let stop = async () => {};
  return {
    connection,
    slack,
    channelIds,
    start: () => {
      const logger = pino({ level: 'warn' });
      const deliverer = startDeliverer({ connection, slack: asOnlyWorkspace(slack), render, logger });
      const watch = startWatch({ connection, logger, bursts: 'one by one', onOwed: deliverer.kick });
      stop = async () => {
        await watch.stop();
        await deliverer.stop();
      };
    },
    arrivals: async () => {
      const answer = await fetch(`${standIn.url}/control/calls?method=chat.postMessage`);
      return calls.parse(await answer.json()).map(({ at, args }) => ({ at, key: args.metadata.event_payload.key }));
    },
    close: async () => {
      await stop();
      await connection.close();
      await standIn.stop();
    },
  };
}

async function startStandInProcess(channelIds: string[]) {
  const program = fileURLToPath(new URL('../src/workspace/standin/run.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const channels = channelIds.map((id) => ({ id, name: id.toLowerCase(), members: ['U0BOT'] }));
  child.stdin.end(JSON.stringify({ ...WORKSPACE, channels }));
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url, apiUrl } = z.object({ url: z.string(), apiUrl: z.string() }).parse(JSON.parse(line));
  return {
    url,
    apiUrl,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
