import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { InputError } from '../csat/input-error.ts';
import { type ImportCounts, importFeedback } from '../sources/import.ts';
import { type CliContext, withDatabase } from './context.ts';
import { formatCount } from './figures.ts';
import { WorkFailed } from './work-failed.ts';

const STANDARD_INPUT = '-';
const KEEP_LINE = '\r\u001b[K';

export function addImport(program: Command, context: CliContext): void {
  program
    .command('import')
    .description(
      'store conversations from JSONL files, one conversation a line; what is stored already changes nothing',
    )
    .argument('<file...>', 'files in the import format; "-" reads standard input')
    .option('--json', 'print the counts as JSON')
    .action(async (files: string[], options: { json?: true }) => {
      const sizes = await Promise.all(files.map(sizeOf));
      const totals: ImportCounts = { added: 0, updated: 0, unchanged: 0, bad: 0 };
      await withDatabase(context, async (db) => {
        for (const [index, file] of files.entries()) {
          const counts = await importFeedback(db, open(file, context), {
            onBadLine: (line, problem) => context.stderr.write(`thumbline: ${file}, line ${line}: ${problem}.\n`),
            onProgress: progressOn(context, file, sizes[index] ?? null),
          }).catch((error) => {
            throw error instanceof InputError ? new InputError(`${file}: ${error.message}`) : error;
          });
          for (const key of Object.keys(totals) as (keyof ImportCounts)[]) totals[key] += counts[key];
        }
      });
      if (context.stderr.isTerminal) await context.stderr.write(KEEP_LINE);
      await context.stdout.write(options.json ? `${JSON.stringify(totals)}\n` : `${sentenceOf(totals)}\n`);
      if (totals.bad > 0) {
        const lines = totals.bad === 1 ? '1 line is' : `${formatCount(totals.bad)} lines are`;
        throw new WorkFailed(`${lines} not in the import format: mend what is named above and import again.`);
      }
    });
}

/**
 * The file's size in bytes, null where it cannot be known before the end.
 * @throws InputError when there is no file that can be read.
 */
async function sizeOf(file: string): Promise<number | null> {
  if (file === STANDARD_INPUT) return null;
  const refuse = (found: string) => new InputError(`${file} ${found}: expected a JSONL file that can be read.`);
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw refuse(error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`);
  });
  if (found.isDirectory()) throw refuse('is a folder');
  await access(file, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw refuse(`cannot be read (${error.code})`);
  });
  return found.isFile() ? found.size : null;
}

function open(file: string, context: CliContext): AsyncIterable<Buffer> {
  return file === STANDARD_INPUT ? context.stdin : createReadStream(file);
}

function progressOn({ stderr }: CliContext, file: string, size: number | null) {
  if (!stderr.isTerminal) return undefined;
  return ({ bytes, lines }: { bytes: number; lines: number }) => {
    const part = size === null ? '' : ` (${Math.floor((bytes / Math.max(size, 1)) * 100)} %)`;
    void stderr.write(`${KEEP_LINE}${file}: ${formatCount(lines)} lines${part}`);
  };
}

function sentenceOf({ added, updated, unchanged, bad }: ImportCounts): string {
  const taken = `${formatCount(added)} added, ${formatCount(updated)} updated, ${formatCount(unchanged)} unchanged`;
  return `Conversations: ${taken}. Bad lines: ${formatCount(bad)}.`;
}
