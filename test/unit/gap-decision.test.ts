import { expect, test } from 'vitest';
import { followsGap } from '../../src/csat/gap-decision.ts';
import type { Triage } from '../../src/csat/triage.ts';

const at = new Date('2026-11-09T08:00:00Z');
const details = { owner: 'U0BEN', note: 'New portal', link: null };
const decided = { outcome: 'knowledge' as const, ...details };
const triage = (changes: Partial<Triage> = {}): Triage => ({
  ...{ ...decided, decidedBy: 'U0ANA', decidedAt: at, version: 1 },
  ...{ doneBy: null, doneAt: null, retest: null, retestedBy: null, retestedAt: null },
  ...changes,
});
const done = { doneBy: 'U0BEN', doneAt: at };
const saved = { before: decided, decision: { ...decided, note: 'The new portal' } };

test.each<[string, Triage | null, boolean]>([
  ['one that is open', null, true],
  ['one that stands as the gap decided before', triage(), true],
  ['one that has the outcome, but for a reason of its own', triage({ note: 'mine' }), false],
  ['one that was decided otherwise', triage({ outcome: 'rule' }), false],
  ['one whose fix is done', triage(done), false],
  ['one whose fix was done and failed', triage({ ...done, retest: 'failed', outcome: 'rule' }), true],
  ['one that stands as is decided now', triage({ note: 'The new portal' }), false],
])('a gap’s decision is followed by %s: %#', (_, standing, follows) => {
  expect(followsGap(standing, saved)).toBe(follows);
});

test('a gap that nothing was decided of has no say over what was', () => {
  const before = { outcome: null, owner: null, note: null, link: null };
  expect(followsGap(triage(), { before, decision: { ...decided, outcome: 'rule' } })).toBe(false);
});
