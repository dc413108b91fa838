import type { ConversationKey } from './conversation.ts';

/** One alert as a list shows it. */
export type AlertEntry = ConversationKey & {
  channelId: string;
  assistantName: string;
  /** What the shopper gave as reason; null: nothing. */
  reason: string | null;
  /** When the alert was owed. */
  at: Date;
  /** null: nobody has it. */
  acknowledgedAt: Date | null;
};

/** The newest ones, and how many there are. */
export type AlertList = { entries: AlertEntry[]; count: number };
