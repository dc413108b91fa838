import { type Command, Option } from 'commander';
import { ESCALATE_AFTER_MINUTES, type EscalationSettings } from '../csat/escalation.ts';
import { InputError } from '../csat/input-error.ts';
import type { AlertChoice, SubscriptionOrder } from '../csat/subscription.ts';
import { recordSettings } from '../db/escalation-settings.ts';
import { findSubscription } from '../db/subscriptions.ts';
import { checkChannel, requireOwnChannel } from './channel-check.ts';
import { chooseWorkspace, workspaceOption } from './choose-workspace.ts';
import { type CliContext, withDatabase } from './context.ts';
import { listOption } from './filter-options.ts';
import { parseLanguage } from './language-option.ts';
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
  sharedConfirmed?: true;
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
    .option(
      '--zone <zone>',
      'IANA zone of that time and of the days (at first: that of who made the channel, else UTC)',
    )
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
    .option(
      '--shared-confirmed',
      'people of another organisation may read the channel: needed where it is shared, or where Slack does not tell',
    )
    .option('--json', 'print the subscription as JSON')
    .action(async (options: Options) => {
      const channelId = parseChannel(options.channel);
      const given = givenSettings(options);
      const escalationChanges = changedEscalation(options);
      const { subscription, escalation } = await withDatabase(context, async (db) => {
        const workspaceId = await chooseWorkspace(db, context.config, { ...options, channelId });
        const zone = await firstZone(context, { ...options, channelId, workspaceId });
        return db.transaction(async (tx) => {
          const former = (await findSubscription(tx, channelId, workspaceId)) ?? firstOrder(channelId, zone);
          return recordSettings(tx, { ...changed(former, given), workspaceId }, escalationChanges);
        });
      });
      const whole = wholeSubscription(subscription, escalation);
      const words = [...describeSubscription(subscription), ...describeEscalation(escalation)];
      await context.stdout.write(`${options.json ? JSON.stringify(whole) : words.join(' · ')}\n`);
    });
}

/**
 * The zone that a first subscription of the channel gets unless told otherwise.
 * @throws InputError where people of another organisation might read the channel, and nobody confirmed it
 */
async function firstZone(
  { config, stderr }: CliContext,
  { channelId, workspaceId, sharedConfirmed }: { channelId: string; workspaceId?: string; sharedConfirmed?: true },
): Promise<string> {
  if (config.slackBotTokens.length === 0) {
    if (!sharedConfirmed) {
      await stderr.write(
        `Without SLACK_BOT_TOKEN it was not checked whether ${channelId} is shared with another organisation, whose people would read what shoppers wrote. If it is: thumbline unsubscribe --channel ${channelId}\n`,
      );
    }
    return 'UTC';
  }
  const channel = await checkChannel(config, { channelId, workspaceId });
  if (!sharedConfirmed) requireOwnChannel(channelId, channel);
  return channel.creatorZone ?? 'UTC';
}

function firstOrder(channelId: string, zone: string): SubscriptionOrder {
  return {
    channelId,
    assistants: [],
    locales: [],
    topics: [],
    digest: { weekday: 1, time: '09:00' },
    zone,
    language: 'en',
    alerts: 'downvotes',
    escalateAfterMinutes: null,
    escalateTo: null,
    acknowledgeGroup: null,
    createdBy: null,
  };
}

/** What the command line says of the order; what it does not say is not there. @throws InputError on what it cannot mean */
function givenSettings(options: Options): Partial<SubscriptionOrder> {
  const { zone, alerts } = options;
  return {
    ...(options.assistant.length > 0 && { assistants: listOf(options.assistant) }),
    ...(options.locale.length > 0 && { locales: listOf(options.locale) }),
    ...(options.topic.length > 0 && { topics: listOf(options.topic) }),
    ...(options.digest !== undefined && { digest: parseDigestTime(options.digest) }),
    ...(zone !== undefined && { zone }),
    ...(options.language !== undefined && { language: parseLanguage(options.language) }),
    ...(alerts !== undefined && { alerts }),
    ...(options.escalateAfter !== undefined && { escalateAfterMinutes: parseLimit(options.escalateAfter) }),
    ...(options.escalateTo !== undefined && { escalateTo: parseMention(options.escalateTo) }),
    ...(options.acknowledgeGroup !== undefined && { acknowledgeGroup: parseGroup(options.acknowledgeGroup) }),
  };
}

/** The order with what was given; the rest stays as it is. The first whom an alert calls is called after the usual time. */
function changed(order: SubscriptionOrder, given: Partial<SubscriptionOrder>): SubscriptionOrder {
  const firstTarget = order.escalateTo === null && typeof given.escalateTo === 'string';
  const limitNow = order.escalateAfterMinutes ?? (firstTarget ? ESCALATE_AFTER_MINUTES : null);
  return { ...order, escalateAfterMinutes: limitNow, ...given, channelId: order.channelId, createdBy: null };
}

function changedEscalation({ escalateAgainAfter, escalateAgainTo, quiet }: Options): Partial<EscalationSettings> {
  return {
    ...(escalateAgainAfter !== undefined && { againAfterMinutes: parseLimit(escalateAgainAfter) }),
    ...(escalateAgainTo !== undefined && { againTo: parseMention(escalateAgainTo) }),
    ...(quiet !== undefined && { quiet: parseQuietHours(quiet) }),
  };
}

const listOf = (given: string[]): string[] => (given.includes(ALL) ? [] : [...new Set(given)]);

function parseMention(text: string): string {
  if (/^[UWS][A-Z0-9]{2,}$/.test(text)) return text;
  throw new InputError(`Unknown person "${text}": expected a Slack user id (U…) or user group id (S…).`);
}

function parseGroup(text: string): string | null {
  if (text.trim().toLowerCase() === ALL) return null;
  if (/^S[A-Z0-9]{2,}$/.test(text)) return text;
  throw new InputError(`Unknown user group "${text}": expected a Slack user group id (S…), or "all".`);
}
