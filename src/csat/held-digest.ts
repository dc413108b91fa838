/**
 * A digest that may or may not be in its channel: Slack's answer was lost, and its history may not be read.
 * It is neither posted again nor given up before somebody has looked, or the scope was granted.
 */
export type HeldDigest = { deliveryId: number; triedAt: Date };

/** What a person who looked says is to be done with it. `keep`: it is there. */
export type HeldDigestDecision = 'post again' | 'keep';
