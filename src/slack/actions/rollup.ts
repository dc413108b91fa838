import { z } from 'zod';
import { parseAlertId, parsePage } from '../carried.ts';
import { type ActionHandler, type House, toAsker } from '../house.ts';
import { showModal, updateModal } from '../modals.ts';
import { alreadyAcknowledged } from '../views/acknowledged.ts';
import { failedModal } from '../views/modal.ts';
import { notice } from '../views/notice.ts';
import { rollupList } from '../views/rollup-list.ts';
import { refusalToAct } from '../who-may.ts';
import { placeIn, transcriptOf } from './show-transcript.ts';

/** Where a reader is in the list behind a roll-up's card. */
type RollupPlace = z.infer<typeof placeSchema>;
const placeSchema = z.object({
  rollupId: z.number().int().positive(),
  channelId: z.string(),
  page: z.number().int().nonnegative(),
});

/** "I have these": all that nobody has taken. The card is edited by the deliverer. */
export const acknowledgeRollup: ActionHandler = async ({ value, userId, channelId, messageTs }, house) => {
  if (channelId === null) throw new Error('A roll-up was acknowledged outside of a channel.');
  const refusal = await refusalToAct({ userId, channelId }, house);
  if (refusal !== null) return toAsker(notice(refusal));
  const order = { rollupId: parseAlertId(value), by: userId, channelId, ts: messageTs ?? undefined };
  const answer = await house.questions.acknowledgeRollup(order);
  if (answer === null) {
    return toAsker(notice('Nothing was acknowledged: there is no such card here any more, or this is a copy of it.'));
  }
  return answer.taken === 0
    ? toAsker(notice('Nothing was left to acknowledge: all of them are taken, triaged or settled.'))
    : null;
};

/** The first page of every conversation behind the card, for this reader alone. */
export const showRollup: ActionHandler = async ({ value, triggerId, channelId }, house) => {
  if (channelId === null) throw new Error('A roll-up was opened outside of a channel.');
  const place = { rollupId: parseAlertId(value), channelId, page: 0 };
  return showModal(house, triggerId, () => listAt(house, place));
};

export const turnRollup: ActionHandler = async ({ value, modal }, house) => {
  if (modal === null) throw new Error('A page of a roll-up was turned outside of a modal.');
  const place = { ...parsePlace(modal.privateMetadata), page: parsePage(value) };
  await updateModal(house, await listAt(house, place), modal);
  return null;
};

export const acknowledgeInRollup: ActionHandler = async ({ value, userId, modal, triggerId }, house) => {
  if (modal === null) throw new Error('A row of a roll-up was acknowledged outside of its list.');
  const place = parsePlace(modal.privateMetadata);
  const { channelId } = place;
  const refusal = await refusalToAct({ userId, channelId }, house);
  if (refusal !== null) return showModal(house, triggerId, async () => failedModal(refusal), { where: 'on top' });
  const answer = await house.questions.acknowledgeAlert({ alertId: parseAlertId(value), by: userId, channelId });
  await updateModal(house, await listAt(house, place), modal);
  if (answer === null || answer.first || answer.acknowledged.by === userId) return null;
  return toAsker(alreadyAcknowledged(answer.acknowledged, house.clock.now()));
};

/** On top of the list, so that closing it leads back there. */
export const openRollupTranscript: ActionHandler = async ({ value, triggerId, modal }, house) => {
  if (modal === null) throw new Error('A row of a roll-up was opened outside of its list.');
  const { channelId } = parsePlace(modal.privateMetadata);
  const alertId = parseAlertId(value);
  const render = async () => {
    const alert = await house.questions.loadAlert({ alertId, channelId });
    return transcriptOf(house, async () => alert?.conversation ?? null, { channelId, ...placeIn(alert) });
  };
  return showModal(house, triggerId, render, { where: 'on top' });
};

async function listAt({ questions }: House, place: RollupPlace) {
  const page = await questions.loadRollupPage(place);
  return page === null
    ? failedModal('There is no such card in this channel any more.')
    : rollupList(page, JSON.stringify({ ...place, page: page.page }));
}

const parsePlace = (privateMetadata: string): RollupPlace => placeSchema.parse(JSON.parse(privateMetadata));
