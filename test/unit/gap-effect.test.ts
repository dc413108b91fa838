import { describe, expect, test } from 'vitest';
import { effectOf, effectSpans, type Touched } from '../../src/csat/gap-effect.ts';
import { chanceOf } from '../../src/workspace/story/random.ts';

const of = (touched: number, conversations: number, rated = conversations / 2): Touched => ({
  ...{ touched, conversations, rated },
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
    const { interval, call } = effectOf(of(48, 80), of(56, 70), 28);
    expect(interval?.[0]).toBeCloseTo(0.0524, 4);
    expect(interval?.[1]).toBeCloseTo(0.3339, 4);
    expect(call).toBe('got worse');
    expect(effectOf(of(56, 70), of(48, 80), 28).call).toBe('helped');
  });

  test('is not judged on too little', () => {
    expect(effectOf(of(40, 400), of(2, 100), 6).call).toBe('too few to call');
    expect(effectOf(of(4, 400), of(0, 400), 28).call).toBe('too few to call');
    expect(effectOf(of(20, 29), of(0, 400), 28).call).toBe('too few to call');
    expect(effectOf(of(0, 0), of(0, 0), 0).call).toBe('too few to call');
  });

  test('is not judged when nobody is asked any more: a gap that shrinks with the response rate is no good news', () => {
    expect(effectOf(of(60, 1_000, 300), of(25, 1_000, 140), 28).call).toBe('too few to call');
    expect(effectOf(of(60, 1_000, 300), of(25, 1_000, 160), 28).call).toBe('helped');
    expect(effectOf(of(60, 1_000, 0), of(25, 1_000, 0), 28).call).toBe('helped');
  });

  test('that did nothing is never "helped" for sameness', () => {
    expect(effectOf(of(30, 1_000), of(30, 1_000), 28).call).toBe('no clear change');
  });
});

/** How often each call is made in made-up histories: `rate` of the conversations before, `rate` times `factor` after. */
function callsOf({
  histories,
  conversations,
  rate,
  factor,
}: Record<'histories' | 'conversations' | 'rate' | 'factor', number>) {
  const calls: string[] = [];
  for (let seed = 0; seed < histories; seed++) {
    const chance = chanceOf(`fix ${seed}`);
    const drawn = (share: number) =>
      Array.from({ length: conversations }, () => chance.happens(share)).filter(Boolean).length;
    calls.push(effectOf(of(drawn(rate), conversations), of(drawn(rate * factor), conversations), 28).call);
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

  test('one that made it worse is never said to have helped', () => {
    expect(callsOf({ histories: 50, conversations: 1_000, rate: 0.04, factor: 2 })('helped')).toBe(0);
  });
});
