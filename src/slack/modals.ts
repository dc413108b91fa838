import type { ModalView } from '@slack/types';
import { WebAPIPlatformError } from '@slack/web-api';
import type { House } from './house.ts';
import { failedModal, loadingModal } from './views/modal.ts';

/**
 * A trigger lives for three seconds and a database may take longer: first a modal that says so, then what was asked.
 * `on top` of the modal that is open, or a new one.
 */
export async function showModal(
  house: House,
  triggerId: string,
  render: () => Promise<ModalView>,
  { where = 'new', loading = loadingModal() }: { where?: 'new' | 'on top'; loading?: ModalView } = {},
): Promise<null> {
  const { views } = house.client;
  const [opened, view] = await Promise.all([
    (where === 'new' ? views.open : views.push)({ trigger_id: triggerId, view: loading }).then((answer) => {
      house.modalShown?.();
      return answer;
    }),
    render().catch((error: unknown) => {
      const { sentence, next } = house.apologize(error);
      return failedModal(sentence, next);
    }),
  ]);
  const id = opened.view?.id;
  if (id === undefined) throw new Error('Slack opened a modal and gave it no id.');
  await updateModal(house, view, { id });
  return null;
}

/** With a hash: only if it still shows what was clicked. */
export async function updateModal(
  { client, waiting }: House,
  view: ModalView,
  modal: { id: string; hash?: string },
): Promise<void> {
  const hash = waiting?.id === modal.id ? await waiting.replacing(modal.hash) : modal.hash;
  try {
    await client.views.update({ view_id: modal.id, view, ...(hash && { hash }) });
  } catch (error) {
    // Another click was faster, or the reader has closed it: then this is wanted no more.
    const code = error instanceof WebAPIPlatformError ? error.data.error : null;
    if (code !== 'hash_conflict' && code !== 'not_found') throw error;
  }
}
