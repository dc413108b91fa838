import type { Command } from 'commander';
import { requireAssistants } from '../db/assistants.ts';
import { loadOverview } from '../db/overview.ts';
import { type CliContext, withDatabase } from './context.ts';
import {
  addEnvironmentOption,
  addPeriodOptions,
  addScopeOptions,
  type EnvironmentOption,
  type PeriodOptions,
  requirePeriod,
  type ScopeOptions,
  scopeOf,
} from './filter-options.ts';
import { renderOverview } from './overview-table.ts';

type Options = ScopeOptions & PeriodOptions & EnvironmentOption & { json?: true };

export function addOverview(program: Command, context: CliContext): void {
  const command = program
    .command('overview')
    .description('the numbers of a period beside the period of equal length just before');
  addEnvironmentOption(addScopeOptions(addPeriodOptions(command)))
    .option('--json', 'print JSON, unrounded')
    .action(async (options: Options) => {
      const period = requirePeriod(options);
      const scope = scopeOf(options);
      const overview = await withDatabase(context, async (db) => {
        await requireAssistants(db, scope.assistants);
        return loadOverview(db, { period, scope, environment: options.environment });
      });
      await context.stdout.write(options.json ? `${JSON.stringify(overview)}\n` : renderOverview(overview));
    });
}
