import { type Command, Option } from 'commander';
import type { Environment } from '../csat/feedback.ts';
import { SIGNALS, type Signal } from '../csat/filters.ts';
import { InputError } from '../csat/input-error.ts';
import { type Period, periodOf } from '../csat/period.ts';
import type { Scope } from '../csat/subscription.ts';
import { TRIAGE_FILTERS, type TriageFilter } from '../csat/triage.ts';

/** An option that may be repeated; not given at all, it is an empty list. */
export function listOption(flags: string, description: string): Option {
  return new Option(flags, description)
    .argParser((value: string, former: string[]) => [...former, value])
    .default([], 'all');
}

export type ScopeOptions = { assistant: string[]; locale: string[]; topic: string[] };

export function addScopeOptions(command: Command): Command {
  return command
    .addOption(listOption('--assistant <id>', 'only this assistant; may be repeated'))
    .addOption(
      listOption('--locale <locale>', 'only this language (de) or language and region (de-AT); may be repeated'),
    )
    .addOption(listOption('--topic <topic>', 'only conversations with this topic; may be repeated'));
}

export function scopeOf({ assistant, locale, topic }: ScopeOptions): Scope {
  return { assistants: assistant, locales: locale, topics: topic };
}

export type EnvironmentOption = { environment: Environment };

export function addEnvironmentOption(command: Command): Command {
  const environments: Environment[] = ['real', 'sandbox'];
  return command.addOption(
    new Option('--environment <environment>', 'whose conversations count').choices(environments).default('real'),
  );
}

export type PeriodOptions = { from?: string; to?: string; zone?: string };

export function addPeriodOptions(command: Command): Command {
  return command
    .option('--from <day>', 'first day, YYYY-MM-DD')
    .option('--to <day>', 'the day after the last one, YYYY-MM-DD')
    .option('--zone <zone>', 'IANA zone whose midnights begin the days, such as Europe/Berlin');
}

/**
 * null: no period was asked for.
 * @throws InputError when only a part of it was given, or a part cannot be read.
 */
export function periodFrom(options: PeriodOptions): Period | null {
  const given = { '--from': options.from, '--to': options.to, '--zone': options.zone };
  const missing = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === Object.keys(given).length) return null;
  if (options.from === undefined || options.to === undefined || options.zone === undefined) {
    throw new InputError(`A period needs --from, --to and --zone: ${missing.join(' and ')} is missing.`);
  }
  return periodOf(options.from, options.to, options.zone);
}

/** @throws InputError when a part is missing or cannot be read. */
export function requirePeriod(options: PeriodOptions): Period {
  const period = periodFrom(options);
  if (period === null) throw new InputError('A period is needed: give --from, --to and --zone.');
  return period;
}

export type TriageOption = { triage?: TriageFilter };

export function addTriageOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--triage <outcome>',
      'only with this outcome; open: with none; done, passed or failed: how its fix fared',
    ).choices([...TRIAGE_FILTERS]),
  );
}

export type SignalOption = { signal?: Signal };

export function addSignalOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--signal <signal>',
      'only where thumbs and rating disagree; recovered: down inside, upvote at the end; spoiled: the other way',
    ).choices([...SIGNALS]),
  );
}
