import type { Subscription } from './subscription.ts';

/** How many there are, and since when the oldest waits; null: none does. */
export type Backlog = { count: number; since: Date | null };

/** What is known of one channel's messages. */
export type ChannelStatus = {
  /** Slack's id of its workspace; '': of none yet. */
  workspaceId: string;
  channelId: string;
  /** null: it has ended, and something is left of it. */
  subscription: Subscription | null;
  /** When the channel last got one; null: never. An alert may have come within a roll-up. */
  lastShown: { alert: Date | null; escalation: Date | null; digest: Date | null };
  /** In the past: it is being made ready. null: there is no digest. */
  nextDigestAt: Date | null;
  /** Not in Slack yet. */
  waiting: Backlog;
  /** Slack has not said whether it took them. */
  unknown: Backlog;
  /** In Slack, with an edit to come. */
  outdated: number;
  /** Slack would not have them, in the last seven days; `lastError` is its code. */
  failed: { count: number; lastError: string | null };
  /** Why nothing can be posted: Slack's error, with a missing scope behind a space; null: healthy. */
  blocked: { by: string; since: Date; retryAt: Date | null } | null;
};

/** The ledger's health at an instant of the database's clock. */
export type ChannelStatuses = { at: Date; channels: ChannelStatus[] };
