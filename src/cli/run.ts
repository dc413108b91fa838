import { Command, CommanderError } from 'commander';
import { InputError } from '../csat/input-error.ts';
import { describeDatabaseTrouble } from '../db/trouble.ts';
import type { CliContext } from './context.ts';

type AddCommand = (program: Command, context: CliContext) => void;

/** Every command, in the order of the help page. What one is made of takes up to a second to load. */
const COMMANDS = new Map<string, () => Promise<AddCommand>>([
  ['start', async () => (await import('./start.ts')).addStart],
  ['demo', async () => (await import('./demo.ts')).addDemo],
  ['migrate', async () => (await import('./migrate.ts')).addMigrate],
  ['import', async () => (await import('./import.ts')).addImport],
  ['export', async () => (await import('./export.ts')).addExport],
  ['overview', async () => (await import('./overview.ts')).addOverview],
  ['conversations', async () => (await import('./conversations.ts')).addConversations],
  ['gaps', async () => (await import('./gaps.ts')).addGaps],
  ['digest', async () => (await import('./digest.ts')).addDigest],
  ['subscribe', async () => (await import('./subscribe.ts')).addSubscribe],
  ['subscriptions', async () => (await import('./subscriptions.ts')).addSubscriptions],
  ['unsubscribe', async () => (await import('./unsubscribe.ts')).addUnsubscribe],
  ['status', async () => (await import('./status.ts')).addStatus],
  ['doctor', async () => (await import('./doctor.ts')).addDoctor],
]);

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
  const asked = COMMANDS.get(args[0] ?? '');
  for (const load of asked === undefined ? COMMANDS.values() : [asked]) (await load())(program, context);
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
