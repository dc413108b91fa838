import type { Period } from './period.ts';

/** Which single signals get a card: downvotes, downvotes and thumbs down under one message, or none. */
export type AlertChoice = 'downvotes' | 'thumbs' | 'off';

/** Whose feedback a reader asks for. An empty list means all. A locale is a language (`de`) or a language and region (`de-AT`). */
export type Scope = { assistants: string[]; locales: string[]; topics: string[] };
export const EVERYTHING: Scope = { assistants: [], locales: [], topics: [] };

/** When the weekly digest is posted, in local time: ISO weekday 1 (Monday) to 7, `HH:MM`. */
export type DigestTime = { weekday: number; time: string };

/** A Slack channel's standing order. A channel has at most one that has not ended. */
export type Subscription = Scope & {
  id: number;
  /** Slack's id of its workspace; '': of none yet, as before a token was taken. */
  workspaceId: string;
  channelId: string;
  /** null: no digest. */
  digest: DigestTime | null;
  zone: string;
  /** BCP 47 language of the digest's words. */
  language: string;
  alerts: AlertChoice;
  /** Minutes an alert may stay unacknowledged; null: never escalated. */
  escalateAfterMinutes: number | null;
  /** A Slack user (U…) or user group (S…) id; null: nobody is mentioned. */
  escalateTo: string | null;
  /** A Slack user group (S…): only its members acknowledge, triage and change the settings; null: everybody in the channel. */
  acknowledgeGroup: string | null;
  createdBy: string | null;
  /** Feedback that arrived before this instant is history and owes no alert. */
  beganAt: Date;
};

/** `workspaceId` missing: the workspace of the first token. */
export type SubscriptionOrder = Omit<Subscription, 'id' | 'beganAt' | 'workspaceId'> & { workspaceId?: string };

/** The week that a digest reports on, and the local Monday that names it. */
export type DigestWeek = { subscription: Subscription; period: Period; dueAt: Date };
