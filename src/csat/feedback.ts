/** The shopper's verdict on a whole conversation. `neutral` comes only from sources with a 1–5 scale. */
export type Verdict = 'up' | 'down' | 'neutral';
/** The shopper's mark under one assistant message. Independent of the rating. */
export type Thumb = 'up' | 'down';
export type Environment = 'real' | 'sandbox';
export type Role = 'shopper' | 'assistant' | 'agent';
/** What a person reads for a rating; Unknown means that nobody rated. */
export type Satisfaction = 'Positive' | 'Negative' | 'Neutral' | 'Unknown';
/** The list filter: conversations rated up, rated down, not rated. */
export type Feedback = 'upvote' | 'downvote' | 'unknown';
/** What came of a conversation once a person read it. */
export type Outcome = 'knowledge' | 'rule' | 'handover' | 'not ours' | "can't tell";

export const OUTCOMES: readonly Outcome[] = ['knowledge', 'rule', 'handover', 'not ours', "can't tell"];

/** How many assistant messages carry each current thumb. */
export type ThumbCounts = { up: number; down: number };

/**
 * The point that a rating puts on the 1–5 scale.
 * A source with only a verdict gives 5 for up, 1 for down and 3 for neutral: that is how a thumb becomes a point on the chart.
 */
export function scoreOf(verdict: Verdict, score: number | null): number {
  if (score !== null) return score;
  return verdict === 'up' ? 5 : verdict === 'down' ? 1 : 3;
}

/** The verdict of a source that has only scores (1–5): 4 and 5 are up, 3 neutral, 1 and 2 down. */
export function verdictOf(score: number): Verdict {
  return score >= 4 ? 'up' : score <= 2 ? 'down' : 'neutral';
}

/** `null` is a conversation that nobody rated. */
export function satisfactionOf(verdict: Verdict | null): Satisfaction {
  if (verdict === null) return 'Unknown';
  return verdict === 'up' ? 'Positive' : verdict === 'down' ? 'Negative' : 'Neutral';
}
