import type { ModalView, RichTextSection } from '@slack/types';
import { FIRST_VERSION, type GapStep } from '../../csat/gap.ts';
import { parseConversationKey, parsePage } from '../carried.ts';
import { type GapPlace, parseGapId, parseGapMenu, parseGapPlace } from '../gap-place.ts';
import type { ActionHandler, House } from '../house.ts';
import { showModal, updateModal } from '../modals.ts';
import type { Click } from '../payloads.ts';
import { leaf, line } from '../views/blocks.ts';
import { gapView } from '../views/gap.ts';
import { gapForm, gapMergeForm } from '../views/gap-form.ts';
import { failedModal } from '../views/modal.ts';
import { refusalToAct } from '../who-may.ts';
import { transcriptOf } from './show-transcript.ts';

export type GapSeen = Pick<GapPlace, 'gapId' | 'channelId' | 'page'>;

/** From a list, a digest, or the gap that it was split off from, and then on top of that. */
export const openGap: ActionHandler = async ({ value, triggerId, channelId, modal }, house) => {
  const seen = { gapId: parseGapId(value), channelId: channelId ?? placeOf(modal).place.channelId, page: 0 };
  return showModal(house, triggerId, () => gapAt(house, seen), { where: modal === null ? 'new' : 'on top' });
};

export const turnGap: ActionHandler = async ({ value, modal }, house) => {
  const { place, shown } = placeOf(modal);
  await updateModal(house, await gapAt(house, { ...place, page: parsePage(value) }), shown);
  return null;
};

/** On top of the gap, so that closing it leads back there. Only of a conversation that is in it. */
export const openGapTranscript: ActionHandler = async ({ value, triggerId, modal }, house) => {
  const { gapId, channelId } = placeOf(modal).place;
  const key = parseConversationKey(value);
  const render = async () => {
    const conversation = await house.questions.gaps.loadConversation({ gapId, channelId, key });
    if (conversation === null) return failedModal(GONE, 'What it has now: close this window, and open the gap again.');
    return transcriptOf(house, async () => conversation, { channelId });
  };
  return showModal(house, triggerId, render, { where: 'on top' });
};

const GONE = 'That conversation is not in this gap any more.';

export const workOnGap: ActionHandler = async ({ triggerId, modal, userId }, house) => {
  const { place } = placeOf(modal);
  return showModal(house, triggerId, () => formOf(house, place, userId), { where: 'on top' });
};

async function formOf(house: House, place: GapPlace, reader: string): Promise<ModalView> {
  const refusal = await refusalToAct({ userId: reader, channelId: place.channelId }, house);
  if (refusal !== null) return failedModal(refusal);
  const detail = await house.questions.gaps.load(place);
  if (detail === null) return missingGap();
  const { gap, conversations } = detail;
  return gapForm({ gap, total: conversations.total, reader, place: { ...place, gapId: gap.id, version: gap.version } });
}

export const markGapDone: ActionHandler = (click, house) =>
  takeStep(
    click,
    house,
    { do: 'done' },
    'Marked done. From now on Thumbline counts whether fewer conversations run into it.',
  );

export const reopenGap: ActionHandler = (click, house) => takeStep(click, house, { do: 'reopen' }, 'Open again.');

export const splitGap: ActionHandler = (click, house) =>
  takeStep(
    click,
    house,
    { do: 'split', conversation: parseConversationKey(click.value) },
    'Split off: that conversation is a gap of its own now.',
  );

/** What was split off is one with the gap again. */
export const undoSplit: ActionHandler = async (click, house) => {
  const { gapId } = placeOf(click.modal).place;
  const split = { gapId: parseGapId(click.value), version: FIRST_VERSION };
  return takeStep(click, house, { do: 'merge', into: gapId }, 'Undone: that conversation is in this gap again.', split);
};

export const chooseFromGapMenu: ActionHandler = async (click, house) => {
  switch (parseGapMenu(click.value)) {
    case 'dismiss':
      return takeStep(click, house, { do: 'dismiss' }, 'Dismissed: it is in no list and no digest any more.');
    case 'restore':
      return takeStep(click, house, { do: 'restore' }, 'It is back in the lists.');
    case 'merge': {
      const { place } = placeOf(click.modal);
      return showModal(house, click.triggerId, () => mergeFormOf(house, place, click.userId), { where: 'on top' });
    }
  }
};

async function mergeFormOf(house: House, place: GapPlace, reader: string): Promise<ModalView> {
  const refusal = await refusalToAct({ userId: reader, channelId: place.channelId }, house);
  if (refusal !== null) return failedModal(refusal);
  const [detail, others] = await Promise.all([
    house.questions.gaps.load(place),
    house.questions.gaps.listOthers(place),
  ]);
  if (detail === null) return missingGap();
  if (others.length === 0) return failedModal('There is no other gap to merge it with.');
  const { gap } = detail;
  return gapMergeForm({ gap, others, place: { ...place, gapId: gap.id, version: gap.version } });
}

/** @param of another gap than the one that is shown. */
async function takeStep(
  click: Click,
  house: House,
  step: GapStep,
  done: string,
  of?: Pick<GapPlace, 'gapId' | 'version'>,
): Promise<null> {
  const { place, shown } = placeOf(click.modal);
  const { channelId } = place;
  const { gapId, version } = of ?? place;
  const refusal = await refusalToAct({ userId: click.userId, channelId }, house);
  if (refusal !== null) {
    await updateModal(house, await gapAt(house, place, refusal), shown);
    return null;
  }
  const answer = await house.questions.gaps.change({ gapId, channelId, by: click.userId, seenVersion: version, step });
  const notice = answer?.changed === true ? done : OVERTAKEN;
  const view = answer === null ? missingGap() : await gapAt(house, place, notice, answer.splitOff);
  await updateModal(house, view, shown);
  return null;
}

export const OVERTAKEN = 'Nothing was changed: somebody else was faster. This is what stands now.';

/**
 * The gap as it is now, or that there is none.
 * @param splitOff the gap that one of its conversations has just become.
 */
export async function gapAt(
  { questions }: House,
  seen: GapSeen,
  notice?: string,
  splitOff: number | null = null,
): Promise<ModalView> {
  const detail = await questions.gaps.load(seen);
  if (detail === null) return missingGap();
  const { channelId } = seen;
  return gapView({ detail, channelId, splitOff, ...(notice !== undefined && { notice: noticeLine(notice) }) });
}

export const missingGap = (): ModalView =>
  failedModal('There is no such gap in this channel any more.', 'What there is: /csat gaps');

const noticeLine = (text: string): RichTextSection => line(leaf(text, { bold: true }));

function placeOf(modal: Click['modal']) {
  if (modal === null) throw new Error('A gap was worked on outside of its window.');
  return { place: parseGapPlace(modal.privateMetadata), shown: modal };
}
