import type { Command } from 'commander';
import { type Requirement, zonesRequirement } from '../csat/requirement.ts';
import { checkDatabase, READABLE } from '../db/requirements.ts';
import { listSubscriptions } from '../db/subscriptions.ts';
import { checkSlack } from '../slack/requirements.ts';
import { type CliContext, withDatabase } from './context.ts';
import { oneLine, renderTable } from './table.ts';
import { WorkFailed } from './work-failed.ts';

const MARK: Record<Requirement['state'], string> = {
  met: 'ok',
  missing: 'MISSING',
  limited: 'limited',
  off: 'off',
  unknown: 'unknown',
};

export function addDoctor(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('check every requirement, with the fix for what is missing; nothing is changed or posted')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const requirements = await check(context);
      await context.stdout.write(options.json ? `${JSON.stringify({ requirements })}\n` : inWords(requirements));
      const missing = requirements.filter(({ state }) => state === 'missing').length;
      if (missing > 0) throw new WorkFailed(`${missing} of ${requirements.length} requirements are missing.`);
    });
}

async function check(context: CliContext): Promise<Requirement[]> {
  const { config, clock } = context;
  const database: Requirement[] =
    config.databaseUrl === null
      ? [
          {
            what: 'Database',
            state: 'missing',
            found: 'DATABASE_URL is not set',
            fix: 'Set it to a Postgres URL such as the one in .env.example.',
          },
        ]
      : await checkDatabase(config.databaseUrl, clock.now);
  const canList = database.some(({ what, state }) => what === READABLE && state === 'met');
  const subscriptions = canList ? await withDatabase(context, listSubscriptions) : [];
  const slack = await checkSlack({
    apiUrl: config.slackApiUrl,
    botTokens: config.slackBotTokens,
    appToken: config.slackAppToken,
    signingSecret: config.slackSigningSecret,
    channels: subscriptions,
    now: clock.now,
  });
  return [...database, ...(canList ? [zonesRequirement(subscriptions)] : []), ...slack];
}

function inWords(requirements: Requirement[]): string {
  const rows = requirements.map(({ what, state, found }) => [MARK[state], oneLine(what, 60), oneLine(found, 120)]);
  const fixes = requirements
    .filter(({ fix }) => fix !== null)
    .map(({ what, fix }) => `${oneLine(what, 60)}: ${oneLine(fix ?? '', 300)}\n`);
  return `${renderTable(rows)}${fixes.length === 0 ? '' : `\n${fixes.join('')}`}`;
}
