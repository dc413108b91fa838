import type { ModalView } from '@slack/types';
import { WebAPIPlatformError } from '@slack/web-api';
import type { Conversation } from '../../csat/conversation.ts';
import { parseAlertId, parseConversationKey, parsePage } from '../carried.ts';
import type { ActionHandler, House } from '../house.ts';
import { failedTranscript, loadingTranscript, missingTranscript, transcript } from '../views/transcript.ts';

/** From a row of a list. */
export const openTranscript: ActionHandler = async ({ value, triggerId }, house) => {
  const key = parseConversationKey(value);
  return show(house, triggerId, () => house.questions.loadConversation(key));
};

/** From an alert's card. */
export const openAlertTranscript: ActionHandler = async ({ value, triggerId, channelId }, house) => {
  const alertId = parseAlertId(value);
  return show(house, triggerId, async () => {
    const alert = channelId === null ? null : await house.questions.loadAlert({ alertId, channelId });
    return alert?.conversation ?? null;
  });
};

/** To another page of the transcript that is open. */
export const turnPage: ActionHandler = async ({ value, modal }, house) => {
  if (modal === null) throw new Error('A page of a transcript was turned outside of a modal.');
  const page = parsePage(value);
  const key = parseConversationKey(modal.privateMetadata);
  const view = await viewOf(house, () => house.questions.loadConversation(key), page);
  await update(house, view, modal);
  return null;
};

/** A trigger lives for three seconds and a database may take longer: first a modal that says so, then what was asked. */
async function show(house: House, triggerId: string, load: () => Promise<Conversation | null>): Promise<null> {
  const [opened, view] = await Promise.all([
    house.client.views.open({ trigger_id: triggerId, view: loadingTranscript() }),
    viewOf(house, load, 0),
  ]);
  const id = opened.view?.id;
  if (id === undefined) throw new Error('Slack opened a modal and gave it no id.');
  await update(house, view, { id });
  return null;
}

async function viewOf(house: House, load: () => Promise<Conversation | null>, page: number): Promise<ModalView> {
  try {
    const conversation = await load();
    return conversation === null ? missingTranscript() : transcript(conversation, page);
  } catch (error) {
    const { sentence, next } = house.apologize(error);
    return failedTranscript(sentence, next);
  }
}

async function update({ client }: House, view: ModalView, modal: { id: string; hash?: string }): Promise<void> {
  try {
    await client.views.update({ view_id: modal.id, view, ...(modal.hash && { hash: modal.hash }) });
  } catch (error) {
    // Another click was faster, or the reader has closed it: then this page is wanted no more.
    const code = error instanceof WebAPIPlatformError ? error.data.error : null;
    if (code !== 'hash_conflict' && code !== 'not_found') throw error;
  }
}
