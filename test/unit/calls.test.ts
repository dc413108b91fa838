import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callOfMeans, callOfShares } from '../../src/csat/calls.ts';
import type { RatingCounts } from '../../src/csat/overview.ts';
import { newcombeInterval, type Sample, welchInterval, wilsonInterval } from '../../src/csat/statistics.ts';

const sampleOf = (values: number[]): Sample => ({
  count: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  squareSum: values.reduce((sum, value) => sum + value ** 2, 0),
});

const ratings = (...scores: number[]): RatingCounts => ({
  rated: scores.length,
  scoreSum: scores.reduce((sum, score) => sum + score, 0),
  scoreSquareSum: scores.reduce((sum, score) => sum + score ** 2, 0),
  upvotes: scores.filter((score) => score >= 4).length,
  neutral: scores.filter((score) => score === 3).length,
  downvotes: scores.filter((score) => score <= 2).length,
});

describe('the interval of a difference of shares', () => {
  // Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10 (score, without continuity correction).
  // The same digits stand in the tests of the Python package mergeron (all eight) and in paper 127 of the Western Users of
  // SAS Software 2016, page 9 (a, b and g, as SAS's PROC FREQ gives them).
  test.each([
    { name: '(a)', now: [56, 70], before: [48, 80], printed: ['0.0524', '0.3339'] },
    { name: '(b)', now: [9, 10], before: [3, 10], printed: ['0.1705', '0.8090'] },
    { name: '(c)', now: [6, 7], before: [2, 7], printed: ['0.0582', '0.8062'] },
    { name: '(d)', now: [5, 56], before: [0, 29], printed: ['-0.0381', '0.1926'] },
    { name: '(e)', now: [0, 10], before: [0, 20], printed: ['-0.1611', '0.2775'] },
    { name: '(f)', now: [0, 10], before: [0, 10], printed: ['-0.2775', '0.2775'] },
    { name: '(g)', now: [10, 10], before: [0, 20], printed: ['0.6791', '1.0000'] },
    { name: '(h)', now: [10, 10], before: [0, 10], printed: ['0.6075', '1.0000'] },
  ])('equals Newcombe’s example $name to the digits printed', ({ now, before, printed }) => {
    const interval = newcombeInterval(proportion(now), proportion(before));
    expect(interval?.map((bound) => bound.toFixed(4))).toEqual(printed);
  });

  test('equals what R gives, to the digits that others print of it', () => {
    // mergeron's tests ("Comparison to R", 3/29 and 6/36), and DescTools::BinomDiffCI's reference of an HIV trial (84/101, 89/105).
    const digits = (now: number[], before: number[], places: number) =>
      newcombeInterval(proportion(now), proportion(before))?.map((bound) => bound.toFixed(places));
    expect(digits([3, 29], [6, 36], 7)).toEqual(['-0.2298067', '0.1197196']);
    expect(digits([84, 101], [89, 105], 4)).toEqual(['-0.1177', '0.0851']);
    expect(digits([0, 10], [0, 20], 8)).toEqual(['-0.16112516', '0.27753280']);
  });

  test('is mirrored when the sides are exchanged, and holds the difference', () => {
    const proportions = fc
      .integer({ min: 1, max: 500 })
      .chain((trials) => fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }));
    fc.assert(
      fc.property(proportions, proportions, (now, before) => {
        const [low, high] = newcombeInterval(now, before) ?? [Number.NaN, Number.NaN];
        const [mirroredLow, mirroredHigh] = newcombeInterval(before, now) ?? [Number.NaN, Number.NaN];
        const difference = now.successes / now.trials - before.successes / before.trials;
        expect(low).toBeCloseTo(-mirroredHigh, 12);
        expect(high).toBeCloseTo(-mirroredLow, 12);
        expect(low).toBeLessThanOrEqual(difference);
        expect(high).toBeGreaterThanOrEqual(difference);
        expect(low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(high).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe('the interval of one share', () => {
  // Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3 (score, without continuity correction).
  test.each([
    { counts: [81, 263], printed: ['0.2553', '0.3662'] },
    { counts: [15, 148], printed: ['0.0624', '0.1605'] },
    { counts: [0, 20], printed: ['0.0000', '0.1611'] },
    { counts: [1, 29], printed: ['0.0061', '0.1718'] },
  ])('equals Newcombe’s example of $counts to the digits printed', ({ counts, printed }) => {
    expect(wilsonInterval(proportion(counts)).map((bound) => bound.toFixed(4))).toEqual(printed);
  });
});

describe('the interval of a difference of means', () => {
  test('equals R’s Welch example on the sleep data of Student (1908) to the digits printed', () => {
    // R, help page "sleep" and ?t.test: t.test(extra ~ group, data = sleep) prints t = -1.8608, df = 17.776 and this interval.
    // The tests of R's package parameters (easystats) hold more digits of the same.
    const first = sampleOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);
    const second = sampleOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    const interval = welchInterval(first, second);
    expect(interval?.map((bound) => bound.toFixed(7))).toEqual(['-3.3654832', '0.2054832']);
    expect(interval?.map((bound) => bound.toFixed(12))).toEqual(['-3.365483230712', '0.205483230712']);
  });

  test('equals two more of R’s examples to the digits printed', () => {
    // ?t.test: t.test(1:10, y = c(7:20)), and t.test(mpg ~ am, data = mtcars): Motor Trend's cars of 1974.
    const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
    const digits = (now: number[], before: number[]) =>
      welchInterval(sampleOf(now), sampleOf(before))?.map((bound) => bound.toFixed(6));
    expect(digits(numbers(1, 10), numbers(7, 20))).toEqual(['-11.052802', '-4.947198']);
    const automatic = [
      21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 21.5, 15.5, 15.2, 13.3, 19.2,
    ];
    const manual = [21.0, 21.0, 22.8, 32.4, 30.4, 33.9, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4];
    expect(digits(automatic, manual)).toEqual(['-11.280194', '-3.209684']);
  });

  test('agrees with a t table where both sides have the same spread and size', () => {
    // 2 × 8 values of variance 1: 14 degrees of freedom, t = 2.145, standard error 1/2.
    const side = { count: 8, sum: 0, squareSum: 7 };
    const [low, high] = welchInterval(side, side) ?? [Number.NaN, Number.NaN];
    expect((2 * high).toFixed(3)).toBe('2.145');
    expect(low).toBe(-high);
  });
});

describe('the call', () => {
  test('is made from five ratings on each side, not from four', () => {
    expect(callOfMeans(ratings(5, 5, 5, 4), ratings(1, 1, 2, 1, 1))).toEqual({
      interval: null,
      call: 'too few to call',
    });
    expect(callOfMeans(ratings(5, 5, 5, 4, 5), ratings(1, 1, 2, 1, 1)).call).toBe('up');
    expect(callOfMeans(ratings(1, 1, 2, 1, 1), ratings(5, 5, 5, 4, 5)).call).toBe('down');
  });

  test('is made from ten thumbs on each side, not from nine', () => {
    expect(callOfShares({ up: 9, down: 0 }, { up: 1, down: 40 })).toEqual({ interval: null, call: 'too few to call' });
    expect(callOfShares({ up: 10, down: 0 }, { up: 1, down: 40 }).call).toBe('up');
    expect(callOfShares({ up: 1, down: 40 }, { up: 10, down: 0 }).call).toBe('down');
  });

  test('is "no clear change" while the interval holds 0', () => {
    const called = callOfMeans(ratings(5, 4, 3, 5, 4, 2), ratings(4, 4, 3, 5, 3, 3));
    expect(called.call).toBe('no clear change');
    expect(called.interval?.[0]).toBeLessThan(0);
    expect(called.interval?.[1]).toBeGreaterThan(0);
  });

  test('says of equal scores without any spread that nothing changed, and never claims a width of zero', () => {
    const called = callOfMeans(ratings(5, 5, 5, 5, 5), ratings(5, 5, 5, 5, 5, 5));
    expect(called.call).toBe('no clear change');
    expect(called.interval?.[1]).toBeGreaterThan(0);
    expect(callOfMeans(ratings(5, 5, 5, 5, 5), ratings(1, 1, 1, 1, 1)).call).toBe('up');
  });

  test('is finite and never contradicts the sign of the change', () => {
    const scores = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 60 });
    fc.assert(
      fc.property(scores, scores, (now, before) => {
        const { interval, call } = callOfMeans(ratings(...now), ratings(...before));
        expect(interval === null).toBe(now.length < 5 || before.length < 5);
        expect(interval === null).toBe(call === 'too few to call');
        for (const bound of interval ?? []) expect(Number.isFinite(bound)).toBe(true);
        const change = sampleOf(now).sum / now.length - sampleOf(before).sum / before.length;
        if (call === 'up') expect(change).toBeGreaterThan(0);
        if (call === 'down') expect(change).toBeLessThan(0);
      }),
    );
  });
});

function proportion([successes = 0, trials = 0]: number[]) {
  return { successes, trials };
}
