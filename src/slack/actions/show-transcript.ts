import type { ModalView } from '@slack/types';
import type { Alert } from '../../csat/alert.ts';
import type { Conversation } from '../../csat/conversation.ts';
import { parseAlertId, parseConversationRow, parsePage, parseTranscriptPlace } from '../carried.ts';
import type { ActionHandler, House } from '../house.ts';
import { showModal, updateModal } from '../modals.ts';
import {
  failedTranscript,
  loadingTranscript,
  missingTranscript,
  type TranscriptSetting,
  transcript,
} from '../views/transcript.ts';
import { pagesOf } from '../views/transcript-pages.ts';

/** From a row of a list. */
export const openTranscript: ActionHandler = async ({ value, triggerId, channelId, responseUrl }, house) => {
  const { key, list } = parseConversationRow(value);
  const setting = { channelId, list: list === null ? null : { place: list, url: responseUrl } };
  const render = () => transcriptOf(house, () => house.questions.loadConversation(key), setting);
  return showModal(house, triggerId, render, { loading: loadingTranscript() });
};

/** From an alert's card; of a single thumb at the page that has its message. */
export const openAlertTranscript: ActionHandler = async ({ value, triggerId, channelId }, house) => {
  const alertId = parseAlertId(value);
  const render = async () => {
    const alert = channelId === null ? null : await house.questions.loadAlert({ alertId, channelId });
    return transcriptOf(house, async () => alert?.conversation ?? null, { channelId, ...placeIn(alert) });
  };
  return showModal(house, triggerId, render, { loading: loadingTranscript() });
};

/** Of a downvote it opens where every transcript does. */
export function placeIn(alert: Alert | null): Pick<TranscriptSetting, 'page'> {
  if (alert?.conversation == null || alert.messageId === null) return {};
  const page = pagesOf(alert.conversation.turns).findIndex((turns) => turns.some(({ id }) => id === alert.messageId));
  return page < 0 ? {} : { page };
}

/** To another page of the transcript that is open. */
export const turnPage: ActionHandler = async ({ value, modal }, house) => {
  if (modal === null) throw new Error('A page of a transcript was turned outside of a modal.');
  const { key, ...place } = parseTranscriptPlace(modal.privateMetadata);
  const setting = { ...place, page: parsePage(value) };
  await updateModal(house, await transcriptOf(house, () => house.questions.loadConversation(key), setting), modal);
  return null;
};

/** The transcript of what is loaded, or why there is none. */
export async function transcriptOf(
  house: House,
  load: () => Promise<Conversation | null>,
  setting: TranscriptSetting,
): Promise<ModalView> {
  try {
    const conversation = await load();
    return conversation === null ? missingTranscript() : transcript(conversation, setting);
  } catch (error) {
    const { sentence, next } = house.apologize(error);
    return failedTranscript(sentence, next);
  }
}
