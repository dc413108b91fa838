/**
 * A message that may or may not be in its channel: Slack's answer was lost, and its history may not be read.
 * It is neither posted again nor given up before somebody has looked, or the scope was granted; see `OnUnknown`.
 */
export type HeldMessage = { deliveryId: number; kind: HeldKind; triedAt: Date };

/** What may be held. */
export type HeldKind = (typeof HELD_KINDS)[number];
export const HELD_KINDS = ['digest', 'alert', 'rollup', 'escalation', 'reminder'] as const;

/** What a person who looked says is to be done with it. `keep`: it is there. */
export type HeldMessageDecision = 'post again' | 'keep';
