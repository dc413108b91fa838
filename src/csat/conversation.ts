import type { Environment, Outcome, Role, Satisfaction, Thumb, ThumbCounts, Verdict } from './feedback.ts';
import type { Triage } from './triage.ts';

/** The name of a conversation: ids are only unique within their assistant. */
export type ConversationKey = { assistant: string; id: string };

/** One row of a list of conversations. Text is as the shopper wrote it: hostile until a view has made it a leaf. */
export type ConversationSummary = ConversationKey & {
  startedAt: Date;
  resolvedAt: Date | null;
  /** null: nobody rated. */
  ratedAt: Date | null;
  satisfaction: Satisfaction;
  /** 1–5 as the source gave it, or derived from a bare verdict; null: nobody rated. */
  score: number | null;
  negativeReason: string | null;
  thumbs: ThumbCounts;
  locale: string | null;
  topics: string[];
  /** The source's title, else null; see `firstQuestion`. */
  title: string | null;
  /** The shopper's first message; null where there is none. */
  firstQuestion: string | null;
  /** Where a person can open it: the conversation's own URL, else the assistant's template filled in; null where there is neither. */
  url: string | null;
  /** The outcome that stands; null: open. */
  triage: Outcome | null;
};

/** One turn of a conversation, in order. */
export type Turn = {
  id: string;
  role: Role;
  body: string;
  sentAt: Date;
  thumb: { value: Thumb; reason: string | null; givenAt: Date } | null;
};

export type Rating = {
  verdict: Verdict;
  /** 1–5, or null where the source has only a verdict. */
  score: number | null;
  negativeReason: string | null;
  ratedAt: Date;
};

/** A whole conversation, for the transcript and the alert card. */
export type Conversation = ConversationKey & {
  assistantName: string;
  environment: Environment;
  startedAt: Date;
  resolvedAt: Date | null;
  locale: string | null;
  shopper: string | null;
  title: string | null;
  summary: string | null;
  topics: string[];
  url: string | null;
  rating: Rating | null;
  /** null: nobody has decided yet. */
  triage: Triage | null;
  turns: Turn[];
};

/** The turn that hurt: what was asked, what was answered, what the shopper did next. Each is null where there is none. */
export type TurnThatHurt = { question: Turn | null; answer: Turn | null; next: Turn | null };

/**
 * The turn that a downvote is most likely about: the newest thumbed-down answer, or the last answer where none was thumbed down.
 * `messageId`: the one that it is known to be about. `question` is the shopper's last message before it; `next` the shopper's
 * first message after it.
 */
export function turnThatHurt(turns: Turn[], messageId: string | null = null): TurnThatHurt {
  const isAnswer = (turn: Turn) => turn.role !== 'shopper';
  const isShopper = (turn: Turn) => turn.role === 'shopper';
  const named = messageId === null ? -1 : turns.findIndex(({ id }) => id === messageId);
  const thumbedDown = turns.findLastIndex((turn) => isAnswer(turn) && turn.thumb?.value === 'down');
  const at = named >= 0 ? named : thumbedDown >= 0 ? thumbedDown : turns.findLastIndex(isAnswer);
  if (at < 0) return { question: turns.findLast(isShopper) ?? null, answer: null, next: null };
  return {
    question: turns.slice(0, at).findLast(isShopper) ?? null,
    answer: turns[at] ?? null,
    next: turns.slice(at + 1).find(isShopper) ?? null,
  };
}

/** How many assistant messages carry each thumb. */
export function thumbsOf(turns: Turn[]): ThumbCounts {
  const count = (value: Thumb) =>
    turns.filter((turn) => turn.role === 'assistant' && turn.thumb?.value === value).length;
  return { up: count('up'), down: count('down') };
}
