import { resolve } from 'node:path';
import type { Command } from 'commander';
import { InputError } from '../csat/input-error.ts';
import type { CliContext } from './context.ts';

export function addDemo(program: Command, context: CliContext): void {
  program
    .command('demo')
    .description('run the local workspace: an embedded Postgres, a stand-in for Slack and eight weeks of feedback')
    .option('--port <port>', 'where the page listens on 127.0.0.1; 0 takes any free port', parsePort, 4040)
    .option('--data <folder>', 'where the embedded database is kept', '.data/workspace')
    .action(async ({ port, data }: { port: number; data: string }) => {
      await context.stderr.write('Starting the local workspace …\n');
      const workspace = await context.startWorkspace({ folder: resolve(data), port });
      await context.stdout.write(`The local workspace is open: ${workspace.url}\n`);
      await context.stderr.write('Ctrl-C ends it.\n');
      await context.untilStopped();
      await workspace.stop();
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InputError(`Unknown port "${text}": expected a number from 0 to 65535.`);
}
