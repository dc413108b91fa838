import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import type { Outcome } from '../../csat/feedback.ts';
import type { GapAction, GapStatus } from '../../csat/gap.ts';
import { identity, instant } from './columns.ts';
import { assistants, messages } from './feedback.ts';
import { subscriptions } from './subscriptions.ts';
import { thumbline } from './thumbline.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** A question, and the vector that it is compared by. */
const embedded = {
  assistantId: text('assistant_id').notNull(),
  conversationId: text('conversation_id').notNull(),
  messageId: text('message_id').notNull(),
  /** Of the words that the vector was made of, and their language: others, and it is made anew. */
  bodyDigest: text('body_digest').notNull(),
  /** null: nobody has looked whether a model knows its language. */
  embeddedAt: instant('embedded_at'),
  /** The model that made the vector; null: none knows its language. */
  model: text('model'),
  /** Little-endian float32. */
  vector: bytes('vector'),
  changedAt: instant('changed_at').notNull().defaultNow(),
};

/**
 * What a shopper had asked when an answer got a thumb down, or a conversation a downvote. The words stay in the message:
 * erased with it, nothing is left here.
 */
export const questions = thumbline.table(
  'questions',
  {
    ...embedded,
    /** When the newest thumb down under its answers was given; null: there is none. */
    thumbedAt: instant('thumbed_at'),
    /** When the first one was, where that is another: a period counts it once, whatever comes later. null: there is one, or none. */
    firstThumbedAt: instant('first_thumbed_at'),
    /** When its conversation was rated down, where it is the question of the turn that hurt; null: it is not. */
    downvotedAt: instant('downvoted_at'),
    hurtAt: instant('hurt_at').notNull().generatedAlwaysAs(sql`greatest(thumbed_at, downvoted_at)`),
  },
  (t) => [
    primaryKey({ columns: [t.assistantId, t.conversationId, t.messageId] }),
    foreignKey({
      name: 'questions_message',
      columns: [t.assistantId, t.conversationId, t.messageId],
      foreignColumns: [messages.assistantId, messages.conversationId, messages.id],
    }).onDelete('cascade'),
    index('questions_by_hurt').on(t.assistantId, t.hurtAt),
    index('questions_to_embed').on(t.assistantId, t.hurtAt).where(sql`embedded_at is null`),
    check('questions_vector_whole', sql`(${t.model} is null) = (${t.vector} is null)`),
  ],
);

/**
 * What shoppers asked first in the newest conversations without bad feedback: it shows what is common in a shop, and is in no
 * gap. Erased with its message, and bounded for each assistant.
 */
export const otherQuestions = thumbline.table(
  'other_questions',
  {
    ...embedded,
    /** When its conversation began. */
    startedAt: instant('started_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.assistantId, t.conversationId, t.messageId] }),
    foreignKey({
      name: 'other_questions_message',
      columns: [t.assistantId, t.conversationId, t.messageId],
      foreignColumns: [messages.assistantId, messages.conversationId, messages.id],
    }).onDelete('cascade'),
    index('other_questions_by_start').on(t.assistantId, t.startedAt),
    index('other_questions_to_embed').on(t.assistantId, t.startedAt).where(sql`embedded_at is null`),
    check('other_questions_vector_whole', sql`(${t.model} is null) = (${t.vector} is null)`),
  ],
);

/** Until which day (UTC) an assistant's other questions were chosen: once a day is enough, and one process does it. */
export const otherQuestionDays = thumbline.table('other_question_days', {
  assistantId: text('assistant_id')
    .primaryKey()
    .references(() => assistants.id, { onDelete: 'cascade' }),
  day: date('day').notNull(),
});

/** A group of similar questions in the window of one subscription, followed from week to week. */
export const gaps = thumbline.table(
  'gaps',
  {
    id: identity('id'),
    subscriptionId: bigint('subscription_id', { mode: 'number' })
      .notNull()
      .references(() => subscriptions.id),
    /** Given by a person; null: it is called by its sample. */
    name: text('name'),
    status: text('status').$type<GapStatus>().notNull().default('open'),
    outcome: text('outcome').$type<Outcome>(),
    owner: text('owner'),
    note: text('note'),
    link: text('link'),
    closedAt: instant('closed_at'),
    closedBy: text('closed_by'),
    /** The gap that it is one with now; never one that is itself merged. Its members stay its own. */
    mergedInto: bigint('merged_into', { mode: 'number' }).references((): AnyPgColumn => gaps.id),
    /** Whether people have worked on it: then regrouping neither joins it with another nor takes it apart. */
    worked: boolean('worked').notNull().default(false),
    /** The most central question, by name; it may be gone. */
    sampleAssistantId: text('sample_assistant_id'),
    sampleConversationId: text('sample_conversation_id'),
    sampleMessageId: text('sample_message_id'),
    foundAt: instant('found_at').notNull().defaultNow(),
    /** Grows with every change that a person makes. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    index('gaps_of_subscription').on(t.subscriptionId),
    index('gaps_merged').on(t.mergedInto).where(sql`merged_into is not null`),
    check('gaps_status', sql`${t.status} in ('open', 'done', 'dismissed')`),
    check('gaps_outcome', sql`${t.outcome} in ('knowledge', 'rule', 'handover', 'not ours', 'can''t tell')`),
    check('gaps_closed', sql`(${t.status} = 'done') = (${t.closedAt} is not null)`),
    check('gaps_closed_whole', sql`(${t.closedAt} is null) = (${t.closedBy} is null)`),
    check('gaps_not_merged_into_itself', sql`${t.mergedInto} <> ${t.id}`),
  ],
);

/** Which gap a question is in, for each subscription that has it in its window. */
export const gapMembers = thumbline.table(
  'gap_members',
  {
    subscriptionId: bigint('subscription_id', { mode: 'number' })
      .notNull()
      .references(() => subscriptions.id),
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    messageId: text('message_id').notNull(),
    gapId: bigint('gap_id', { mode: 'number' })
      .notNull()
      .references(() => gaps.id),
    /** A person put it there: regrouping leaves it alone. */
    pinned: boolean('pinned').notNull().default(false),
  },
  (t) => [
    primaryKey({ name: 'gap_members_key', columns: [t.subscriptionId, t.assistantId, t.conversationId, t.messageId] }),
    foreignKey({
      name: 'gap_members_question',
      columns: [t.assistantId, t.conversationId, t.messageId],
      foreignColumns: [questions.assistantId, questions.conversationId, questions.messageId],
    }).onDelete('cascade'),
    index('gap_members_by_question').on(t.assistantId, t.conversationId, t.messageId),
    index('gap_members_by_gap').on(t.gapId),
  ],
);

/** Everything that people did to gaps. Ids and outcomes only: never text of a shopper. */
export const gapEvents = thumbline.table(
  'gap_events',
  {
    id: identity('id'),
    gapId: bigint('gap_id', { mode: 'number' })
      .notNull()
      .references(() => gaps.id),
    at: instant('at').notNull().defaultNow(),
    actor: text('actor').notNull(),
    action: text('action').$type<GapAction>().notNull(),
    /** The outcome, the owner, or the other gap's id. */
    detail: text('detail'),
  },
  (t) => [index('gap_events_by_gap').on(t.gapId, t.id)],
);

/** When a subscription's window was last grouped, and who is at it. */
export const groupings = thumbline.table('groupings', {
  subscriptionId: bigint('subscription_id', { mode: 'number' })
    .primaryKey()
    .references(() => subscriptions.id),
  /** Grows with every claim and with every change that a person makes: a result is stored only by the claim it was made under. */
  fence: integer('fence').notNull().default(0),
  leaseUntil: instant('lease_until'),
  /** When it was last looked at; null: never. */
  checkedAt: instant('checked_at'),
  /** What the window held when it was last grouped; null: never. */
  seen: text('seen'),
});
