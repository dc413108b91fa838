import type { Outcome } from './feedback.ts';
import { stageOf, type Triage } from './triage.ts';

/** What people decided of a gap, for all of its conversations. `outcome` null: nothing yet. */
export type GapDecision = { outcome: Outcome | null; owner: string | null; note: string | null; link: string | null };

export const isSameDecision = (a: GapDecision, b: GapDecision): boolean =>
  a.outcome === b.outcome && a.owner === b.owner && a.note === b.note && a.link === b.link;

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
