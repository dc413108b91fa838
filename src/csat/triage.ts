import { OUTCOMES, type Outcome } from './feedback.ts';

/** What a person found when the conversation was tried again after the fix. */
export type Retest = 'passed' | 'failed';

/** What came of a conversation. Who and what are Slack user ids; note and link are written by the team. */
export type Triage = {
  outcome: Outcome;
  /** Whose it is to fix; null: nobody's. */
  owner: string | null;
  note: string | null;
  /** To the change; http or https. */
  link: string | null;
  decidedBy: string;
  decidedAt: Date;
  /** Somebody says that it is fixed; null: not yet. */
  doneBy: string | null;
  doneAt: Date | null;
  /** null: not tried again yet. */
  retest: Retest | null;
  retestedBy: string | null;
  retestedAt: Date | null;
  /** Grows with every change: whoever changes it says which version they saw. 0 stands for no triage at all. */
  version: number;
};

export type TriageAction = 'decided' | 'done' | Retest;

/** One entry of a conversation's history, as it was then. */
export type TriageEvent = {
  at: Date;
  actor: string;
  action: TriageAction;
  outcome: Outcome;
  owner: string | null;
  note: string | null;
  link: string | null;
};

/** Where a conversation stands: nobody decided or the fix failed; decided; done and to be tried again; tried and fine. */
export type TriageStage = 'open' | 'decided' | 're-test' | 'closed';

export function stageOf(triage: Triage | null): TriageStage {
  if (triage === null || triage.retest === 'failed') return 'open';
  if (triage.retest === 'passed') return 'closed';
  return triage.doneAt === null ? 'decided' : 're-test';
}

/** The outcome that stands; null: open. A fix that failed stands for nothing. */
export const standingOutcome = (triage: Triage | null): Outcome | null =>
  triage === null || triage.retest === 'failed' ? null : triage.outcome;

/** What each outcome asks for, in the words that people choose by, and when it is the right one. */
export const OUTCOME_WORDS: Record<Outcome, { title: string; when: string }> = {
  knowledge: { title: 'Add knowledge', when: 'The assistant did not know.' },
  rule: { title: 'Write a rule', when: 'It knew, but answered oddly.' },
  handover: { title: 'Fix the handover', when: 'It should have handed over to a person.' },
  'not ours': { title: 'Not ours', when: 'The assistant could not have done better.' },
  "can't tell": { title: 'Can’t tell', when: 'The conversation does not say.' },
};

/** Whether the outcome asks for a change that can be done and tried again. */
export const asksForFix = (outcome: Outcome): boolean => outcome !== 'not ours' && outcome !== "can't tell";

/** What a list can be filtered by: an outcome that stands, or how far it has come. */
export type TriageFilter = 'open' | Outcome | 'done' | Retest;
export const TRIAGE_FILTERS: readonly TriageFilter[] = ['open', ...OUTCOMES, 'done', 'passed', 'failed'];

/** What is asked of a conversation's triage. Without `details` those that are there stay; where something is to be fixed and has no owner, the decider becomes it. */
export type TriageStep =
  | { do: 'decide'; outcome: Outcome; details?: { owner: string | null; note: string | null; link: string | null } }
  | { do: 'done' }
  | { do: 'retest'; result: Retest };
