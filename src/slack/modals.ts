import type { ModalView } from '@slack/types';
import { WebAPIPlatformError } from '@slack/web-api';
import type { House } from './house.ts';
import { failedModal, loadingModal } from './views/modal.ts';

/**
 * A trigger lives for three seconds and a database may take longer: first a modal that says so, then what was asked.
 * `on top` of the modal that is open, or a new one. `unseen` is done where nobody got to see what was rendered.
 */
export async function showModal(
  house: House,
  triggerId: string,
  render: () => Promise<ModalView>,
  { where = 'new', loading = loadingModal(), unseen }: Showing = {},
): Promise<null> {
  const { views } = house.client;
  const opening = (where === 'new' ? views.open : views.push)({ trigger_id: triggerId, view: loading }).then(
    (answer) => {
      house.modalShown?.();
      return answer.view?.id;
    },
  );
  const rendering = render().catch((error: unknown) => {
    const { sentence, next } = house.apologize(error);
    return failedModal(sentence, next);
  });
  let isSeen = false;
  try {
    const [id, view] = await Promise.all([opening, rendering]);
    if (id === undefined) throw new Error('Slack opened a modal and gave it no id.');
    isSeen = await updateModal(house, view, { id });
  } finally {
    if (!isSeen && unseen !== undefined) await rendering.then(unseen).catch(house.apologize);
  }
  return null;
}

type Showing = { where?: 'new' | 'on top'; loading?: ModalView; unseen?: () => Promise<void> };

/** With a hash: only if it still shows what was clicked. false: nobody sees it. */
export async function updateModal(
  { client, waiting }: House,
  view: ModalView,
  modal: { id: string; hash?: string },
): Promise<boolean> {
  const hash = waiting?.id === modal.id ? await waiting.replacing(modal.hash) : modal.hash;
  try {
    await client.views.update({ view_id: modal.id, view, ...(hash && { hash }) });
    return true;
  } catch (error) {
    // Another click was faster, or the reader has closed it: then this is wanted no more.
    const code = error instanceof WebAPIPlatformError ? error.data.error : null;
    if (code !== 'hash_conflict' && code !== 'not_found') throw error;
    return false;
  }
}
