import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  primaryKey,
  smallint,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import type { Scope } from '../../csat/subscription.ts';
import { alerts, rollups } from './alerts.ts';
import { identity, instant } from './columns.ts';
import { subscriptions } from './subscriptions.ts';
import { thumbline, workspaceId } from './thumbline.ts';

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
