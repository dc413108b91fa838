import type { ModalView } from '@slack/types';
import { leaf, line, richText } from './blocks.ts';

const MOST_BLOCKS = 100;

/**
 * What was clicked or submitted takes longer than Slack waits. Inputs stay, and with them what was typed; anything else makes
 * room for the words, since the reader may be at either end of it.
 */
export function waitingView(shown: ModalView, words: string): ModalView {
  const said = richText(line(leaf(words)));
  return shown.blocks.some(({ type }) => type === 'input') ? viewAgain(shown, [said]) : { ...shown, blocks: [said] };
}

/** The same once more, with something said on top: what was typed is kept. */
export const viewAgain = (shown: ModalView, said: ModalView['blocks']): ModalView => ({
  ...shown,
  blocks: [...said, ...shown.blocks].slice(0, MOST_BLOCKS),
});
