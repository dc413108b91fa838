import type { Acknowledgement, Alert } from '../csat/alert.ts';
import type { ChannelStatuses } from '../csat/channel-status.ts';
import type { Conversation, ConversationKey, ConversationSummary } from '../csat/conversation.ts';
import type { AcknowledgeSpan, EscalationSettings } from '../csat/escalation.ts';
import type { Feedback } from '../csat/feedback.ts';
import type { ConversationFilter, ConversationQuery } from '../csat/filters.ts';
import type { HeldMessage, HeldMessageDecision } from '../csat/held-message.ts';
import type { AlertList, TaskList } from '../csat/home.ts';
import type { Overview } from '../csat/overview.ts';
import type { Period } from '../csat/period.ts';
import type { RetestReminder } from '../csat/retest-reminder.ts';
import type { RollupPage } from '../csat/rollup.ts';
import type { Scope, Subscription, SubscriptionOrder } from '../csat/subscription.ts';
import type { Triage, TriageEvent, TriageStep } from '../csat/triage.ts';
import type { Pictures, SlackMessage } from '../delivery/message.ts';
import type { GapQuestions } from './gap-questions.ts';
import type { ChartBlock } from './views/blocks.ts';

/** What this room asks of the house. The house binds each to the database; nothing here knows how it is kept. */
export type Questions = {
  /** Every assistant there is. */
  listAssistants: () => Promise<{ id: string; name: string }[]>;
  listConversations: (query: ConversationQuery) => Promise<ConversationPage>;
  /** How many the list has, counted no further than 1,001: more is "more than 1,000". null: counting would take too long. */
  countConversations: (feedback: Feedback, filter: ConversationFilter) => Promise<number | null>;
  /** null: there is none, or it was erased. */
  loadConversation: (key: ConversationKey) => Promise<Conversation | null>;
  /** The conversations that these addresses open, by address; others are left out. */
  findConversationsAt: (urls: string[]) => Promise<Map<string, ConversationKey>>;
  /** The real conversations of the scope. */
  loadOverview: (period: Period, scope: Scope) => Promise<Overview>;
  /** The picture of the daily CSAT, for a message that only one person may see; null: none can be had now. */
  chartOf: (period: Period, scope: Scope, pictures?: Pictures) => Promise<ChartBlock | null>;
  /** The channel's subscription that has not ended; null where there is none. */
  findSubscription: (channelId: string) => Promise<Subscription | null>;
  /** The rest of a subscription's escalation, by its id. */
  loadEscalationSettings: (subscriptionId: number) => Promise<EscalationSettings>;
  /** Begins the channel's subscription or changes it, whole. @throws InputError when a setting is none that can be kept. */
  recordSettings: (order: SubscriptionOrder, escalation: EscalationSettings) => Promise<Subscription>;
  /** null: the channel had none. */
  endSubscription: (channelId: string, by: string) => Promise<Subscription | null>;
  /** In the past: it is being made ready. null: the subscription has no digest, or has ended. */
  findNextDigest: (subscriptionId: number) => Promise<Date | null>;
  /** Every one that has not ended. */
  listSubscriptions: () => Promise<Subscription[]>;
  /**
   * The alerts that nobody has triaged: that nobody has acknowledged, or that this person has. `channelIds` null: of every
   * subscribed channel.
   */
  listOpenAlerts: (asked: {
    acknowledgedBy: string | null;
    channelIds: string[] | null;
    limit: number;
  }) => Promise<AlertList>;
  /** What a person has taken upon themselves in triage and not brought to an end. */
  listTasks: (asked: { person: string; limit: number }) => Promise<TaskList>;
  /** Of one channel, or of all. */
  listChannelStatuses: (channelId: string | null) => Promise<ChannelStatuses>;
  /** Something changed for the better, such as an invitation: what waits for a blocked channel is tried at once. */
  retryChannel: (channelId: string) => Promise<void>;
  /** Slack has told that it takes the workspace's token no more: its channels wait, until it does again. */
  recordAccessLost: () => Promise<void>;
  /** Of one channel, oldest first. */
  listHeldMessages: (channelId: string) => Promise<HeldMessage[]>;
  /** Does with it what a person who looked says, unless somebody has. false: it is not held in that channel any more. */
  recordHeldMessageDecision: (order: {
    deliveryId: number;
    channelId: string;
    by: string;
    decision: HeldMessageDecision;
  }) => Promise<boolean>;
  /** Of the newest conversations, the most frequent first. */
  listKnownLocalesAndTopics: () => Promise<{ locales: string[]; topics: string[] }>;
  /**
   * The digest as it would be posted now: of the channel's subscription or, where there is none, of everything in UTC.
   * `simpler` makes it again with other pictures, the best first, and `plain` without any, for when Slack refuses them.
   */
  previewDigest: (
    channelId: string,
    now: Date,
  ) => Promise<{
    message: SlackMessage;
    simpler: (() => Promise<SlackMessage>)[];
    plain: () => Promise<SlackMessage>;
  }>;
  /**
   * Owes the channel its digest as a trial, once for each `click`: it counts as no week's digest. false: the channel is not
   * subscribed.
   */
  recordTrial: (order: { channelId: string; by: string; click: string }) => Promise<boolean>;
  /** What the alert's card shows now. null: there is no such alert in that channel. */
  loadAlert: (asked: { alertId: number; channelId: string }) => Promise<Alert | null>;
  /**
   * Writes that a person took the alert, unless somebody has: the first wins, and every message of the alert will show it.
   * `channelId` and `ts` say which message was used. null: there is no such alert in that channel.
   */
  acknowledgeAlert: (order: {
    alertId: number;
    by: string;
    channelId: string;
    ts?: string;
    /** For how long; missing: for good. */
    span?: AcknowledgeSpan;
  }) => Promise<{ acknowledged: Acknowledgement; first: boolean } | null>;
  /** The alert whose card the message is; null: it is none. */
  findAlertAt: (message: { channelId: string; ts: string }) => Promise<{ alertId: number } | null>;
  /** The conversation's last changes, newest first. */
  listTriageEvents: (key: ConversationKey) => Promise<TriageEvent[]>;
  /**
   * Writes the step if the triage still is the version that the person saw (0: none); every message of the conversation's
   * alerts will show it. `recorded` false: `triage` is what stands instead. null: there is no such conversation.
   */
  recordTriage: (order: {
    key: ConversationKey;
    by: string;
    seenVersion: number;
    step: TriageStep;
  }) => Promise<{ recorded: boolean; triage: Triage | null } | null>;
  /** The reminder to try a conversation again that a message to this person is; null: it is none. */
  findRetestReminder: (message: { person: string; channelId: string; ts: string }) => Promise<RetestReminder | null>;
  /** The user groups of which somebody must be in one to triage the conversation, there or anywhere; empty: everybody may. */
  listTriageGroups: (asked: { key: ConversationKey; channelId: string | null }) => Promise<string[]>;
  /**
   * Reserves what the person should read next: what they should try again, then open downvotes. `memberOf`: the user groups
   * that they are in; null: no subscription names any. null: nothing is left.
   */
  reserveNextToTriage: (asked: {
    person: string;
    scope: Scope;
    memberOf: string[] | null;
  }) => Promise<ConversationKey | null>;
  /** Puts it aside for this person and leaves it to the others. */
  skipTriage: (order: { person: string; key: ConversationKey }) => Promise<void>;
  /** What was reserved for the person is free again. */
  endTriageWalk: (person: string) => Promise<void>;
  /** Writes that a person took all alerts of a roll-up that nobody has taken, and says how many. null: it is not in that channel. */
  acknowledgeRollup: (order: {
    rollupId: number;
    by: string;
    channelId: string;
    ts?: string;
  }) => Promise<{ taken: number } | null>;
  /** A page of the list behind a roll-up's card; one past the end is the last. null: there is no such roll-up in that channel. */
  loadRollupPage: (asked: { rollupId: number; channelId: string; page: number }) => Promise<RollupPage | null>;
  gaps: GapQuestions;
  /** Whether the failure means that the database cannot be reached, not that the question was wrong. */
  isDatabaseAway: (error: unknown) => boolean;
};

/** `next` is a cursor for `after` (older rows), `previous` one for `before` (newer rows); null: there are none. */
export type ConversationPage = {
  conversations: ConversationSummary[];
  next: string | null;
  previous: string | null;
  /** Where a search stopped for now that has not filled the page; null: it filled it, or looked at everything. */
  searchedTo?: Date | null;
};
