import type { Outcome } from '../csat/feedback.ts';
import type { GapChange, GapDetail, GapList, GapShelf, GapStep, OtherGap } from '../csat/gap.ts';
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
  /** The channel's other gaps that it can be merged with, the largest of late first. */
  listOthers: (asked: GapAsked) => Promise<OtherGap[]>;
  /** Does it if the gap still is what the person saw. `changed` false: it was not; `gap` is what stands. null: there is no such gap there. */
  change: (order: GapAsked & { by: string; seenVersion: number; step: GapStep }) => Promise<GapChange | null>;
  /**
   * Sets what was decided for all its conversations that are open, or that stand as the gap decided `before`. `kept`: how many
   * stay as they were decided by themselves.
   */
  triageAll: (
    order: GapAsked & { by: string; decision: GapDecision & { outcome: Outcome }; before: GapDecision },
  ) => Promise<{ set: number; kept: number }>;
};
