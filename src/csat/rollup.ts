import type { AlertEntry } from './alert.ts';

/** More alerts than this, waiting for one channel, become one card. */
export const ROLL_UP_ABOVE = 5;
/** In a channel that has been closed to us for so long, all alerts that wait become one card, however few. */
export const ROLL_UP_WHEN_BLOCKED_FOR_HOURS = 24;
/**
 * A roll-up in Slack that no alert has joined for so long takes no more: the burst is over. It must be short: Slack announces
 * a new message but no edit, so that an alert which joins a card is one that nobody is told of.
 */
export const ROLLUP_CLOSES_AFTER_MINUTES = 2;
/** Nor does one that the channel has had for so long, however steadily they come: the next card tells of them anew. */
export const ROLLUP_LASTS_AT_MOST_MINUTES = 15;
/** How many of a roll-up's alerts a page of its list has. */
export const ROLLUP_PAGE_ROWS = 10;

/** A word and how many of the alerts have it, most first. */
export type Tally = { text: string; count: number };

/** The card of a burst: everything its view shows. */
export type Rollup = {
  id: number;
  total: number;
  /** How many of them tell of a single thumb. */
  thumbs: number;
  acknowledged: number;
  /** How many somebody has yet to take: they stand, and nobody acknowledged or triaged them. */
  open: number;
  /** Of how many it does not hold any more: changed, withdrawn or erased. */
  settled: number;
  firstAt: Date;
  lastAt: Date;
  assistants: Tally[];
  topics: Tally[];
  /** Reasons that more than one shopper gave, word for word. */
  reasons: Tally[];
  newest: AlertEntry[];
};

/** A page (counted from 0) of the list behind the card, newest first. */
export type RollupPage = {
  rollupId: number;
  total: number;
  thumbs: number;
  acknowledged: number;
  page: number;
  pages: number;
  entries: AlertEntry[];
};
