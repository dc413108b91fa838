import type { Command } from 'commander';
import { endSubscription } from '../db/subscriptions.ts';
import { chooseWorkspace, workspaceOption } from './choose-workspace.ts';
import { type CliContext, withDatabase } from './context.ts';
import { parseChannel } from './order-options.ts';
import { WorkFailed } from './work-failed.ts';

export function addUnsubscribe(program: Command, context: CliContext): void {
  program
    .command('unsubscribe')
    .description("end a channel's subscription; what was posted stays")
    .requiredOption('--channel <id>', 'Slack channel id, C…')
    .addOption(workspaceOption())
    .action(async (options: { channel: string; workspace?: string }) => {
      const channelId = parseChannel(options.channel);
      const ended = await withDatabase(context, async (db) => {
        const workspaceId = await chooseWorkspace(db, context.config, { ...options, channelId });
        return endSubscription(db, channelId, 'cli', workspaceId);
      });
      if (ended === null)
        throw new WorkFailed(`${channelId} has no subscription: "thumbline subscriptions" lists them.`);
      await context.stdout.write(`${channelId} is not subscribed any more.\n`);
    });
}
