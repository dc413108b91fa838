import { bigint, index, integer, text } from 'drizzle-orm/pg-core';
import type { Environment } from '../../csat/feedback.ts';
import { instant } from './columns.ts';
import { thumbline } from './thumbline.ts';

const count = (name: string) => integer(name).notNull();

const counts = {
  /** The ratings given in the quarter. */
  rated: count('rated'),
  scoreSum: count('score_sum'),
  scoreSquareSum: count('score_square_sum'),
  upvotes: count('upvotes'),
  neutral: count('neutral'),
  downvotes: count('downvotes'),
  /** The thumbs given in it. */
  thumbsUp: count('thumbs_up'),
  thumbsDown: count('thumbs_down'),
  /** The conversations that started in it, and how many of them are rated by now. */
  started: count('started'),
  startedRated: count('started_rated'),
};

/**
 * What happened to an assistant in a quarter of an hour (UTC): every zone's midnights are between two of them. No row: nothing.
 * A tally is right unless a mark says otherwise. Covering primary keys, which Drizzle cannot express, are in the migrations.
 */
export const tallies = thumbline.table('tallies', {
  assistantId: text('assistant_id').notNull(),
  environment: text('environment').$type<Environment>().notNull(),
  beginsAt: instant('begins_at').notNull(),
  /** Of which `localeTallies` has something. It has no default: a process from before they were kept settles no marks. */
  locales: text('locales').array().notNull(),
  ...counts,
});

/**
 * The same of each whole hour: what its quarters have, added up. Most zones have their midnights between two hours, and a period
 * has a fourth as many of them. Triggers on `tallies` keep it.
 */
export const hourTallies = thumbline.table('hour_tallies', {
  assistantId: text('assistant_id').notNull(),
  environment: text('environment').$type<Environment>().notNull(),
  beginsAt: instant('begins_at').notNull(),
  ...counts,
});

/**
 * The same of the conversations of one locale, and of one language: what happened in `de-AT` is in its own row and in that of
 * `de`, so that a scope asks for either by name. In lower case with `-`; what has no locale is in none.
 */
export const localeTallies = thumbline.table('locale_tallies', {
  assistantId: text('assistant_id').notNull(),
  environment: text('environment').$type<Environment>().notNull(),
  locale: text('locale').notNull(),
  beginsAt: instant('begins_at').notNull(),
  ...counts,
});

/**
 * Quarters whose tally may be wrong: triggers on the tables of feedback add a mark in the transaction of the change, so that
 * whoever sees the change sees the mark. Many marks of one quarter are no trouble, and writers never wait for each other.
 */
export const tallyMarks = thumbline.table(
  'tally_marks',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    assistantId: text('assistant_id').notNull(),
    beginsAt: instant('begins_at').notNull(),
  },
  (t) => [index('tally_marks_by_quarter').on(t.assistantId, t.beginsAt)],
);
