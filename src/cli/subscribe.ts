import { type Command, Option } from 'commander';
import { ESCALATE_AFTER_MINUTES, type EscalationSettings } from '../csat/escalation.ts';
import { InputError } from '../csat/input-error.ts';
import type { AlertChoice, SubscriptionOrder } from '../csat/subscription.ts';
import { recordSettings } from '../db/escalation-settings.ts';
import { findSubscription } from '../db/subscriptions.ts';
import { chooseWorkspace, workspaceOption } from './choose-workspace.ts';
import { type CliContext, withDatabase } from './context.ts';
import { listOption } from './filter-options.ts';
import {
  describeEscalation,
  describeSubscription,
  parseChannel,
  parseDigestTime,
  parseLimit,
  parseQuietHours,
  wholeSubscription,
} from './order-options.ts';

const ALL = 'all';

type Options = {
  channel: string;
  workspace?: string;
  assistant: string[];
  locale: string[];
  topic: string[];
  digest?: string;
  zone?: string;
  language?: string;
  alerts?: AlertChoice;
  escalateAfter?: string;
  escalateTo?: string;
  escalateAgainAfter?: string;
  escalateAgainTo?: string;
  quiet?: string;
  acknowledgeGroup?: string;
  json?: true;
};

export function addSubscribe(program: Command, context: CliContext): void {
  const alerts: AlertChoice[] = ['downvotes', 'thumbs', 'off'];
  program
    .command('subscribe')
    .description("begin a channel's subscription, or change the given settings of the one it has")
    .requiredOption('--channel <id>', 'Slack channel id, C…')
    .addOption(workspaceOption())
    .addOption(listOption('--assistant <id>', 'only this assistant, or "all"; may be repeated'))
    .addOption(listOption('--locale <locale>', 'only this language or locale, or "all"; may be repeated'))
    .addOption(listOption('--topic <topic>', 'only this topic, or "all"; may be repeated'))
    .option('--digest <time>', 'weekday and time of the digest, or "off" (at first: "mon 09:00")')
    .option('--zone <zone>', 'IANA zone of that time and of the days (at first: UTC)')
    .option('--language <language>', "BCP 47 language of the digest's words (at first: en)")
    .addOption(new Option('--alerts <which>', 'what gets a card of its own (at first: downvotes)').choices(alerts))
    .option('--escalate-after <time>', 'how long an alert may wait for somebody, such as 4h, or "off"')
    .option('--escalate-to <id>', 'whom to mention then: a Slack user (U…) or user group (S…)')
    .option('--escalate-again-after <time>', 'the second limit, counted from the same moment as the first, or "off"')
    .option('--escalate-again-to <id>', 'whom to mention at the second limit: a user (U…) or user group (S…)')
    .option(
      '--quiet <times>',
      'local times in which nobody is called and the limits stand still: 20:00-08:00, or "off"',
    )
    .option(
      '--acknowledge-group <id>',
      'only this Slack user group (S…) acknowledges, triages and changes settings, or "all"',
    )
    .option('--json', 'print the subscription as JSON')
    .action(async (options: Options) => {
      const channelId = parseChannel(options.channel);
      const escalationChanges = changedEscalation(options);
      const { subscription, escalation } = await withDatabase(context, async (db) => {
        const workspaceId = await chooseWorkspace(db, context.config, { ...options, channelId });
        return db.transaction(async (tx) => {
          const former = (await findSubscription(tx, channelId, workspaceId)) ?? firstOrder(channelId);
          return recordSettings(tx, { ...changed(former, options), workspaceId }, escalationChanges);
        });
      });
      const whole = wholeSubscription(subscription, escalation);
      const words = [...describeSubscription(subscription), ...describeEscalation(escalation)];
      await context.stdout.write(`${options.json ? JSON.stringify(whole) : words.join(' · ')}\n`);
    });
}

function firstOrder(channelId: string): SubscriptionOrder {
  return {
    channelId,
    assistants: [],
    locales: [],
    topics: [],
    digest: { weekday: 1, time: '09:00' },
    zone: 'UTC',
    language: 'en',
    alerts: 'downvotes',
    escalateAfterMinutes: null,
    escalateTo: null,
    acknowledgeGroup: null,
    createdBy: null,
  };
}

/** The order with what was given on the command line; the rest stays as it is. */
function changed(order: SubscriptionOrder, options: Options): SubscriptionOrder {
  const escalateTo = options.escalateTo === undefined ? order.escalateTo : parseMention(options.escalateTo);
  const firstTarget = order.escalateTo === null && escalateTo !== null;
  const limitNow = order.escalateAfterMinutes ?? (firstTarget ? ESCALATE_AFTER_MINUTES : null);
  return {
    channelId: order.channelId,
    assistants: listOr(order.assistants, options.assistant),
    locales: listOr(order.locales, options.locale),
    topics: listOr(order.topics, options.topic),
    digest: options.digest === undefined ? order.digest : parseDigestTime(options.digest),
    zone: options.zone ?? order.zone,
    language: options.language === undefined ? order.language : parseLanguage(options.language),
    alerts: options.alerts ?? order.alerts,
    escalateAfterMinutes: options.escalateAfter === undefined ? limitNow : parseLimit(options.escalateAfter),
    escalateTo,
    acknowledgeGroup:
      options.acknowledgeGroup === undefined ? order.acknowledgeGroup : parseGroup(options.acknowledgeGroup),
    createdBy: null,
  };
}

function changedEscalation({ escalateAgainAfter, escalateAgainTo, quiet }: Options): Partial<EscalationSettings> {
  return {
    ...(escalateAgainAfter !== undefined && { againAfterMinutes: parseLimit(escalateAgainAfter) }),
    ...(escalateAgainTo !== undefined && { againTo: parseMention(escalateAgainTo) }),
    ...(quiet !== undefined && { quiet: parseQuietHours(quiet) }),
  };
}

function listOr(former: string[], given: string[]): string[] {
  if (given.length === 0) return former;
  return given.includes(ALL) ? [] : [...new Set(given)];
}

function parseLanguage(text: string): string {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? text;
  } catch {
    throw new InputError(`Unknown language "${text}": expected a BCP 47 name such as en, de or pt-BR.`);
  }
}

function parseMention(text: string): string {
  if (/^[UWS][A-Z0-9]{2,}$/.test(text)) return text;
  throw new InputError(`Unknown person "${text}": expected a Slack user id (U…) or user group id (S…).`);
}

function parseGroup(text: string): string | null {
  if (text.trim().toLowerCase() === ALL) return null;
  if (/^S[A-Z0-9]{2,}$/.test(text)) return text;
  throw new InputError(`Unknown user group "${text}": expected a Slack user group id (S…), or "all".`);
}
