import type { KnownBlock } from '@slack/types';
import type { HeldKind, HeldMessage } from '../../csat/held-message.ts';
import { ACTION } from '../ids.ts';
import { button, buttons, leaf, line, richText, when } from './blocks.ts';

/** The question to whoever can see the channel: is the message there? */
export function heldMessage({ deliveryId, kind, triedAt }: HeldMessage): KnownBlock[] {
  const value = String(deliveryId);
  return [
    richText(
      line(leaf(`Is the ${HELD_WORDS[kind]} of `), when(triedAt), leaf(' in this channel?', { bold: true })),
      line(
        leaf(
          'Slack did not say whether it took it, and Thumbline may not look: it lacks the scope channels:history (groups:history in a private channel). Once it is granted, this settles itself.',
        ),
      ),
    ),
    ...buttons(
      button(ACTION.keepHeldMessage, 'It is there', value),
      button(ACTION.postHeldMessageAgain, 'Post it again', value),
    ),
  ];
}

const HELD_WORDS: Record<HeldKind, string> = {
  digest: 'digest',
  alert: 'card of a downvote or thumb',
  rollup: 'card of several alerts',
  escalation: 'call for somebody',
  reminder: 'reminder',
};
