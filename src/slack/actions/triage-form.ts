import type { ModalView, RichTextSection } from '@slack/types';
import { z } from 'zod';
import { isWebAddress } from '../../csat/conversation-url.ts';
import { OUTCOMES } from '../../csat/feedback.ts';
import {
  parseAlertId,
  parseConversationRow,
  parseTranscriptPlace,
  parseTriageFormPlace,
  type TranscriptPlace,
} from '../carried.ts';
import type { ActionHandler, House, ShortcutHandler, SubmissionAnswer, SubmissionHandler } from '../house.ts';
import { showModal, updateModal } from '../modals.ts';
import { failedModal } from '../views/modal.ts';
import { cleanText } from '../views/text.ts';
import { missingTranscript } from '../views/transcript.ts';
import { MOST_LINK_CHARACTERS, TRIAGE_INPUT, triageForm } from '../views/triage-form.ts';
import { overtakenNotice, savedNotice } from '../views/triage-notices.ts';
import { refusalToTriage } from '../who-may.ts';
import { refreshOrigin } from './origin.ts';
import { transcriptOf } from './show-transcript.ts';

/** From a row of a list. */
export const openTriage: ActionHandler = async ({ value, triggerId, channelId, userId, responseUrl }, house) => {
  const { key, list } = parseConversationRow(value);
  const place = { key, channelId, walk: null, list: list === null ? null : { place: list, url: responseUrl } };
  return showModal(house, triggerId, () => formOf(house, { place, reader: userId }));
};

/** From an alert's card. */
export const openAlertTriage: ActionHandler = async ({ value, triggerId, channelId, userId }, house) => {
  const alertId = parseAlertId(value);
  return showModal(house, triggerId, () => alertFormOf(house, { alertId, channelId, reader: userId }));
};

/** From the menu of a message that should be an alert's card. */
export const triageMessage: ShortcutHandler = async ({ triggerId, channelId, messageTs, userId }, house) => {
  return showModal(house, triggerId, async () => {
    const alert = await house.questions.findAlertAt({ channelId, ts: messageTs });
    return alert === null
      ? failedModal(
          'This message is no alert of Thumbline, so there is nothing to triage.',
          'Lists: /downvotes triage:open',
        )
      : alertFormOf(house, { alertId: alert.alertId, channelId, reader: userId });
  });
};

/** On top of a transcript. */
export const openTriageForm: ActionHandler = async ({ triggerId, modal, userId }, house) => {
  if (modal === null) throw new Error('A transcript was triaged outside of a modal.');
  const place = parseTranscriptPlace(modal.privateMetadata);
  return showModal(house, triggerId, () => formOf(house, { place, reader: userId }), { where: 'on top' });
};

const chosen = z.object({
  [TRIAGE_INPUT.outcome]: z.object({
    [TRIAGE_INPUT.outcome]: z.object({ selected_option: z.object({ value: z.enum(OUTCOMES) }) }),
  }),
  [TRIAGE_INPUT.owner]: z.object({ [TRIAGE_INPUT.owner]: z.object({ selected_user: z.string().nullish() }) }),
  [TRIAGE_INPUT.note]: z.object({ [TRIAGE_INPUT.note]: z.object({ value: z.string().nullish() }) }),
  [TRIAGE_INPUT.link]: z.object({ [TRIAGE_INPUT.link]: z.object({ value: z.string().nullish() }) }),
});

/** Writes what was chosen, if the triage still is what the form showed; who comes second keeps what they typed. */
export const saveTriage: SubmissionHandler = async ({ modal, values, userId }, house) => {
  const { seenVersion, ...place } = parseTriageFormPlace(modal.privateMetadata);
  const entered = chosen.parse(values);
  const link = entered.link.link.value?.trim() || null;
  if (link !== null && (!isWebAddress(link) || link.length > MOST_LINK_CHARACTERS)) {
    return under(TRIAGE_INPUT.link, 'Expected an address that begins with https:// or http://.');
  }
  const refusal = await refusalToTriage({ ...place, userId }, house);
  if (refusal !== null) return under(TRIAGE_INPUT.outcome, refusal);
  const answer = await house.questions.recordTriage({
    ...{ key: place.key, by: userId, seenVersion },
    step: {
      do: 'decide',
      outcome: entered.outcome.outcome.selected_option.value,
      details: {
        owner: entered.owner.owner.selected_user ?? null,
        note: cleanText(entered.note.note.value ?? '') || null,
        link,
      },
    },
  });
  if (answer === null) return { view: missingTranscript() };
  const { recorded, triage } = answer;
  if (!recorded || triage === null) {
    return { view: await formOf(house, { place, reader: userId, notice: overtakenNotice(triage) }) };
  }
  const after = () => refreshOrigin(place, userId, house);
  if (modal.previousViewId === null) {
    return { view: await formOf(house, { place, reader: userId, notice: savedNotice(triage) }), after };
  }
  const { key, ...setting } = place;
  const below = await transcriptOf(house, () => house.questions.loadConversation(key), {
    ...setting,
    notice: savedNotice(triage),
  });
  await updateModal(house, below, { id: modal.previousViewId });
  return { after };
};

const under = (input: string, sentence: string): SubmissionAnswer => ({ errors: { [input]: sentence } });

type FormAsked = { place: TranscriptPlace; reader: string; notice?: RichTextSection };

/** The form as it should be now. */
export async function formOf({ questions }: House, { place, reader, notice }: FormAsked): Promise<ModalView> {
  const { key, ...setting } = place;
  const [conversation, history] = await Promise.all([questions.loadConversation(key), questions.listTriageEvents(key)]);
  if (conversation === null) return missingTranscript();
  return triageForm({ conversation, history, place: setting, reader, notice });
}

type AlertAsked = { alertId: number; channelId: string | null; reader: string };

async function alertFormOf(house: House, { alertId, channelId, reader }: AlertAsked): Promise<ModalView> {
  const alert = channelId === null ? null : await house.questions.loadAlert({ alertId, channelId });
  if (alert === null) return failedModal('There is no such alert here any more, or this is a copy of its card.');
  const { conversation } = alert;
  if (conversation === null) return missingTranscript();
  const { assistant, id } = conversation;
  const history = await house.questions.listTriageEvents({ assistant, id });
  return triageForm({ conversation, history, place: { channelId, walk: null, list: null }, reader });
}
