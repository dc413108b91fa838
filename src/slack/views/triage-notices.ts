import type { ModalView, RichTextSection } from '@slack/types';
import { OUTCOME_WORDS, type Triage } from '../../csat/triage.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { leaf, line, person, plain, richText, when } from './blocks.ts';

/** Just written: what the triage is now. */
export function savedNotice({ outcome, doneAt, retest }: Triage): RichTextSection {
  const so = retest !== null ? `, re-test ${retest}` : doneAt !== null ? ', done' : '';
  return line(leaf('✅ Saved: ', { bold: true }), leaf(OUTCOME_WORDS[outcome].title + so));
}

/** `sentence` says why the person may not. */
export const refusedNotice = (sentence: string): RichTextSection =>
  line(leaf('Nothing was saved. ', { bold: true }), leaf(sentence));

/** To the one who came second: what stands, and that theirs was not written. */
export function overtakenNotice(triage: Triage | null): RichTextSection {
  if (triage === null) return line(leaf('Nothing was saved: this has changed meanwhile. Choose again.'));
  const { by, at, did } = lastChange(triage);
  return line(
    leaf('Nothing was saved. ', { bold: true }),
    person(by),
    leaf(` was faster and ${did}, `),
    when(at),
    leaf('. Look at it, and choose again if it should be otherwise.'),
  );
}

/** The same, where there is no modal to say it in. */
export const overtaken = (triage: Triage | null): SlackMessage => ({
  text: 'Nothing was saved: this has changed meanwhile.',
  blocks: [richText(overtakenNotice(triage))],
});

function lastChange(triage: Triage): { by: string; at: Date; did: string } {
  const { outcome, decidedBy, decidedAt, doneBy, doneAt, retest, retestedBy, retestedAt } = triage;
  const changes = [
    { by: decidedBy, at: decidedAt, did: `decided “${OUTCOME_WORDS[outcome].title}”` },
    ...(doneBy === null || doneAt === null ? [] : [{ by: doneBy, at: doneAt, did: 'marked it done' }]),
    ...(retestedBy === null || retestedAt === null
      ? []
      : [{ by: retestedBy, at: retestedAt, did: `tried it again: ${retest}` }]),
  ];
  return changes.reduce((last, change) => (change.at >= last.at ? change : last));
}

/** The end of the walk. `refusal`: why there may be more that this person is not led to; null: there is not. */
export const nothingLeft = (refusal: string | null): ModalView => ({
  type: 'modal',
  callback_id: 'notice',
  title: plain('Triage'),
  close: plain('Close'),
  blocks: [
    richText(
      line(leaf('Nothing is left to triage here.', { bold: true })),
      line(leaf('What you skipped comes again in half a day; what somebody else is reading is theirs meanwhile.')),
      ...(refusal === null ? [] : [line(leaf(`Some conversations are not on your walk. ${refusal}`))]),
    ),
  ],
});
