import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ConversationSummary } from '../csat/conversation.ts';
import type { Feedback } from '../csat/feedback.ts';
import type { ConversationFilter } from '../csat/filters.ts';
import { requireAssistants } from '../db/assistants.ts';
import type { Database } from '../db/client.ts';
import { type ConversationPage, listConversations } from '../db/conversations.ts';
import { type CliContext, withDatabase } from './context.ts';
import { conversationJson, renderConversations } from './conversation-list.ts';
import {
  addEnvironmentOption,
  addPeriodOptions,
  addScopeOptions,
  addSignalOption,
  addTriageOption,
  type EnvironmentOption,
  type PeriodOptions,
  periodFrom,
  type ScopeOptions,
  type SignalOption,
  scopeOf,
  type TriageOption,
} from './filter-options.ts';

const DEFAULT_LIMIT = 20;
/** What is held at once; a longer list is read and written piece by piece. */
const PIECE = 500;

type Options = ScopeOptions &
  PeriodOptions &
  EnvironmentOption &
  SignalOption &
  TriageOption & { feedback: Feedback; words?: string; limit: number; after?: string; json?: true };

export function addConversations(program: Command, context: CliContext): void {
  const choices: Feedback[] = ['upvote', 'downvote', 'unknown'];
  const command = program
    .command('conversations')
    .description('conversations by feedback, newest first: rated ones by when they were rated, unknown by their start')
    .addOption(
      new Option('--feedback <feedback>', 'rated up, rated down, or not rated').choices(choices).makeOptionMandatory(),
    );
  addSignalOption(addTriageOption(addEnvironmentOption(addScopeOptions(addPeriodOptions(command)))))
    .option('--words <words>', 'only with these words in the reason or in a message')
    .option('--limit <number>', 'at most so many', readLimit, DEFAULT_LIMIT)
    .option('--after <cursor>', 'go on behind a former page: its "next"')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const filter = filterOf(options);
      await withDatabase(context, async (db) => {
        await requireAssistants(db, filter.assistants);
        const pieces = readPieces(db, options, filter);
        await (options.json ? writeJson(context, pieces) : writeTable(context, pieces));
      });
    });
}

function filterOf(options: Options): ConversationFilter {
  return {
    ...scopeOf(options),
    period: periodFrom(options),
    environment: options.environment,
    triage: options.triage ?? null,
    signal: options.signal ?? null,
    words: options.words ?? null,
  };
}

function readLimit(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1.');
  return Number(text);
}

async function* readPieces(
  db: Database,
  { feedback, limit, after = null }: { feedback: Feedback; limit: number; after?: string | null },
  filter: ConversationFilter,
): AsyncGenerator<ConversationPage> {
  let left = limit;
  for (let cursor = after; ; ) {
    const piece: ConversationPage = await listConversations(db, {
      feedback,
      filter,
      limit: Math.min(left, PIECE),
      after: cursor,
      before: null,
    });
    yield piece;
    left -= piece.conversations.length;
    cursor = piece.next;
    if (cursor === null || left === 0) return;
  }
}

async function writeJson({ stdout }: CliContext, pieces: AsyncIterable<ConversationPage>): Promise<void> {
  let begun = false;
  let next: string | null = null;
  for await (const piece of pieces) {
    const rows = piece.conversations.map((conversation) => JSON.stringify(conversationJson(conversation))).join(',');
    await stdout.write(`${begun ? ',' : '{"conversations":['}${rows}`);
    begun = true;
    next = piece.next;
  }
  await stdout.write(`],"next":${JSON.stringify(next)}}\n`);
}

async function writeTable({ stdout }: CliContext, pieces: AsyncIterable<ConversationPage>): Promise<void> {
  let found: ConversationSummary[] = [];
  let next: string | null = null;
  let shown = 0;
  for await (const piece of pieces) {
    found = piece.conversations;
    next = piece.next;
    if (found.length > 0) await stdout.write(renderConversations(found));
    shown += found.length;
  }
  if (shown === 0) await stdout.write('No conversations match.\n');
  if (next !== null) await stdout.write(`\nOlder ones: --after ${next}\n`);
}
