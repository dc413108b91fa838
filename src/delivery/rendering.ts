import type { Claim } from '../db/deliveries-claim.ts';
import type { Delivering } from './delivering.ts';
import { type SlackMessage, withRepeatNote } from './message.ts';

/** How a claim to post and a claim to update differ: how each is prolonged, and how each is put off. */
export type ClaimKeeping = { renew: () => Promise<boolean>; putOff: (error: string) => Promise<unknown> };

/**
 * Renders what the claimed message should say. Pictures can take longer than a lease: `renew` keeps the claim meanwhile.
 * null: nothing is owed any more. undefined: it could not be rendered, and is put off.
 */
export async function renderOrPutOff(
  { render, timings, logger }: Delivering,
  claim: Claim,
  plain: boolean,
  { renew, putOff }: ClaimKeeping,
): Promise<SlackMessage | null | undefined> {
  // A renewal that fails needs no care here: the claim is checked once more before anything is sent.
  const heartbeat = setInterval(() => renew().catch(() => false), timings.leaseMs / 3);
  let message: SlackMessage | null;
  try {
    message = await render({ ...claim, plain });
  } catch (error) {
    logger.error({ err: error, key: claim.key }, 'A message could not be rendered');
    await putOff('render_failed');
    return undefined;
  } finally {
    clearInterval(heartbeat);
  }
  return message !== null && claim.possibleRepeat ? withRepeatNote(message) : message;
}
