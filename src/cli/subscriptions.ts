import type { Command } from 'commander';
import { loadEscalationSettings } from '../db/escalation-settings.ts';
import { listSubscriptions } from '../db/subscriptions.ts';
import { type CliContext, withDatabase } from './context.ts';
import { describeEscalation, describeSubscription, wholeSubscription } from './order-options.ts';
import { renderTable } from './table.ts';

export function addSubscriptions(program: Command, context: CliContext): void {
  program
    .command('subscriptions')
    .description('list the channels that are subscribed')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const found = await withDatabase(context, async (db) =>
        Promise.all(
          (await listSubscriptions(db)).map(async (subscription) => ({
            subscription,
            escalation: await loadEscalationSettings(db, subscription.id),
          })),
        ),
      );
      const subscriptions = found.map(({ subscription, escalation }) => wholeSubscription(subscription, escalation));
      if (options.json) return context.stdout.write(`${JSON.stringify({ subscriptions })}\n`);
      if (subscriptions.length === 0) return context.stdout.write('No channel is subscribed.\n');
      await context.stdout.write(
        renderTable(
          found.map(({ subscription, escalation }) => [
            ...describeSubscription(subscription),
            describeEscalation(escalation).join(', '),
          ]),
        ),
      );
    });
}
