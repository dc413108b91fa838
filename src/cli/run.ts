import { Command, CommanderError } from 'commander';
import { InputError } from '../csat/input-error.ts';
import { describeDatabaseTrouble } from '../db/trouble.ts';
import type { CliContext } from './context.ts';
import { addConversations } from './conversations.ts';
import { addDemo } from './demo.ts';
import { addDigest } from './digest.ts';
import { addDoctor } from './doctor.ts';
import { addExport } from './export.ts';
import { addGaps } from './gaps.ts';
import { addImport } from './import.ts';
import { addMigrate } from './migrate.ts';
import { addOverview } from './overview.ts';
import { addStart } from './start.ts';
import { addStatus } from './status.ts';
import { addSubscribe } from './subscribe.ts';
import { addSubscriptions } from './subscriptions.ts';
import { addUnsubscribe } from './unsubscribe.ts';

/** Every command, in the order of the help page. */
const COMMANDS: ((program: Command, context: CliContext) => void)[] = [
  addStart,
  addDemo,
  addMigrate,
  addImport,
  addExport,
  addOverview,
  addConversations,
  addGaps,
  addDigest,
  addSubscribe,
  addSubscriptions,
  addUnsubscribe,
  addStatus,
  addDoctor,
];

export const DONE = 0;
export const FAILED = 1;
export const ASKED_WRONGLY = 2;

/**
 * Runs one command line, `args` without the program's own name.
 * @returns the exit code: 0 done, 1 the work failed, 2 it was asked wrongly. What went wrong is one sentence on stderr.
 */
export async function runCommand(args: string[], context: CliContext): Promise<number> {
  const written: Promise<void>[] = [];
  const program = new Command('thumbline')
    .description('Brings the feedback that shoppers leave in an AI chat to the people who can act on it, in Slack.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => written.push(context.stdout.write(text)),
      writeErr: (text) => written.push(context.stderr.write(text)),
      outputError: (text, write) => write(usageSentence(text)),
    });
  for (const add of COMMANDS) add(program, context);
  try {
    await program.parseAsync(args, { from: 'user' });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : ASKED_WRONGLY;
    await context.stderr.write(`thumbline: ${sentenceOf(error, context)}\n`);
    return error instanceof InputError ? ASKED_WRONGLY : FAILED;
  } finally {
    await Promise.all(written);
  }
}

/** Commander's words, which may come with a guess on a line of its own, as one line. */
function usageSentence(text: string): string {
  const words = text
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ');
  return `thumbline: ${words} (--help lists the options)\n`;
}

function sentenceOf(error: unknown, context: CliContext): string {
  if (error instanceof InputError) return error.message;
  const trouble = describeDatabaseTrouble(error, databaseUrlOf(context));
  return trouble ?? (error instanceof Error ? error.message : String(error));
}

/** null: not set, or the environment cannot be read; then it is not what failed here. */
function databaseUrlOf(context: CliContext): string | null {
  try {
    return context.config.databaseUrl;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
