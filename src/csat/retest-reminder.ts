import type { Conversation, ConversationKey } from './conversation.ts';

/** So long after a fix is marked done its owner is asked to try the conversation again. */
export const RETEST_AFTER_HOURS = 24;

/** What is told to the person who should try a conversation again. */
export type RetestReminder = {
  key: ConversationKey;
  /** When the fix that it is about was marked done. */
  doneAt: Date;
  /** null: it was erased. */
  conversation: Conversation | null;
};

/** Whether the fix that was meant still waits for its re-test: nobody has tried it, and nobody has decided anew. */
export function isRetestDue({ conversation, doneAt }: RetestReminder): boolean {
  const triage = conversation?.triage ?? null;
  return triage !== null && triage.retest === null && triage.doneAt?.getTime() === doneAt.getTime();
}
