import type { ConversationKey } from './conversation.ts';
import type { Outcome } from './feedback.ts';

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

/** One conversation that is a person's to fix or to try again. */
export type TaskEntry = ConversationKey & {
  assistantName: string;
  /** The title or the first question; null: neither. */
  name: string | null;
  outcome: Outcome;
  stage: 're-test' | 'open' | 'decided';
  /** Since when it has been at that stage. */
  since: Date;
};

/** Those to try again first, then those whose fix failed, then the rest; the longest waiting first. */
export type TaskList = { entries: TaskEntry[]; count: number };
