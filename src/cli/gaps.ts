import type { Command } from 'commander';
import { InputError } from '../csat/input-error.ts';
import { dayOf } from '../csat/period.ts';
import { requireAssistants } from '../db/assistants.ts';
import { countDownvotes } from '../db/gaps.ts';
import type { FoundGap } from '../jobs/found-gaps.ts';
import { gapKeeperIn } from '../jobs/gap-keeper.ts';
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
import { oneLine, renderTable } from './table.ts';

type Options = ScopeOptions & PeriodOptions & EnvironmentOption & { json?: true };

const QUESTION_CHARACTERS = 80;

export function addGaps(program: Command, context: CliContext): void {
  const command = program
    .command('gaps')
    .description('similar questions whose answers got thumbs down or whose conversations got downvotes, largest first');
  addEnvironmentOption(addScopeOptions(addPeriodOptions(command)))
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const period = requirePeriod(options);
      const scope = scopeOf(options);
      if (options.environment !== 'real') {
        throw new InputError('The sandbox has no gaps: they are of real conversations. Leave --environment out.');
      }
      const { gaps, downvotes } = await withDatabase(context, async (db) => {
        await requireAssistants(db, scope.assistants);
        return {
          gaps: await gapKeeperIn(db, context.clock).find({ scope, period, compared: false }),
          downvotes: await countDownvotes(db, { subscription: scope, filter: scope, period }),
        };
      });
      const json = () => `${JSON.stringify({ gaps: gaps.map(gapJson) })}\n`;
      await context.stdout.write(options.json ? json() : tableOf(gaps, { downvotes, zone: period.zone }));
    });
}

/** `size` is the number of conversations. */
function gapJson({ question, conversations, firstAt, lastAt, topics }: FoundGap) {
  return { question, size: conversations.length, conversations, firstAt, lastAt, topics };
}

function tableOf(gaps: FoundGap[], { downvotes: all, zone }: { downvotes: number; zone: string }): string {
  if (gaps.length === 0) return 'No question was asked in two conversations with bad feedback.\n';
  const rows = gaps.map(({ question, conversations, downvotes, firstAt, lastAt, topics }) => [
    String(conversations.length),
    all === 0 ? String(downvotes) : `${downvotes} (${Math.round((100 * downvotes) / all)}% of all)`,
    dayOf(firstAt, zone),
    dayOf(lastAt, zone),
    oneLine(topics.slice(0, 3).join(', '), QUESTION_CHARACTERS),
    oneLine(question, QUESTION_CHARACTERS),
  ]);
  return renderTable([['Conversations', 'Downvotes', 'First', 'Last', 'Topics', 'Question'], ...rows]);
}
