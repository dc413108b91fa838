import type { ActionHandler } from '../house.ts';
import { showModal } from '../modals.ts';
import { help } from '../views/help.ts';
import { textModal } from '../views/modal.ts';
import { loadingTranscript } from '../views/transcript.ts';
import { nextOnWalk } from './walk.ts';

/** The walk through everything that is open, from the Home tab. */
export const startWalk: ActionHandler = async ({ userId, triggerId }, house) =>
  showModal(
    house,
    triggerId,
    () => nextOnWalk(house, { person: userId, scope: { assistants: [], locales: [], topics: [] }, channelId: null }),
    { loading: loadingTranscript() },
  );

export const openHelp: ActionHandler = async ({ triggerId }, house) =>
  showModal(house, triggerId, async () => textModal('Help', help().blocks));
