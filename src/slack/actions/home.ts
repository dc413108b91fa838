import { EVERYTHING } from '../../csat/subscription.ts';
import type { ActionHandler } from '../house.ts';
import { showModal } from '../modals.ts';
import { help } from '../views/help.ts';
import { textModal } from '../views/modal.ts';
import { showWalk } from './walk.ts';

/** The walk through everything that is open, from the Home tab. */
export const startWalk: ActionHandler = async ({ userId, triggerId }, house) =>
  showWalk(house, triggerId, {
    person: userId,
    channelId: null,
    scope: async () => EVERYTHING,
  });

export const openHelp: ActionHandler = async ({ triggerId }, house) =>
  showModal(house, triggerId, async () => textModal('Help', help().blocks));
