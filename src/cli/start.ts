import type { Command } from 'commander';
import type { CliContext } from './context.ts';

export function addStart(program: Command, context: CliContext): void {
  program
    .command('start')
    .description('migrate the database, then run the bot until it is stopped')
    .action(async () => {
      const app = await context.startApp();
      await context.untilStopped();
      await app.stop();
    });
}
