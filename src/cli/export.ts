import { open, rename, rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { InputError } from '../csat/input-error.ts';
import { requireAssistants } from '../db/assistants.ts';
import { exportFeedback } from '../sources/export.ts';
import { exportTriage } from '../sources/export-triage.ts';
import { type CliContext, withDatabase } from './context.ts';
import { listOption } from './filter-options.ts';

const WRITE_CHARACTERS = 64 * 1024;

export function addExport(program: Command, context: CliContext): void {
  program
    .command('export')
    .description('write every conversation as JSONL, in the format that import takes; the sandbox is included')
    .addOption(listOption('--assistant <id>', 'only this assistant; may be repeated'))
    .option('--triage', 'write what came of conversations instead: outcome, owner, note, link and re-test, as CSV')
    .option('--out <file>', 'write to a file, which is there only when it is whole (default: standard output)')
    .action(async (options: { assistant: string[]; triage?: true; out?: string }) => {
      await withDatabase(context, async (db) => {
        await requireAssistants(db, options.assistant);
        const read = options.triage ? exportTriage : exportFeedback;
        const lines = gather(read(db, options.assistant));
        if (options.out === undefined) {
          for await (const text of lines) await context.stdout.write(text);
        } else {
          await writeWhole(options.out, lines);
        }
      });
    });
}

/** Fewer, larger writes. */
async function* gather(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  for await (const line of lines) {
    text += line;
    if (text.length < WRITE_CHARACTERS) continue;
    yield text;
    text = '';
  }
  yield text;
}

async function writeWhole(file: string, texts: AsyncIterable<string>): Promise<void> {
  const partial = `${file}.partial`;
  const handle = await open(partial, 'w').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`${partial} cannot be written (${error.code}): expected a folder that can be written to.`);
  });
  try {
    for await (const text of texts) await handle.write(text);
    await handle.close();
    await rename(partial, file);
  } catch (error) {
    await handle.close();
    await rm(partial, { force: true });
    throw error;
  }
}
