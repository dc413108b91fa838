import type { ConversationKey } from './conversation.ts';
import type { Outcome } from './feedback.ts';
import type { GapDecision, GapTriage } from './gap-decision.ts';
import type { Effect, Share } from './gap-effect.ts';
import { addDays, type Day, dayOf } from './period.ts';

/** The name of a question: the shopper's message in its conversation. */
export type QuestionKey = ConversationKey & { message: string };

/** One text for each question, to look it up by. */
export const questionName = ({ assistant, id, message }: QuestionKey): string =>
  JSON.stringify([assistant, id, message]);

/** `open`: to be worked on. `done`: somebody says that it is fixed. `dismissed`: nobody wants to see it again. */
export type GapStatus = 'open' | 'done' | 'dismissed';

/** A group of similar questions that keeps its name and its history while conversations join and leave. */
export type Gap = {
  id: number;
  subscriptionId: number;
  /** Given by a person; null: it is called by its sample question. */
  name: string | null;
  /** The name of its most central question; null: it has none left. */
  sample: QuestionKey | null;
  /** That question as the shopper wrote it: hostile text. */
  question: string | null;
  status: GapStatus;
  outcome: Outcome | null;
  owner: string | null;
  note: string | null;
  /** To the change; http or https. */
  link: string | null;
  /** When and by whom it was marked done; null: it is not done. */
  closedAt: Date | null;
  closedBy: string | null;
  /** Grows with every change that a person makes: a change names the version that its maker saw. */
  version: number;
};

/** A gap that another one can be merged with. */
export type OtherGap = Pick<Gap, 'id' | 'name' | 'question' | 'status'>;

/** What a gap weighed in a period. A conversation counts once, however often its shopper complained. */
export type GapCounts = {
  conversations: number;
  /** In the period of equal length just before; null: that began before gaps are known. */
  conversationsBefore: number | null;
  downvotes: number;
  thumbsDown: number;
};

/** A row of the list of gaps. */
export type GapRow = Gap & GapCounts & { topics: string[]; firstAt: Date; lastAt: Date };

/** The gaps of a period, the largest first, and all downvotes of the period, which their shares are of. */
export type GapList = {
  gaps: GapRow[];
  downvotes: number;
  /** Gaps with a single conversation, which are not listed, unless people work on them. */
  single: number;
  /** Gaps that people have dismissed. */
  dismissed: number;
  /** The period began before gaps are known: everything is counted from that day on. */
  countedFrom: Day | null;
};

/** Which gaps a list is of: what is to be worked on or done, of that only what was marked done, or what nobody wanted to see again. */
export type GapShelf = 'standing' | 'done' | 'dismissed';

/** One conversation of a gap. Text is as the shopper wrote it. */
export type GapConversation = ConversationKey & {
  question: string;
  /** When its newest feedback came. */
  at: Date;
  locale: string | null;
  negativeReason: string | null;
  downvoted: boolean;
  thumbsDown: number;
  /** The outcome that stands; null: open. */
  triage: Outcome | null;
};

export const GAP_PAGE_ROWS = 5;

/** A page of a gap's conversations, newest first. Pages are counted from 0. */
export type GapPage = { page: number; pages: number; total: number; conversations: GapConversation[] };

/** What a gap's window shows beside the gap itself. */
export type GapDetail = {
  gap: Gap;
  /** Whose days it is told in: its subscription's. */
  zone: string;
  conversations: GapPage;
  /** The shoppers' reasons, newest first. */
  reasons: string[];
  topics: string[];
  firstAt: Date | null;
  lastAt: Date | null;
  /** null: it is not done. */
  effect: Effect | null;
  /** The gap's share of the conversations of each week, before it was marked done and since. Empty: it is not done. */
  weeks: { before: Share[]; after: Share[] };
  history: GapEvent[];
};

export type GapAction =
  | 'renamed'
  | 'decided'
  | 'noted'
  | 'owned'
  | 'done'
  | 'reopened'
  | 'dismissed'
  | 'restored'
  | 'merged'
  | 'split';

/** One entry of a gap's history. `detail` is the outcome, the owner or the other gap's id; null where there is none. */
export type GapEvent = { at: Date; actor: string; action: GapAction; detail: string | null };

/** What a change came to. `gap` is what stands, `before` what stood; `splitOff`: the gap that a conversation has become. */
export type GapChange = { changed: boolean; gap: Gap; before: Gap; splitOff: number | null };

/** What became of a decision. `overtaken`: somebody was faster, so nothing was written. `triaged` null: nothing was to be set. */
export type GapWork = { overtaken: boolean; triaged: GapTriage | null };

/** The version of a gap that nobody has changed yet. */
export const FIRST_VERSION = 1;

/** What a person does to a gap. */
export type GapStep =
  | ({ do: 'work'; name: string | null } & GapDecision)
  | { do: 'done' | 'reopen' | 'dismiss' | 'restore' }
  | { do: 'merge'; into: number }
  | { do: 'split'; conversation: ConversationKey };

/** How far back a gap's questions are grouped: four weeks before a fix, and up to five after it. */
export const GAP_WINDOW_DAYS = 70;
/** From when on a subscription's gaps are known. */
export const gapsKnownFrom = (now: Date, zone: string): Day => addDays(dayOf(now, zone), -GAP_WINDOW_DAYS);
/** A window's newest questions; older ones beyond are left out. */
export const MOST_QUESTIONS = 50_000;

/** A gap as a digest freezes it: no text of a shopper, so that an erased conversation leaves nothing behind. */
export type DigestGap = {
  /** null: the digest is of no subscription, so nobody follows its gaps. */
  id: number | null;
  name: string | null;
  sample: QuestionKey;
  conversations: number;
  conversationsBefore: number;
  /** Of the week's downvotes; null: there are none. */
  share: number | null;
};

/** A gap that was marked done three to five weeks before the end of the digest's week. */
export type ClosedGap = { id: number; name: string | null; sample: QuestionKey | null; closedOn: Day; effect: Effect };
