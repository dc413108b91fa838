import type { Environment, Feedback } from './feedback.ts';
import type { Period } from './period.ts';
import type { Scope } from './subscription.ts';
import type { TriageFilter } from './triage.ts';

/** Thumbs and rating that disagree: down inside but an upvote at the end, or up inside but a downvote at the end. */
export type Signal = 'recovered' | 'spoiled';
export const SIGNALS: readonly Signal[] = ['recovered', 'spoiled'];

/** The ratings among which a signal is found: in any other list it finds nothing. */
export const FEEDBACK_OF_SIGNAL: Record<Signal, Feedback> = { recovered: 'upvote', spoiled: 'downvote' };

/** Which conversations a list shows. Empty lists and nulls mean "any". */
export type ConversationFilter = Scope & {
  /** Of `ratedAt` for rated conversations, of `startedAt` for unrated ones. */
  period: Period | null;
  environment: Environment;
  /** `open`: no outcome stands. An outcome: it stands. `done`: its fix is done. `passed`: it passed the re-test. `failed`: it failed, so it is open again. */
  triage: TriageFilter | null;
  signal: Signal | null;
  /** Words in the reason or in the messages. */
  words: string | null;
};

export const ANY_CONVERSATION: ConversationFilter = {
  assistants: [],
  locales: [],
  topics: [],
  period: null,
  environment: 'real',
  triage: null,
  signal: null,
  words: null,
};

/** One page of a list: at most `limit` rows, newest first. Cursors are opaque text of a former answer. */
export type ConversationQuery = {
  feedback: Feedback;
  filter: ConversationFilter;
  limit: number;
  /** Only what is older than this cursor's row; null: from the newest. */
  after: string | null;
  /** Only what is newer than this cursor's row, nearest first but still shown newest first; null: no bound. */
  before: string | null;
};
