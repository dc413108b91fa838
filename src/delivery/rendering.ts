import { isDeepStrictEqual } from 'node:util';
import type { Claim } from '../db/deliveries-claim.ts';
import type { Delivering } from './delivering.ts';
import { below, type Rung } from './ladder.ts';
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
  rung: Rung,
  { renew, putOff }: ClaimKeeping,
): Promise<SlackMessage | null | undefined> {
  // A renewal that fails needs no care here: the claim is checked once more before anything is sent.
  const heartbeat = setInterval(() => renew().catch(() => false), timings.leaseMs / 3);
  let message: SlackMessage | null;
  try {
    message = await render({ ...claim, ...rung });
  } catch (error) {
    logger.error({ err: error, key: claim.key }, 'A message could not be rendered');
    await putOff('render_failed');
    return undefined;
  } finally {
    clearInterval(heartbeat);
  }
  return message !== null && claim.possibleRepeat ? withRepeatNote(message) : message;
}

/**
 * Renders the claimed message anew with less in it, since Slack refused it: the next rung on which it says something else. The
 * last one is tried in any case. null: there is none below.
 */
export async function renderBelow(
  delivering: Delivering,
  claim: Claim,
  refused: { rung: Rung; message: SlackMessage },
  keeping: ClaimKeeping,
): Promise<{ rung: Rung; message: SlackMessage | null | undefined } | null> {
  let rung = below(claim, refused.rung);
  while (rung !== null) {
    const message = await renderOrPutOff(delivering, claim, rung, keeping);
    const next = below(claim, rung);
    if (next === null || !message || !isDeepStrictEqual(message, refused.message)) return { rung, message };
    rung = next;
  }
  return null;
}
