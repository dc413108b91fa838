import type { Outcome } from './feedback.ts';
import { stageOf, type Triage } from './triage.ts';

/** What people decided of a gap, for all of its conversations. `outcome` null: nothing yet. */
export type GapDecision = { outcome: Outcome | null; owner: string | null; note: string | null; link: string | null };

export const isSameDecision = (a: GapDecision, b: GapDecision): boolean =>
  a.outcome === b.outcome && a.owner === b.owner && a.note === b.note && a.link === b.link;

/**
 * For how many conversations a gap's decision was set. `kept`: they stay as they were decided by themselves; `refused`: as
 * they are, since the person may not decide them.
 */
export type GapTriage = { set: number; kept: number; refused: number };

/**
 * Whether a conversation follows what is decided of its gap: while it is open, and where it stands as the gap decided
 * before. What somebody decided of it by itself stays, as does a fix that is done.
 */
export function followsGap(
  standing: Triage | null,
  { decision, before }: Record<'decision' | 'before', GapDecision>,
): boolean {
  const stage = stageOf(standing);
  if (standing === null || stage === 'open') return true;
  return stage === 'decided' && isSameDecision(standing, before) && !isSameDecision(standing, decision);
}

/** What becomes of a conversation when its gap is decided; `same`: it stands so already. */
export function fateOf(
  standing: Triage | null,
  mayDecide: boolean,
  decided: Record<'decision' | 'before', GapDecision>,
): 'set' | 'same' | 'kept' | 'refused' {
  if (followsGap(standing, decided)) return mayDecide ? 'set' : 'refused';
  return standing !== null && isSameDecision(standing, decided.decision) ? 'same' : 'kept';
}
