import type { Outcome } from '../csat/feedback.ts';
import type { GapWork } from '../csat/gap.ts';
import { type GapDecision, isSameDecision } from '../csat/gap-decision.ts';
import type { Subscription } from '../csat/subscription.ts';
import { changeGap } from './change-gap.ts';
import type { Database } from './client.ts';
import { recordGapTriage } from './record-gap-triage.ts';

export type GapDecisionOrder = {
  subscription: Subscription;
  gapId: number;
  by: string;
  /** The version that `by` saw: where another one is there, nothing is written. */
  seenVersion: number;
  name: string | null;
  decision: GapDecision;
  /** The user groups that `by` is in; null: no subscription of the workspace names any. */
  memberOf: string[] | null;
};

/**
 * Writes what a person decided of a gap, of it and of its conversations together. Another name alone sets nothing for those;
 * no change at all sets it for those that have joined since. null: the subscription has no such gap.
 */
export async function recordGapDecision(db: Database, order: GapDecisionOrder): Promise<GapWork | null> {
  const { subscription, gapId, by, seenVersion, name, decision, memberOf } = order;
  return db.transaction(async (tx) => {
    const step = { do: 'work' as const, name, ...decision };
    const saved = await changeGap(tx, { gapId, subscriptionId: subscription.id, by, seenVersion, step });
    if (saved === null) return null;
    const { before, changed } = saved;
    if (!changed && (before.id !== gapId || before.version !== seenVersion)) return { overtaken: true, triaged: null };
    const isOnlyName = changed && isSameDecision(decision, before);
    if (!hasOutcome(decision) || isOnlyName) return { overtaken: false, triaged: null };
    const triaged = await recordGapTriage(tx, { subscription, gapId, by, decision, before, memberOf });
    return { overtaken: false, triaged };
  });
}

const hasOutcome = (decision: GapDecision): decision is GapDecision & { outcome: Outcome } => decision.outcome !== null;
