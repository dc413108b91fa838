import { z } from 'zod';
import { isWebAddress } from '../../csat/conversation-url.ts';
import { OUTCOMES } from '../../csat/feedback.ts';
import type { GapTriage } from '../../csat/gap-decision.ts';
import { type GapPlace, parseGapId, parseGapPlace } from '../gap-place.ts';
import type { House, SubmissionAnswer, SubmissionHandler } from '../house.ts';
import { updateModal } from '../modals.ts';
import type { ModalEvent } from '../payloads.ts';
import { GAP_INPUT } from '../views/gap-form.ts';
import { cleanLine, cleanText } from '../views/text.ts';
import { MOST_LINK_CHARACTERS } from '../views/triage-form.ts';
import { counted } from '../views/words.ts';
import { groupsOf, NOT_THEIRS, refusalToAct } from '../who-may.ts';
import { gapAt, missingGap, OVERTAKEN } from './gap.ts';

const text = (id: string) => z.object({ [id]: z.object({ value: z.string().nullish() }) });
const entered = z.object({
  [GAP_INPUT.name]: text(GAP_INPUT.name),
  [GAP_INPUT.outcome]: z.object({
    [GAP_INPUT.outcome]: z.object({ selected_option: z.object({ value: z.enum(OUTCOMES) }).nullish() }),
  }),
  [GAP_INPUT.owner]: z.object({ [GAP_INPUT.owner]: z.object({ selected_user: z.string().nullish() }) }),
  [GAP_INPUT.note]: text(GAP_INPUT.note),
  [GAP_INPUT.link]: text(GAP_INPUT.link),
});

/** Writes what was entered if the gap still is what the form showed, and the outcome for all of its conversations. */
export const saveGap: SubmissionHandler = async ({ modal, values, userId }, house) => {
  const place = parseGapPlace(modal.privateMetadata);
  const { gapId, channelId, version } = place;
  const form = entered.parse(values);
  const link = form.link.link?.value?.trim() || null;
  if (link !== null && (!isWebAddress(link) || link.length > MOST_LINK_CHARACTERS)) {
    return under(GAP_INPUT.link, 'Expected an address that begins with https:// or http://.');
  }
  const refusal = await refusalToAct({ userId, channelId }, house);
  if (refusal !== null) return under(GAP_INPUT.outcome, refusal);
  const name = cleanLine(form.name.name?.value ?? '') || null;
  const outcome = form.outcome.outcome.selected_option?.value ?? null;
  const owner = form.owner.owner.selected_user ?? null;
  const note = cleanText(form.note.note?.value ?? '') || null;
  const decision = { outcome, owner, note, link };
  const { memberOf, refusal: why } = await groupsOf(userId, house);
  const order = { gapId, channelId, by: userId, seenVersion: version, name, decision, memberOf };
  const saved = await house.questions.gaps.work(order);
  if (saved === null) return { view: missingGap() };
  const { overtaken, triaged } = saved;
  return backTo(house, modal, place, overtaken ? OVERTAKEN : triaged === null ? 'Saved.' : savedWords(triaged, why));
};

/** @param why the person is in none of the groups that are named. */
const savedWords = ({ set, kept, refused }: GapTriage, why: string | null): string =>
  [
    `Saved, and set for ${counted(set, 'conversation')}.`,
    ...(kept === 0
      ? []
      : [kept === 1 ? 'One stays as it was decided by itself.' : `${kept} stay as they were decided by themselves.`]),
    ...(refused === 0
      ? []
      : [refused === 1 ? 'One stays as it is.' : `${refused} stay as they are.`, why ?? NOT_THEIRS]),
  ].join(' ');

const chosen = z.object({
  [GAP_INPUT.into]: z.object({ [GAP_INPUT.into]: z.object({ selected_option: z.object({ value: z.string() }) }) }),
});

export const mergeGap: SubmissionHandler = async ({ modal, values, userId }, house) => {
  const place = parseGapPlace(modal.privateMetadata);
  const { gapId, channelId, version } = place;
  const into = parseGapId(chosen.parse(values).into.into?.selected_option.value ?? '');
  const refusal = await refusalToAct({ userId, channelId }, house);
  if (refusal !== null) return under(GAP_INPUT.into, refusal);
  const order = { gapId, channelId, by: userId, seenVersion: version };
  const answer = await house.questions.gaps.change({ ...order, step: { do: 'merge', into } });
  if (answer === null) return { view: missingGap() };
  if (!answer.changed) return backTo(house, modal, place, OVERTAKEN);
  const isDone = answer.gap.status === 'done';
  return backTo(house, modal, place, `Merged: this is the gap that they are now.${isDone ? MERGED_DONE : ''}`);
};

const MERGED_DONE =
  ' It is marked done, and whether the fix helped is told of all its conversations. If it is not fixed, open it again.';

/** Closes the form, and shows in the gap below it what stands now. */
async function backTo(
  house: House,
  { previousViewId }: ModalEvent['modal'],
  place: GapPlace,
  notice: string,
): Promise<SubmissionAnswer> {
  const view = await gapAt(house, { ...place, page: 0 }, notice);
  if (previousViewId === null) return { view };
  await updateModal(house, view, { id: previousViewId });
  return null;
}

const under = (input: string, sentence: string): SubmissionAnswer => ({ errors: { [input]: sentence } });
