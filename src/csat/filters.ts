import type { Environment, Feedback, Outcome } from './feedback.ts';
import type { Period } from './period.ts';
import type { Scope } from './subscription.ts';

/** Which conversations a list shows. Empty lists and nulls mean "any". */
export type ConversationFilter = Scope & {
  /** Of `ratedAt` for rated conversations, of `startedAt` for unrated ones. */
  period: Period | null;
  environment: Environment;
  /** `open`: nobody has set an outcome yet. */
  triage: 'open' | Outcome | null;
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
