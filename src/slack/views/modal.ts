import type { ModalView } from '@slack/types';
import { leaf, line, plain, richText } from './blocks.ts';
import { notice } from './notice.ts';

/** Shown at once, since Slack lets a modal be opened only within three seconds of the click. */
export const loadingModal = (): ModalView => sayingModal([richText(line(leaf('Loading …')))]);

/** It did not work; says why and what to do. */
export const failedModal = (sentence: string, next?: string): ModalView => sayingModal(notice(sentence, next).blocks);

/** Something to read, with nothing to enter. */
export const textModal = (title: string, blocks: ModalView['blocks']): ModalView => ({
  ...sayingModal(blocks),
  title: plain(title),
});

const sayingModal = (blocks: ModalView['blocks']): ModalView => ({
  type: 'modal',
  callback_id: 'notice',
  title: plain('Thumbline'),
  close: plain('Close'),
  blocks,
});
