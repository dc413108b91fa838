import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { instantsOf, parseIsoWeek } from '../csat/period.ts';
import { requireAssistants } from '../db/assistants.ts';
import { previewDigest } from '../jobs/digest.ts';
import { gapKeeperIn } from '../jobs/gap-keeper.ts';
import { type CliContext, withDatabase } from './context.ts';
import { renderMessageText } from './digest-text.ts';
import { addScopeOptions, type ScopeOptions, scopeOf } from './filter-options.ts';
import { parseLanguage } from './language-option.ts';

type Options = ScopeOptions & { zone: string; week: string; language: string; out?: string; json?: true };

/** Stands in the payload for the id that Slack gives an uploaded picture. */
const FILE_ID = 'F0000000000';

export function addDigest(program: Command, context: CliContext): void {
  const command = program
    .command('digest')
    .description('render the digest of a week without posting it: the text here, and with --out what Slack would get')
    .requiredOption('--week <week>', 'ISO week that it reports on, such as 2026-W46')
    .requiredOption('--zone <zone>', 'IANA zone of the week, such as Europe/Berlin');
  addScopeOptions(command)
    .option('--language <language>', 'BCP 47 language of its words', 'en')
    .option('--out <folder>', 'write payload.json and chart.png there')
    .option('--json', 'print the figures as JSON')
    .action(async (options: Options) => {
      const period = parseIsoWeek(options.week, options.zone);
      const scope = scopeOf(options);
      const language = parseLanguage(options.language);
      const { out } = options;
      if (out !== undefined) await mkdir(out, { recursive: true });
      await withDatabase(context, async (db) => {
        await requireAssistants(db, scope.assistants);
        const tools = {
          db,
          quickchartUrl: null,
          gaps: gapKeeperIn(db, context.clock),
          uploadPng: out === undefined ? null : (png: Buffer) => writePicture(out, png),
          log: { warn: () => {} },
        };
        const asOf = new Date(Math.min(context.clock.now().getTime(), instantsOf(period).end.getTime()));
        const preview = await previewDigest(tools, { period, scope, language, subscription: null, asOf, trial: false });
        if (out !== undefined) {
          await writeFile(join(out, 'payload.json'), `${JSON.stringify(preview.message, null, 2)}\n`);
        }
        await context.stdout.write(
          options.json ? `${JSON.stringify(preview.digest.figures)}\n` : renderMessageText(await preview.plain()),
        );
      });
    });
}

async function writePicture(folder: string, png: Buffer): Promise<string> {
  await writeFile(join(folder, 'chart.png'), png);
  return FILE_ID;
}
