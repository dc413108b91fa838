import type { Acknowledgement } from './alert.ts';
import type { ConversationKey } from './conversation.ts';
import type { Outcome, Verdict } from './feedback.ts';

/** More alerts than this, waiting for one channel, become one card. */
export const ROLL_UP_ABOVE = 5;
/** A roll-up that no alert has joined for so long takes no more: the next burst gets the next card. */
export const ROLLUP_CLOSES_AFTER_MINUTES = 15;
/** How many of a roll-up's alerts a page of its list has. */
export const ROLLUP_PAGE_ROWS = 10;

/** One alert of a roll-up, in a line or two. */
export type RollupEntry = {
  alertId: number;
  /** null: it was erased. */
  conversation:
    | (ConversationKey & {
        assistantName: string;
        locale: string | null;
        topics: string[];
        title: string | null;
        firstQuestion: string | null;
        /** null: the rating was withdrawn, or a single thumb is what is told of. */
        verdict: Verdict | null;
        negativeReason: string | null;
        ratedAt: Date | null;
        /** null: open. */
        triage: Outcome | null;
      })
    | null;
  acknowledged: Acknowledgement | null;
};

/** A word and how many of the alerts have it, most first. */
export type Tally = { text: string; count: number };

/** The card of a burst: everything its view shows. */
export type Rollup = {
  id: number;
  total: number;
  acknowledged: number;
  /** How many are no downvote any more: changed, withdrawn or erased. */
  settled: number;
  firstAt: Date;
  lastAt: Date;
  assistants: Tally[];
  topics: Tally[];
  /** Reasons that more than one shopper gave, word for word. */
  reasons: Tally[];
  newest: RollupEntry[];
};

/** A page (counted from 0) of the list behind the card, newest first. */
export type RollupPage = {
  rollupId: number;
  total: number;
  acknowledged: number;
  page: number;
  pages: number;
  entries: RollupEntry[];
};
