import type { Command } from 'commander';
import { migrate } from '../db/migrate.ts';
import { type CliContext, requireDatabaseUrl } from './context.ts';

export function addMigrate(program: Command, context: CliContext): void {
  program
    .command('migrate')
    .description('bring the database to the newest schema')
    .action(async () => {
      await migrate(requireDatabaseUrl(context));
      await context.stdout.write('The database has the newest schema.\n');
    });
}
