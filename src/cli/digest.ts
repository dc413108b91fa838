import type { Command } from 'commander';
import { type Period, parseIsoWeek } from '../csat/period.ts';
import type { Scope } from '../csat/subscription.ts';
import { requireAssistants } from '../db/assistants.ts';
import { type CliContext, withDatabase } from './context.ts';
import { addScopeOptions, type ScopeOptions, scopeOf } from './filter-options.ts';

type Options = ScopeOptions & { zone: string; week: string; language: string; out?: string };

export function addDigest(program: Command, context: CliContext): void {
  const command = program
    .command('digest')
    .description('render the digest of a week without posting it: the text here, and with --out what Slack would get')
    .requiredOption('--week <week>', 'ISO week that it reports on, such as 2026-W46')
    .requiredOption('--zone <zone>', 'IANA zone of the week, such as Europe/Berlin');
  addScopeOptions(command)
    .option('--language <language>', 'BCP 47 language of its words', 'en')
    .option('--out <folder>', 'write payload.json and chart.png there')
    .action(async (options: Options) => {
      const period: Period = parseIsoWeek(options.week, options.zone);
      const scope: Scope = scopeOf(options);
      await withDatabase(context, async (db) => {
        await requireAssistants(db, scope.assistants);
        throw new Error(`The digest of ${period.from} cannot be rendered yet.`);
      });
    });
}
