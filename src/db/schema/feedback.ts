import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgSchema, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import type { Environment, Role, Thumb, Verdict } from '../../csat/feedback.ts';
import { instant } from './columns.ts';

/**
 * The contract: a chat platform, an importer, a sync or the capture API writes it, Thumbline reads it.
 * `assistant_id` leads every key, so that the same schema can be distributed by it.
 * Triggers, covering indexes and vacuum settings that Drizzle cannot express are in drizzle/0001_*.sql.
 */
export const feedback = pgSchema('feedback');

export const assistants = feedback.table(
  'assistants',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** IANA zone of the shop. */
    zone: text('zone').notNull().default('UTC'),
    /** Where a person opens a conversation: a URL with `{id}` in it. */
    conversationUrl: text('conversation_url'),
  },
  (t) => [check('assistants_id_not_empty', sql`${t.id} <> ''`)],
);

/** Of `locale`, in lower case: `de` of `de-AT`. */
const LANGUAGE = sql`split_part(lower(replace(locale, '_', '-')), '-', 1)`;

export const conversations = feedback.table(
  'conversations',
  {
    assistantId: text('assistant_id')
      .notNull()
      .references(() => assistants.id),
    id: text('id').notNull(),
    environment: text('environment').$type<Environment>().notNull().default('real'),
    startedAt: instant('started_at').notNull(),
    resolvedAt: instant('resolved_at'),
    /** BCP 47, as the source gave it. */
    locale: text('locale'),
    shopper: text('shopper'),
    title: text('title'),
    summary: text('summary'),
    topics: text('topics').array().notNull().default(sql`'{}'::text[]`),
    url: text('url'),
    /** null: not rated. The four columns below are null with it. */
    verdict: text('verdict').$type<Verdict>(),
    /** 1–5; null where the source has only a verdict. */
    score: smallint('score'),
    negativeReason: text('negative_reason'),
    ratedAt: instant('rated_at'),
    /** When the stored rating last changed, withdrawal included. A trigger stamps it: writers leave it alone. */
    ratingUpdatedAt: instant('rating_updated_at'),
    /** When the current verdict became known to this database. A trigger stamps it: writers leave it alone. */
    ratingArrivedAt: instant('rating_arrived_at'),
  },
  (t) => [
    primaryKey({ columns: [t.assistantId, t.id] }),
    index('conversations_by_start').on(t.assistantId, t.environment, t.startedAt.desc(), t.id.desc()),
    index('conversations_unrated')
      .on(t.assistantId, t.environment, t.startedAt.desc(), t.id.desc(), t.locale)
      .where(sql`verdict is null`),
    index('conversations_by_verdict')
      .on(t.assistantId, t.environment, t.verdict, t.ratedAt.desc(), t.id.desc(), t.locale)
      .where(sql`verdict is not null`),
    // The same two of all assistants together, and of one language. An id is never empty: that is said so that only a question
    // about all assistants, which says it too, finds the first two; for one assistant, a plan that goes through all may look cheap.
    index('conversations_unrated_of_all')
      .on(t.environment, t.startedAt.desc(), t.id.desc(), t.assistantId.desc(), t.locale)
      .where(sql`verdict is null and id <> ''`),
    index('conversations_by_verdict_of_all')
      .on(t.environment, t.verdict, t.ratedAt.desc(), t.id.desc(), t.assistantId.desc(), t.locale)
      .where(sql`verdict is not null and id <> ''`),
    index('conversations_unrated_by_language')
      .on(t.assistantId, t.environment, LANGUAGE, t.startedAt.desc(), t.id.desc(), t.locale)
      .where(sql`verdict is null and locale is not null`),
    index('conversations_by_verdict_and_language')
      .on(t.assistantId, t.environment, t.verdict, LANGUAGE, t.ratedAt.desc(), t.id.desc(), t.locale)
      .where(sql`verdict is not null and locale is not null`),
    index('conversations_by_url').using('hash', t.url).where(sql`url is not null`),
    check('conversations_id_not_empty', sql`${t.id} <> ''`),
    check('conversations_environment', sql`${t.environment} in ('real', 'sandbox')`),
    check('conversations_verdict', sql`${t.verdict} in ('up', 'down', 'neutral')`),
    check('conversations_score', sql`${t.score} between 1 and 5`),
    check('conversations_rating_has_time', sql`(${t.verdict} is null) = (${t.ratedAt} is null)`),
    check(
      'conversations_no_rating_no_details',
      sql`${t.verdict} is not null or (${t.score} is null and ${t.negativeReason} is null)`,
    ),
  ],
);

export const messages = feedback.table(
  'messages',
  {
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    id: text('id').notNull(),
    role: text('role').$type<Role>().notNull(),
    body: text('body').notNull(),
    sentAt: instant('sent_at').notNull(),
    /** The place in the source's own order. Turns are read by position, then sent_at, then id; a writer without an order leaves 0. */
    position: integer('position').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.assistantId, t.conversationId, t.id] }),
    foreignKey({
      columns: [t.assistantId, t.conversationId],
      foreignColumns: [conversations.assistantId, conversations.id],
    }).onDelete('cascade'),
    check('messages_id_not_empty', sql`${t.id} <> ''`),
    check('messages_role', sql`${t.role} in ('shopper', 'assistant', 'agent')`),
  ],
);

/** The shopper's current thumb under one message: narrow, because that is what is counted. */
export const thumbs = feedback.table(
  'thumbs',
  {
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    messageId: text('message_id').notNull(),
    value: text('value').$type<Thumb>().notNull(),
    reason: text('reason'),
    givenAt: instant('given_at').notNull(),
    /** When the stored thumb last changed. A trigger stamps it: writers leave it alone. */
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.assistantId, t.conversationId, t.messageId] }),
    foreignKey({
      columns: [t.assistantId, t.conversationId, t.messageId],
      foreignColumns: [messages.assistantId, messages.conversationId, messages.id],
    }).onDelete('cascade'),
    check('thumbs_value', sql`${t.value} in ('up', 'down')`),
  ],
);
