import type { WebClient } from '@slack/web-api';
import type { ShownView } from './shown-view.ts';
import { waitingView } from './views/waiting.ts';

/** A modal that was clicked, and may have to say that what was asked takes time. */
export type WaitingModal = {
  id: string;
  /** Says that it takes time, unless what was asked is there already. */
  begin: () => Promise<void>;
  /** For whoever shows what was asked: the hash to replace instead of the clicked one. From here on nothing else is said. */
  replacing: (clickedHash: string | undefined) => Promise<string | undefined>;
  /** Nobody has shown anything: the modal is as it was. */
  restore: () => Promise<void>;
  isReplaced: () => boolean;
};

export function waitingModal({ id, hash, view }: ShownView, { views }: WebClient): WaitingModal {
  /** The hash of the modal that says so; null: it could not, as when it is closed. */
  let said: Promise<string | null> | null = null;
  let isReplaced = false;
  const show = (shown: ShownView['view'], over: string) =>
    views.update({ view_id: id, hash: over, view: shown }).then(
      (answer) => answer.view?.hash ?? null,
      () => null,
    );
  return {
    id,
    begin: async () => {
      if (isReplaced) return;
      said = show(waitingView(view, 'One moment …'), hash);
      await said;
    },
    replacing: async (clickedHash) => {
      isReplaced = true;
      const waiting = await said;
      return clickedHash === undefined ? undefined : (waiting ?? clickedHash);
    },
    restore: async () => {
      const waiting = await said;
      if (waiting !== null && !isReplaced) await show(view, waiting);
    },
    isReplaced: () => isReplaced,
  };
}
