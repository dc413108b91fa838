import type { Command } from 'commander';
import { listSubscriptions } from '../db/subscriptions.ts';
import { type CliContext, withDatabase } from './context.ts';
import { describeSubscription } from './order-options.ts';
import { renderTable } from './table.ts';

export function addSubscriptions(program: Command, context: CliContext): void {
  program
    .command('subscriptions')
    .description('list the channels that are subscribed')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const subscriptions = await withDatabase(context, listSubscriptions);
      if (options.json) return context.stdout.write(`${JSON.stringify({ subscriptions })}\n`);
      if (subscriptions.length === 0) return context.stdout.write('No channel is subscribed.\n');
      await context.stdout.write(renderTable(subscriptions.map(describeSubscription)));
    });
}
