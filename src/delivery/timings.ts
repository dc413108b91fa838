/** Every span of the protocol, in milliseconds. Tests shrink them; the proportions are what makes it right. */
export type DeliveryTimings = {
  /** How often work is looked for when no hint comes. */
  pollMs: number;
  reconcileEveryMs: number;
  verifyEveryMs: number;
  /** One post per channel in this span, across replicas. */
  paceMs: number;
  /** How long a claim is exclusive. Longer than `sendGuardMs` and `httpDeadlineMs` together. */
  leaseMs: number;
  /** A claim older than this is not sent any more: the process may have been frozen. */
  sendGuardMs: number;
  /** When a call to Slack is given up. */
  httpDeadlineMs: number;
  /** How long a message may take to appear after its call was given up or its sender's lease was over. */
  settleMs: number;
  /** When a channel is looked through for late twins of a doubtful message: after it was found, and after its last post. */
  verifyAfterMs: number;
  verifyLastAfterMs: number;
  /** For how long that is tried where the channel's history cannot be read. */
  verifyGiveUpMs: number;
  /** How much older than the first try a message may look: clocks differ. */
  clockSkewMs: number;
  backOff: { baseMs: number; capMs: number };
  blockedRetry: { soonMs: number; soonForMs: number; laterMs: number };
  /** How long a picture that Slack is still checking is waited for, in doubling steps from the first. */
  fileWaitFirstMs: number;
  fileWaitMs: number;
  /** How long stopping waits for what is under way. */
  stopWithinMs: number;
};

export const PRODUCTION_TIMINGS: DeliveryTimings = {
  pollMs: 1_000,
  reconcileEveryMs: 5_000,
  verifyEveryMs: 60_000,
  paceMs: 1_000,
  leaseMs: 30_000,
  sendGuardMs: 2_000,
  httpDeadlineMs: 10_000,
  settleMs: 15_000,
  verifyAfterMs: 5 * 60_000,
  verifyLastAfterMs: 60 * 60_000,
  verifyGiveUpMs: 7 * 24 * 60 * 60_000,
  clockSkewMs: 5 * 60_000,
  backOff: { baseMs: 1_000, capMs: 15 * 60_000 },
  blockedRetry: { soonMs: 60_000, soonForMs: 60 * 60_000, laterMs: 60 * 60_000 },
  fileWaitFirstMs: 1_000,
  fileWaitMs: 2 * 60_000,
  stopWithinMs: 12_000,
};
