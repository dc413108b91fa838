import type { ActionsBlock, RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import { OUTCOMES, type Outcome } from '../../csat/feedback.ts';
import { asksForFix, OUTCOME_WORDS, stageOf, type Triage } from '../../csat/triage.ts';
import { ACTION } from '../ids.ts';
import { button, buttons, leaf, line, linkTo, outside, person, richText, when } from './blocks.ts';

export const DECIDE_ACTION: Record<Outcome, string> = {
  knowledge: ACTION.decideKnowledge,
  rule: ACTION.decideRule,
  handover: ACTION.decideHandover,
  'not ours': ACTION.decideNotOurs,
  "can't tell": ACTION.decideCantTell,
};

const NOTE_CHARACTERS = 300;

/** What came of the conversation, in one to three lines; none where nobody has decided. */
export function triageLines(triage: Triage | null): RichTextSection[] {
  if (triage === null) return [];
  const { outcome, owner, note, link, decidedBy } = triage;
  return [
    line(
      leaf(OUTCOME_WORDS[outcome].title, { bold: true }),
      ...(owner === null ? [] : [leaf('  ·  owner '), person(owner)]),
      ...(owner === decidedBy ? [] : [leaf('  ·  decided by '), person(decidedBy)]),
      ...(link === null ? [] : [leaf('  ·  '), linkTo(link, 'the change')]),
    ),
    ...(note === null ? [] : [line(leaf('Note  ', { bold: true }), outside(note, NOTE_CHARACTERS, '(empty)'))]),
    ...progress(triage),
  ];
}

function progress({ doneBy, doneAt, retest, retestedBy, retestedAt }: Triage): RichTextSection[] {
  if (doneBy === null || doneAt === null) return [];
  if (retest === null || retestedBy === null || retestedAt === null) {
    return [line(leaf('Done', { bold: true }), leaf(' by '), person(doneBy), leaf(', to be tried again'))];
  }
  const result: RichTextElement[] =
    retest === 'passed' ? [leaf('✅ Re-test passed', { bold: true })] : [leaf('❌ Re-test failed', { bold: true })];
  const end = retest === 'passed' ? [] : [leaf(': open again')];
  return [line(...result, leaf(' by '), person(retestedBy), leaf(', '), when(retestedAt), ...end)];
}

export const triageBlock = (triage: Triage | null): RichTextBlock[] => {
  const lines = triageLines(triage);
  return lines.length === 0 ? [] : [richText(...lines)];
};

/** The outcomes while it is open, then the one step that comes next. */
export function stepButtons(triage: Triage | null): ActionsBlock[] {
  const version = String(triage?.version ?? 0);
  switch (stageOf(triage)) {
    case 'open':
      return buttons(
        ...OUTCOMES.map((outcome) =>
          button(DECIDE_ACTION[outcome], OUTCOME_WORDS[outcome].title, version, {
            label: `${OUTCOME_WORDS[outcome].title}: ${OUTCOME_WORDS[outcome].when}`,
          }),
        ),
      );
    case 'decided':
      return triage === null || !asksForFix(triage.outcome)
        ? []
        : buttons(
            button(ACTION.markDone, 'Mark done', version, { label: 'Mark done: the fix is in, it can be tried again' }),
          );
    case 're-test':
      return buttons(
        button(ACTION.retestPassed, 'Re-test passed', version),
        button(ACTION.retestFailed, 'Re-test failed', version, { label: 'Re-test failed: open it again' }),
      );
    case 'closed':
      return [];
  }
}
