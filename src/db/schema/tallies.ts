import { bigint, index, integer, text } from 'drizzle-orm/pg-core';
import type { Environment } from '../../csat/feedback.ts';
import { instant } from './columns.ts';
import { thumbline } from './thumbline.ts';

const count = (name: string) => integer(name).notNull();

/**
 * What happened to an assistant in a quarter of an hour (UTC): every zone's midnights are between two of them. No row: nothing.
 * A tally is right unless a mark says otherwise. Its covering primary key, which Drizzle cannot express, is in the migration.
 */
export const tallies = thumbline.table('tallies', {
  assistantId: text('assistant_id').notNull(),
  environment: text('environment').$type<Environment>().notNull(),
  beginsAt: instant('begins_at').notNull(),
  /** The ratings given in it. */
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
