import type { Conversation, ConversationKey } from '../csat/conversation.ts';
import type { GapChange, GapDetail, GapList, GapShelf, GapStep, GapWork, OtherGap } from '../csat/gap.ts';
import type { GapDecision } from '../csat/gap-decision.ts';
import type { Period } from '../csat/period.ts';
import type { Scope } from '../csat/subscription.ts';

/** Which gap, as a button in this channel named it. */
export type GapAsked = { gapId: number; channelId: string };

/** What this room asks of gaps. A gap is only ever found in the channel whose subscription it is of. */
export type GapQuestions = {
  /** Those of the channel's subscription, brought up to date where that can be done now, else as they were last found; of everything, by nobody followed, where there is none. */
  list: (asked: {
    channelId: string;
    period: Period;
    filter: Scope;
    shelf: GapShelf;
  }) => Promise<{ list: GapList; followed: boolean; fresh: boolean }>;
  /** null: there is no such gap in that channel. One that was merged is the one that it was merged into. */
  load: (asked: GapAsked & { page: number }) => Promise<GapDetail | null>;
  /** One of the gap's conversations; null: it is not, or not any more. */
  loadConversation: (asked: GapAsked & { key: ConversationKey }) => Promise<Conversation | null>;
  /** The channel's other gaps that it can be merged with, the largest of late first. */
  listOthers: (asked: GapAsked) => Promise<OtherGap[]>;
  /** Does it if the gap still is what the person saw. `changed` false: it was not; `gap` is what stands. null: there is no such gap there. */
  change: (order: GapAsked & { by: string; seenVersion: number; step: GapStep }) => Promise<GapChange | null>;
  /**
   * Writes name and decision if the gap still is what the person saw, and sets an outcome for its conversations that follow it
   * and that the person may decide. `memberOf`: the user groups that they are in; null: no subscription names any. All of it is
   * done, or nothing. null: there is no such gap there.
   */
  work: (
    order: GapAsked & {
      by: string;
      seenVersion: number;
      name: string | null;
      decision: GapDecision;
      memberOf: string[] | null;
    },
  ) => Promise<GapWork | null>;
};
