import type { Claim } from '../db/deliveries-claim.ts';
import type { Delivering } from './delivering.ts';
import { type SlackMessage, withRepeatNote } from './message.ts';

/**
 * Renders what the claimed message should say. Pictures can take longer than a lease: `renew` keeps the claim meanwhile.
 * @throws what the renderer throws.
 */
export async function renderClaimed(
  { render, timings }: Delivering,
  claim: Claim,
  { plain, renew }: { plain: boolean; renew: () => Promise<boolean> },
): Promise<SlackMessage | null> {
  // A renewal that fails needs no care here: the claim is checked once more before anything is sent.
  const heartbeat = setInterval(() => renew().catch(() => false), timings.leaseMs / 3);
  try {
    const message = await render({ ...claim, plain });
    return message !== null && claim.possibleRepeat ? withRepeatNote(message) : message;
  } finally {
    clearInterval(heartbeat);
  }
}
