import type { ModalView, RichTextSection } from '@slack/types';
import type { Scope } from '../../csat/subscription.ts';
import { parseTranscriptPlace } from '../carried.ts';
import type { ActionHandler, ClosingHandler, House } from '../house.ts';
import { showModal, updateModal } from '../modals.ts';
import { loadingTranscript } from '../views/transcript.ts';
import { nothingLeft } from '../views/triage-notices.ts';
import { groupsOf } from '../who-may.ts';
import { transcriptOf } from './show-transcript.ts';

/** Begins a walk in a modal of its own. Where nobody gets to see it, what was kept for the person is the others' again. */
export const showWalk = (
  house: House,
  triggerId: string,
  { person, channelId, scope }: { person: string; channelId: string | null; scope: () => Promise<Scope> },
): Promise<null> =>
  showModal(house, triggerId, async () => nextOnWalk(house, { person, channelId, scope: await scope() }), {
    loading: loadingTranscript(),
    unseen: () => house.questions.endTriageWalk(person),
  });

/** The conversation that is reserved for the person now, as a transcript of their walk; or that nothing is left. */
export async function nextOnWalk(
  house: House,
  asked: { person: string; scope: Scope; channelId: string | null; notice?: RichTextSection },
): Promise<ModalView> {
  const { person, scope, channelId, notice } = asked;
  const { memberOf, refusal } = await groupsOf(person, house);
  const key = await house.questions.reserveNextToTriage({ person, scope, memberOf });
  if (key === null) return nothingLeft(refusal);
  return transcriptOf(house, () => house.questions.loadConversation(key), { channelId, walk: scope, notice });
}

/** What is before the person is put aside for them until something is done with it, and the next one shown. */
export const skipToNext: ActionHandler = async ({ modal, userId }, house) => {
  if (modal === null) throw new Error('The next conversation was asked for outside of a modal.');
  const { key, channelId, walk } = parseTranscriptPlace(modal.privateMetadata);
  if (walk === null) throw new Error('The next conversation was asked for outside of a walk.');
  await house.questions.skipTriage({ person: userId, key });
  await updateModal(house, await nextOnWalk(house, { person: userId, scope: walk, channelId }), modal);
  return null;
};

/** Closing the modal stops the walk: what the person had before them is the others' again. */
export const endWalk: ClosingHandler = ({ userId }, { questions }) => questions.endTriageWalk(userId);
