import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { identity, instant } from './columns.ts';
import { subscriptions } from './subscriptions.ts';
import { thumbline } from './thumbline.ts';

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
