import type { KnownBlock } from '@slack/types';
import type { HeldDigest } from '../../csat/held-digest.ts';
import { ACTION } from '../ids.ts';
import { button, buttons, leaf, line, richText, when } from './blocks.ts';

/** The question to whoever can see the channel: is the digest there? */
export function heldDigest({ deliveryId, triedAt }: HeldDigest): KnownBlock[] {
  const value = String(deliveryId);
  return [
    richText(
      line(leaf('Is the digest of '), when(triedAt), leaf(' in this channel?', { bold: true })),
      line(
        leaf(
          'Slack did not say whether it took it, and Thumbline may not look: it lacks the scope channels:history (groups:history in a private channel). Once it is granted, this settles itself.',
        ),
      ),
    ),
    ...buttons(
      button(ACTION.keepHeldDigest, 'It is there', value),
      button(ACTION.postHeldDigestAgain, 'Post it again', value),
    ),
  ];
}
