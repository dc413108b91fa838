import type { ModalView, RichTextSection } from '@slack/types';
import type { Outcome } from '../../csat/feedback.ts';
import type { TriageStep } from '../../csat/triage.ts';
import { parseTranscriptPlace, parseTriageFormPlace, parseVersion, type TranscriptPlace } from '../carried.ts';
import type { ActionHandler, House } from '../house.ts';
import { CALLBACK } from '../ids.ts';
import { updateModal } from '../modals.ts';
import type { Click } from '../payloads.ts';
import { overtakenNotice, refusedNotice, savedNotice } from '../views/triage-notices.ts';
import { refusalToTriage } from '../who-may.ts';
import { refreshOrigin } from './origin.ts';
import { transcriptOf } from './show-transcript.ts';
import { formOf } from './triage-form.ts';
import { nextOnWalk } from './walk.ts';

/** One of the outcome buttons below a transcript. */
export const decide = (outcome: Outcome) => takeStep({ do: 'decide', outcome });
export const markDone = () => takeStep({ do: 'done' });
export const retest = (result: 'passed' | 'failed') => takeStep({ do: 'retest', result });

/**
 * Writes the step for the version that the person saw, then shows what stands now in the modal that was clicked: on a walk
 * that is the next conversation. Who comes second sees what the first one did.
 */
const takeStep =
  (step: TriageStep): ActionHandler =>
  async (click, house) => {
    if (click.modal === null) throw new Error('A triage button was clicked outside of a modal.');
    const { place, isForm } = placeOf(click.modal);
    const refusal = await refusalToTriage({ ...place, userId: click.userId }, house);
    if (refusal !== null) {
      const view = await viewAfter(click, house, { place, isForm, notice: refusedNotice(refusal), goesOn: false });
      await updateModal(house, view, click.modal);
      return null;
    }
    const answer = await house.questions.recordTriage({
      key: place.key,
      by: click.userId,
      seenVersion: parseVersion(click.value),
      step,
    });
    if (answer === null) {
      await updateModal(house, await transcriptOf(house, async () => null, {}), click.modal);
      return null;
    }
    const { recorded, triage } = answer;
    // A second press on the same button has changed nothing, and need not be told so.
    const isSame = step.do === 'decide' && triage?.outcome === step.outcome && triage.decidedBy === click.userId;
    const notice = !recorded && !isSame ? overtakenNotice(triage) : triage === null ? undefined : savedNotice(triage);
    const view = await viewAfter(click, house, { place, isForm, notice, goesOn: recorded });
    await updateModal(house, view, click.modal);
    const { previousViewId: below } = click.modal;
    if (isForm && below !== null) await updateModal(house, await transcriptAt(place, house), { id: below });
    if (recorded) await refreshOrigin(place, click.userId, house);
    return null;
  };

type After = { place: TranscriptPlace; isForm: boolean; notice: RichTextSection | undefined; goesOn: boolean };

function viewAfter(click: Click, house: House, { place, isForm, notice, goesOn }: After): Promise<ModalView> {
  if (isForm) return formOf(house, { place, reader: click.userId, notice });
  if (place.walk !== null && goesOn)
    return nextOnWalk(house, { person: click.userId, channelId: place.channelId, scope: place.walk, notice });
  return transcriptAt(place, house, notice);
}

const transcriptAt = ({ key, ...setting }: TranscriptPlace, house: House, notice?: RichTextSection) =>
  transcriptOf(house, () => house.questions.loadConversation(key), { ...setting, notice });

function placeOf({ callbackId, privateMetadata }: NonNullable<Click['modal']>) {
  if (callbackId !== CALLBACK.triageForm) return { place: parseTranscriptPlace(privateMetadata), isForm: false };
  const { seenVersion, ...place } = parseTriageFormPlace(privateMetadata);
  return { place, isForm: true };
}
