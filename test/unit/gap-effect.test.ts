import { describe, expect, test } from 'vitest';
import { effectOf, effectSpans, type Touched } from '../../src/csat/gap-effect.ts';
import { chanceOf } from '../../src/workspace/story/random.ts';

/** Of all conversations half were rated, unless said otherwise, and none has a thumb. */
const of = (touched: number, conversations: number, heard = Math.max(touched, conversations / 2)): Touched => ({
  ...{ touched, conversations, heard, others: { rated: heard - touched, thumbed: 0 } },
});

describe('a fix', () => {
  test('is counted on whole days on both sides of the day on which the gap was marked done', () => {
    expect(effectSpans('2026-10-15', '2026-11-16')).toEqual({
      before: { from: '2026-09-17', to: '2026-10-15' },
      after: { from: '2026-10-16', to: '2026-11-13' },
    });
    expect(effectSpans('2026-10-15', '2026-10-20').after).toEqual({ from: '2026-10-16', to: '2026-10-20' });
    expect(effectSpans('2026-10-15', '2026-10-15').after).toEqual({ from: '2026-10-16', to: '2026-10-16' });
  });

  // Newcombe, Statistics in Medicine 17 (1998), table II, method 10: 56/70 − 48/80 = 0.2 (0.0524, 0.3339).
  test('is judged by the difference of two shares with its 95 % interval', () => {
    const { interval, call } = effectOf(of(48, 80, 80), of(56, 70, 70), 28);
    expect(interval?.[0]).toBeCloseTo(0.0524, 4);
    expect(interval?.[1]).toBeCloseTo(0.3339, 4);
    expect(call).toBe('got worse');
    expect(effectOf(of(56, 70, 70), of(48, 80, 80), 28).call).toBe('helped');
  });

  test('is not judged on too little', () => {
    expect(effectOf(of(40, 400), of(2, 100), 6).call).toBe('too few to call');
    expect(effectOf(of(4, 400), of(0, 400), 28).call).toBe('too few to call');
    expect(effectOf(of(20, 29), of(0, 400), 28).call).toBe('too few to call');
    expect(effectOf(of(0, 0), of(0, 0), 0).call).toBe('too few to call');
  });

  test('is judged by those who said anything, too: a gap that shrinks because fewer are asked is no good news', () => {
    expect(effectOf(of(60, 1_000, 600), of(30, 1_000, 310), 28).call).toBe('no clear change');
    expect(effectOf(of(60, 1_000, 600), of(30, 1_000, 600), 28).call).toBe('helped');
    expect(effectOf(of(30, 1_000, 300), of(60, 1_000, 600), 28).call).toBe('no clear change');
    expect(effectOf(of(30, 1_000, 600), of(60, 1_000, 600), 28).call).toBe('got worse');
    // All feedback that there is was the gap's: whether shoppers are content or silent cannot be told.
    expect(effectOf(of(60, 1_000, 60), of(20, 1_000, 20), 28).call).toBe('no clear change');
  });

  test('is not judged when ratings or thumbs were switched off, whichever the gap was known by', () => {
    expect(effectOf(of(60, 1_000, 300), of(25, 1_000, 140), 28).call).toBe('too few to call');
    const both = { ...{ touched: 60, conversations: 1_000, heard: 500 }, others: { rated: 300, thumbed: 300 } };
    const without = (changes: Partial<Touched['others']>) => ({ ...both.others, ...changes });
    const after = { ...both, touched: 20 };
    expect(effectOf(both, after, 28).call).toBe('helped');
    expect(effectOf(both, { ...after, others: without({ thumbed: 0 }) }, 28).call).toBe('too few to call');
    expect(effectOf(both, { ...after, others: without({ rated: 0 }) }, 28).call).toBe('too few to call');
  });

  test('that did nothing is never "helped" for sameness', () => {
    expect(effectOf(of(80, 2_000), of(80, 2_000), 28).call).toBe('no clear change');
  });

  test('is not called without a clear change where not even a halving would have been one', () => {
    for (const touched of [5, 20, 40]) {
      expect(effectOf(of(touched, 2_000), of(touched, 2_000), 28)).toMatchObject({ call: 'too few to call' });
    }
    expect(effectOf(of(60, 2_000), of(60, 2_000), 28).call).toBe('no clear change');
    // A week of the four: a halving is seen only where there is more.
    expect(effectOf(of(60, 2_000), of(15, 500), 7).call).toBe('too few to call');
    expect(effectOf(of(20, 2_000), of(2, 2_000), 28).call).toBe('helped');
  });
});

type Histories = Record<'histories' | 'conversations' | 'rate' | 'factor', number> & {
  /** How many of 100 are asked for feedback after the fix, of those who were before. */
  askedAfter?: number;
};

/** How often each call is made in made-up histories: `rate` of the conversations before, `rate` times `factor` after. */
function callsOf({ histories, conversations, rate, factor, askedAfter = 100 }: Histories) {
  const calls: string[] = [];
  for (let seed = 0; seed < histories; seed++) {
    const chance = chanceOf(`fix ${seed}`);
    const drawn = (share: number) =>
      Array.from({ length: conversations }, () => chance.happens(share)).filter(Boolean).length;
    const spanOf = (share: number, asked: number) => {
      const touched = drawn(share * asked);
      return of(touched, conversations, touched + drawn((0.5 - share) * asked));
    };
    calls.push(effectOf(spanOf(rate, 1), spanOf(rate * factor, askedAfter / 100), 28).call);
  }
  return (call: string) => calls.filter((made) => made === call).length / histories;
}

describe('in made-up histories of 28 days on either side', () => {
  test('a fix that halves a gap is said to have helped in at least nine of ten', () => {
    expect(callsOf({ histories: 200, conversations: 2_000, rate: 0.06, factor: 0.5 })('helped')).toBeGreaterThanOrEqual(
      0.9,
    );
  });

  test('one that does nothing is said to have helped in at most one of twenty, with much and with little', () => {
    for (const conversations of [60, 400, 2_000]) {
      expect(callsOf({ histories: 200, conversations, rate: 0.05, factor: 1 })('helped')).toBeLessThanOrEqual(0.05);
    }
  });

  test.each([100, 80, 70, 60, 55, 150, 200])('nor where %d of 100 are asked that were before', (askedAfter) => {
    const call = callsOf({ histories: 300, conversations: 2_000, rate: 0.05, factor: 1, askedAfter });
    expect(call('helped')).toBeLessThanOrEqual(0.05);
    expect(call('got worse')).toBeLessThanOrEqual(0.05);
  });

  test('one that made it worse is never said to have helped', () => {
    expect(callsOf({ histories: 50, conversations: 1_000, rate: 0.04, factor: 2 })('helped')).toBe(0);
  });
});
