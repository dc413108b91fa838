import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  smallint,
  text,
  time,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Outcome } from '../../csat/feedback.ts';
import type { AlertChoice, Scope } from '../../csat/subscription.ts';
import type { Retest, TriageAction } from '../../csat/triage.ts';
import { identity, instant } from './columns.ts';

/** Thumbline's own memory. */
export const thumbline = pgSchema('thumbline');

const textList = (name: string) => text(name).array().notNull().default(sql`'{}'::text[]`);

/** Slack's id of a workspace (T…). Where none is named: that of the first token, '' while there is none. */
const workspaceId = () => text('workspace_id').notNull().default(sql`thumbline.first_workspace()`);

/** Every Slack workspace that a bot token was ever accepted for. */
export const workspaces = thumbline.table('workspaces', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  /** The organisation (E…) that it is of; null: of none. */
  enterpriseId: text('enterprise_id'),
  /** SHA-256 of its token: a token that is refused does not say whose it is. */
  tokenHash: text('token_hash').notNull(),
  /** Of its token among the configured ones, 0 for the first. */
  place: integer('place').notNull(),
  /** When a process last had a token for it, whether Slack took it or not. */
  seenAt: instant('seen_at').notNull(),
  /** Slack's error code when the token was last asked about; null: it was taken. */
  blockedBy: text('blocked_by'),
  blockedAt: instant('blocked_at'),
});

export const subscriptions = thumbline.table(
  'subscriptions',
  {
    id: identity('id'),
    workspaceId: workspaceId(),
    channelId: text('channel_id').notNull(),
    /** Empty lists mean all. */
    assistants: textList('assistants'),
    locales: textList('locales'),
    topics: textList('topics'),
    /** ISO weekday 1 (Monday) to 7; null: no digest. */
    digestWeekday: smallint('digest_weekday'),
    digestTime: time('digest_time'),
    zone: text('zone').notNull(),
    language: text('language').notNull().default('en'),
    alerts: text('alerts').$type<AlertChoice>().notNull().default('downvotes'),
    escalateAfterMinutes: integer('escalate_after_minutes'),
    escalateTo: text('escalate_to'),
    /** The second limit, counted from the same moment as the first, and whom to mention then. */
    escalateAgainAfterMinutes: integer('escalate_again_after_minutes'),
    escalateAgainTo: text('escalate_again_to'),
    /** Local times between which the limits stand still; both null: never. */
    quietFrom: time('quiet_from'),
    quietTo: time('quiet_to'),
    /** When escalating was switched on: what was shown before is not dug out. */
    escalatesSince: instant('escalates_since').notNull().defaultNow(),
    /** A Slack user group (S…): only its members acknowledge, triage and change the settings; null: everybody in the channel. */
    acknowledgeGroup: text('acknowledge_group'),
    createdBy: text('created_by'),
    beganAt: instant('began_at').notNull().defaultNow(),
    /** From when alerts are owed: alerts switched on, or a wider scope, must not dig out what is past. A trigger stamps it: writers leave it alone. */
    alertsSince: instant('alerts_since').notNull().defaultNow(),
    /** When the digest's weekday, time or zone last changed: a week that the new time has left behind is due then, not earlier. */
    digestSince: instant('digest_since').notNull().defaultNow(),
    /** When the digest was switched on: a time that had passed by then is owed nothing. */
    digestOnSince: instant('digest_on_since').notNull().defaultNow(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('subscriptions_one_per_channel').on(t.workspaceId, t.channelId).where(sql`ended_at is null`),
    check('subscriptions_alerts', sql`${t.alerts} in ('downvotes', 'thumbs', 'off')`),
    check('subscriptions_weekday', sql`${t.digestWeekday} between 1 and 7`),
    check('subscriptions_quiet_whole', sql`(${t.quietFrom} is null) = (${t.quietTo} is null)`),
    check('subscriptions_digest_whole', sql`(${t.digestWeekday} is null) = (${t.digestTime} is null)`),
  ],
);

/** One downvote (or, where message_id is not '', one thumb down) owed to one subscription's channel. */
export const alerts = thumbline.table(
  'alerts',
  {
    id: identity('id'),
    subscriptionId: bigint('subscription_id', { mode: 'number' })
      .notNull()
      .references(() => subscriptions.id),
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    messageId: text('message_id').notNull().default(''),
    /** Digest of the facts that the card shows; a difference from today's facts raises the delivery's wanted version. */
    facts: text('facts').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    acknowledgedBy: text('acknowledged_by'),
    acknowledgedAt: instant('acknowledged_at'),
    /** When somebody first opened the transcript from its card; null: nobody has. */
    firstReadAt: instant('first_read_at'),
    /** When the acknowledgement lapses, unless the conversation was triaged by then; null: never. */
    acknowledgedUntil: instant('acknowledged_until'),
    /** Whose acknowledgement lapsed last, and when. */
    lapsedBy: text('lapsed_by'),
    lapsedAt: instant('lapsed_at'),
    /** How often one has lapsed: each time the limits begin anew. */
    lapses: integer('lapses').notNull().default(0),
  },
  (t) => [
    unique('alerts_owed_once').on(t.subscriptionId, t.assistantId, t.conversationId, t.messageId),
    index('alerts_by_conversation').on(t.assistantId, t.conversationId),
    index('alerts_by_creation').on(t.createdAt),
    index('alerts_open').on(t.subscriptionId, t.createdAt).where(sql`acknowledged_at is null`),
    index('alerts_to_lapse').on(t.acknowledgedUntil).where(sql`acknowledged_until is not null`),
    check('alerts_until_acknowledged', sql`${t.acknowledgedUntil} is null or ${t.acknowledgedAt} is not null`),
    check('alerts_acknowledged_whole', sql`(${t.acknowledgedBy} is null) = (${t.acknowledgedAt} is null)`),
  ],
);

/** The weekly message of one subscription: its figures are frozen when it is due, so that a retry shows the same. */
export const digests = thumbline.table(
  'digests',
  {
    subscriptionId: bigint('subscription_id', { mode: 'number' })
      .notNull()
      .references(() => subscriptions.id),
    /** The local Monday of the week in which it is due; it reports on the week before. */
    monday: date('monday', { mode: 'string' }).notNull(),
    zone: text('zone').notNull(),
    dueAt: instant('due_at').notNull(),
    /** The settings that it was due with; null: from before they were kept. */
    language: text('language'),
    scope: jsonb('scope').$type<Scope>(),
    /** null until a deliverer has worked them out. */
    figures: jsonb('figures'),
  },
  (t) => [primaryKey({ columns: [t.subscriptionId, t.monday] })],
);

/** One card that shows a burst of alerts together. A subscription has at most one that still takes new ones. */
export const rollups = thumbline.table(
  'rollups',
  {
    id: identity('id'),
    subscriptionId: bigint('subscription_id', { mode: 'number' })
      .notNull()
      .references(() => subscriptions.id),
    openedAt: instant('opened_at').notNull().defaultNow(),
    /** When the newest alert joined. */
    joinedAt: instant('joined_at').notNull().defaultNow(),
    /** From when it takes no more; null: it does. */
    closedAt: instant('closed_at'),
  },
  (t) => [uniqueIndex('rollups_one_open').on(t.subscriptionId).where(sql`closed_at is null`)],
);

/** `trial`: a digest that somebody sent by hand. `retest`: to one person, in their direct messages; all others are a subscription's. */
export type DeliveryKind = 'alert' | 'rollup' | 'escalation' | 'reminder' | 'digest' | 'trial' | 'notice' | 'retest';
/** `folded`: an alert that has no message of its own, since a roll-up shows it. */
export type DeliveryState =
  | 'pending'
  | 'sending'
  | 'unknown'
  | 'sent'
  | 'blocked'
  | 'failed'
  | 'gone'
  | 'cancelled'
  | 'folded';

/** One message that Thumbline owes to Slack, from the intent to the proof that it is there. */
export const deliveries = thumbline.table(
  'deliveries',
  {
    id: identity('id'),
    /** What it is: `alert:<assistant>:<conversation>:<subscription>`, `digest:<subscription>:<local Monday>`, … Kept for ever: it is the memory of "already sent". */
    key: text('key').notNull().unique('deliveries_key'),
    kind: text('kind').$type<DeliveryKind>().notNull(),
    /** A trigger stamps the subscription's: writers leave it alone. */
    workspaceId: workspaceId(),
    /** Where it is to be posted: a channel, or a person (U…). */
    channelId: text('channel_id').notNull(),
    /** Slack's channel (D…) of a person's direct messages, once one is known to hold it; null: `channelId` is the channel. */
    postedIn: text('posted_in'),
    /** null: of no subscription. */
    subscriptionId: bigint('subscription_id', { mode: 'number' }).references(() => subscriptions.id),
    alertId: bigint('alert_id', { mode: 'number' }).references(() => alerts.id),
    monday: date('monday', { mode: 'string' }),
    /** Of a roll-up: which. Of a folded alert: the one that shows it. */
    rollupId: bigint('rollup_id', { mode: 'number' }).references(() => rollups.id),
    foldedAt: instant('folded_at'),
    state: text('state').$type<DeliveryState>().notNull().default('pending'),
    wantVersion: integer('want_version').notNull().default(1),
    /** 0: Slack shows nothing yet. */
    haveVersion: integer('have_version').notNull().default(0),
    /** Slack's name for the message within its channel; null until one is known to be there. */
    ts: text('ts'),
    /** Grows with every claim: a write after an await carries the fence it claimed with. */
    fence: integer('fence').notNull().default(0),
    /** Tries since the last one that succeeded. */
    attempts: integer('attempts').notNull().default(0),
    firstTryAt: instant('first_try_at'),
    /** The last call that may yet have an effect: a post, or an edit that was not answered. */
    lastTryAt: instant('last_try_at'),
    nextAt: instant('next_at').notNull().defaultNow(),
    leaseUntil: instant('lease_until'),
    /** Whether an answer was neither yes nor no, and the janitor has not looked for the last time: until then a late twin is possible. */
    ambiguous: boolean('ambiguous').notNull().default(false),
    /** It was posted again without proof that the first try had failed, since history may not be read: the message says so. */
    possibleRepeat: boolean('possible_repeat').notNull().default(false),
    verifyAt: instant('verify_at'),
    /** When the channel could first see it. */
    visibleAt: instant('visible_at'),
    /** The file that Slack was given for its picture, and a print of the chart that is drawn there. */
    picture: jsonb('picture').$type<{ fileId: string; print: string }>(),
    /** When Slack first said that it is still looking at the file; null: it never did. */
    fileAwaitedSince: instant('file_awaited_since'),
    /** Slack's error code or ours, never text of a shopper. */
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('deliveries_due').on(t.channelId, t.nextAt, t.id).where(sql`state in ('pending', 'blocked')`),
    index('deliveries_stale').on(t.nextAt).where(sql`state = 'sent' and have_version < want_version`),
    index('deliveries_in_flight').on(t.channelId).where(sql`state in ('sending', 'unknown')`),
    index('deliveries_to_verify').on(t.verifyAt).where(sql`verify_at is not null`),
    index('deliveries_of_alert').on(t.alertId),
    index('deliveries_of_rollup').on(t.rollupId, t.id).where(sql`rollup_id is not null`),
    index('deliveries_shown').on(t.channelId, t.kind, t.visibleAt.desc()).where(sql`visible_at is not null`),
    index('deliveries_failed').on(t.channelId, t.id.desc()).where(sql`state = 'failed'`),
    check(
      'deliveries_state',
      sql`${t.state} in ('pending', 'sending', 'unknown', 'sent', 'blocked', 'failed', 'gone', 'cancelled', 'folded')`,
    ),
    check(
      'deliveries_kind',
      sql`${t.kind} in ('alert', 'rollup', 'escalation', 'reminder', 'digest', 'trial', 'notice', 'retest')`,
    ),
    check('deliveries_of_subscription', sql`(${t.subscriptionId} is null) = (${t.kind} = 'retest')`),
    check('deliveries_folded', sql`(${t.state} = 'folded') = (${t.foldedAt} is not null)`),
  ],
);

/** That an alert's limit was over, or the time for which it was taken, and which message says so: one message may say it of many alerts. */
export const escalations = thumbline.table(
  'escalations',
  {
    alertId: bigint('alert_id', { mode: 'number' })
      .notNull()
      .references(() => alerts.id),
    /** The alert's `lapses` then. */
    round: integer('round').notNull(),
    /** 0: the time for which somebody took it; 1: the first limit, 2: the second. */
    level: smallint('level').notNull(),
    deliveryKey: text('delivery_key')
      .notNull()
      .references(() => deliveries.key),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.alertId, t.round, t.level] }),
    index('escalations_of_message').on(t.deliveryKey),
    check('escalations_level', sql`${t.level} in (0, 1, 2)`),
  ],
);

/** That somebody is asked to try a conversation again, and about which fix; see the delivery for whether it was posted. */
export const retestReminders = thumbline.table(
  'retest_reminders',
  {
    deliveryKey: text('delivery_key')
      .primaryKey()
      .references(() => deliveries.key),
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    /** The triage's `doneAt` then: another one is another fix. */
    doneAt: instant('done_at').notNull(),
    person: text('person').notNull(),
    /** Whether the message has been asked to lose the text of a conversation that was erased. */
    erased: boolean('erased').notNull().default(false),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [unique('retest_reminders_once').on(t.assistantId, t.conversationId, t.doneAt)],
);

/** Conversations that were erased, which a trigger writes down: until the messages that may show their text are owed an edit. */
export const erasures = thumbline.table('erasures', {
  id: identity('id'),
  assistantId: text('assistant_id').notNull(),
  conversationId: text('conversation_id').notNull(),
});

/** What is known of a Slack channel: its pace, and why it cannot be posted to. */
export const channels = thumbline.table(
  'channels',
  {
    /** A channel that two workspaces share has a row for each: each has its own app in it. */
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    /** One post a second per channel, across replicas. */
    nextPostAt: instant('next_post_at').notNull().defaultNow(),
    /** Slack's error code, with a missing scope behind a space; null: healthy. Its deliveries wait, and one is tried at `retryAt`. */
    blockedBy: text('blocked_by'),
    blockedAt: instant('blocked_at'),
    retryAt: instant('retry_at'),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] })],
);

/** What came of a conversation. No row, or a re-test that failed: open. */
export const triage = thumbline.table(
  'triage',
  {
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    outcome: text('outcome').$type<Outcome>().notNull(),
    owner: text('owner'),
    note: text('note'),
    link: text('link'),
    decidedBy: text('decided_by').notNull(),
    decidedAt: instant('decided_at').notNull().defaultNow(),
    doneBy: text('done_by'),
    doneAt: instant('done_at'),
    retest: text('retest').$type<Retest>(),
    retestedBy: text('retested_by'),
    retestedAt: instant('retested_at'),
    /** Grows with every change: a change names the version that its maker saw. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.assistantId, t.conversationId] }),
    index('triage_of_person').on(sql`coalesce(owner, done_by)`).where(sql`retest is distinct from 'passed'`),
    index('triage_to_retest').on(t.doneAt).where(sql`done_at is not null and retest is null`),
    check('triage_outcome', sql`${t.outcome} in ('knowledge', 'rule', 'handover', 'not ours', 'can''t tell')`),
    check('triage_done_whole', sql`(${t.doneBy} is null) = (${t.doneAt} is null)`),
    check('triage_retest', sql`${t.retest} in ('passed', 'failed')`),
    check(
      'triage_retest_whole',
      sql`(${t.retest} is null) = (${t.retestedBy} is null) and (${t.retest} is null) = (${t.retestedAt} is null)`,
    ),
    check('triage_retest_of_done', sql`${t.retest} is null or ${t.doneAt} is not null`),
  ],
);

/** Every change of a triage, as it was then. */
export const triageEvents = thumbline.table(
  'triage_events',
  {
    id: identity('id'),
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    at: instant('at').notNull().defaultNow(),
    actor: text('actor').notNull(),
    action: text('action').$type<TriageAction>().notNull(),
    outcome: text('outcome').$type<Outcome>().notNull(),
    owner: text('owner'),
    note: text('note'),
    link: text('link'),
  },
  (t) => [
    index('triage_events_by_conversation').on(t.assistantId, t.conversationId, t.id),
    check('triage_events_action', sql`${t.action} in ('decided', 'done', 'passed', 'failed')`),
  ],
);

/** Which conversation a person who walks through the open ones has before them: nobody else gets it meanwhile. */
export const triageReservations = thumbline.table(
  'triage_reservations',
  {
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    person: text('person').notNull(),
    until: instant('until').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.assistantId, t.conversationId] }),
    index('triage_reservations_by_person').on(t.person),
  ],
);

/** What a person has put aside on the walk: it does not come again to them for a while. */
export const triageSkips = thumbline.table(
  'triage_skips',
  {
    person: text('person').notNull(),
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    until: instant('until').notNull(),
  },
  (t) => [primaryKey({ columns: [t.person, t.assistantId, t.conversationId] })],
);

/** Who did what, and when. Ids only: never text of a shopper. */
export const audit = thumbline.table(
  'audit',
  {
    id: identity('id'),
    at: instant('at').notNull().defaultNow(),
    /** A Slack user id, or `cli`. */
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: jsonb('subject').notNull(),
  },
  (t) => [index('audit_by_time').on(t.at)],
);

/** Where a source's reading of another platform stands. */
export const syncCursors = thumbline.table(
  'sync_cursors',
  {
    source: text('source').notNull(),
    relation: text('relation').notNull(),
    cursor: text('cursor').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.relation] })],
);

export const settings = thumbline.table('settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
});
