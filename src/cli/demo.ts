import type { Command } from 'commander';
import type { CliContext } from './context.ts';

export function addDemo(program: Command, context: CliContext): void {
  program
    .command('demo')
    .description('run the local workspace: an embedded Postgres, a stand-in for Slack and eight weeks of feedback')
    .action(async () => {
      const workspace = await context.startWorkspace();
      await context.untilStopped();
      await workspace.stop();
    });
}
