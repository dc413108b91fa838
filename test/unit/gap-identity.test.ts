import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Belonging, identify, type KnownGap } from '../../src/csat/gaps/identity.ts';

type Likeness = Parameters<typeof identify>[0]['likeness'];
type Window = { known: KnownGap[]; belongings: Belonging[]; groups: number[][] };

const run = ({ known, belongings, groups }: Window, likeness: Likeness = () => 0) =>
  identify({ known, belongings, groups, conversations: belongings.map((_, at) => `c-${at}`), likeness });

/** Questions 0, 1, 2 … belong to the gaps named; null: to none. */
const belong = (...gaps: (number | null)[]): Belonging[] => gaps.map((gap) => ({ gap, pinned: false }));
const gapsOf = (window: Window) => run(window).gaps.map(({ id, members }) => [id, members]);
const plain = (...ids: number[]): KnownGap[] => ids.map((id) => ({ id, worked: false }));

describe('a gap is the same gap next week', () => {
  test('with whom it shares most members, whoever joined and left', () => {
    const belongings = belong(1, 1, 1, 2, 2, null, null);
    expect(
      gapsOf({
        known: plain(1, 2),
        belongings,
        groups: [
          [0, 1, 3, 5],
          [2, 4, 6],
        ],
      }),
    ).toEqual([
      [1, [0, 1, 3, 5]],
      [2, [2, 4, 6]],
    ]);
  });

  test('and a group that nobody knows is a new gap, unless it is of one conversation', () => {
    expect(gapsOf({ known: [], belongings: belong(null, null, null), groups: [[0, 1], [2]] })).toEqual([
      [null, [0, 1]],
    ]);
    const conversations = ['c-1', 'c-1'];
    const twice = { known: [], belongings: belong(null, null), groups: [[0, 1]], conversations, likeness: () => 0 };
    expect(identify(twice).gaps).toEqual([]);
  });

  test('when it falls apart, in its larger part; the rest is a new gap', () => {
    expect(
      gapsOf({
        known: plain(1),
        belongings: belong(1, 1, 1, 1, 1),
        groups: [
          [0, 1],
          [2, 3, 4],
        ],
      }),
    ).toEqual([
      [1, [2, 3, 4]],
      [null, [0, 1]],
    ]);
  });

  test('when two become one, the larger; the other joins it', () => {
    const window = { known: plain(1, 2), belongings: belong(1, 1, 2, 2, 2), groups: [[0, 1, 2, 3, 4]] };
    expect(run(window)).toEqual({ gaps: [{ id: 2, members: [0, 1, 2, 3, 4] }], joined: [{ gap: 1, into: 2 }] });
  });
});

describe('the word of people stands', () => {
  test('what they pinned stays where it is, though it is grouped with others', () => {
    const belongings = [...belong(1, 1, 1), { gap: 2, pinned: true }];
    const known = [...plain(1), { id: 2, worked: true }];
    expect(gapsOf({ known, belongings, groups: [[0, 1, 2, 3]] })).toEqual([
      [1, [0, 1, 2]],
      [2, [3]],
    ]);
  });

  describe('a conversation that was split off', () => {
    const known = [
      { id: 1, worked: true },
      { id: 2, worked: true },
    ];
    const split = { gap: 2, pinned: true };
    const likeFirst = (at: number, others: readonly number[]) => (others.includes(0) === (at === 4) ? 1 : 0);

    test('takes the new questions that are most like it, among the others of its old gap', () => {
      const belongings = [split, ...belong(1, 1, 1, null, null)];
      const { gaps } = run({ known, belongings, groups: [[0, 1, 2, 3, 4, 5]] }, likeFirst);
      expect(gaps).toEqual([
        { id: 1, members: [1, 2, 3, 5] },
        { id: 2, members: [0, 4] },
      ]);
    });

    test('grows with a group of its own, even by a single question', () => {
      const belongings = [split, ...belong(1, 1, 1, null)];
      expect(
        gapsOf({
          known,
          belongings,
          groups: [
            [0, 4],
            [1, 2, 3],
          ],
        }),
      ).toEqual([
        [1, [1, 2, 3]],
        [2, [0, 4]],
      ]);
    });

    test('still takes those like it where it has grown elsewhere', () => {
      const belongings = [split, ...belong(1, 1, 1, null, 2, 2)];
      const groups = [
        [0, 1, 2, 3, 4],
        [5, 6],
      ];
      expect(run({ known, belongings, groups }, likeFirst).gaps).toEqual([
        { id: 1, members: [1, 2, 3] },
        { id: 2, members: [0, 4, 5, 6] },
      ]);
    });
  });

  test('a gap they work on does not join a larger one: new questions go to the one they are more like', () => {
    const known = [...plain(1), { id: 2, worked: true }];
    const belongings = belong(1, 1, 1, 1, 1, 2, 2, null, null);
    const likeness = (at: number, others: readonly number[]) => (others.includes(5) === (at === 7) ? 1 : 0);
    const conversations = belongings.map((_, at) => `c-${at}`);
    const groups = [[0, 1, 2, 3, 4, 5, 6, 7, 8]];
    expect(identify({ known, belongings, groups, conversations, likeness })).toEqual({
      gaps: [
        { id: 1, members: [0, 1, 2, 3, 4, 8] },
        { id: 2, members: [5, 6, 7] },
      ],
      joined: [],
    });
  });

  test('and it is not taken apart: a fix is not said to have helped because words were grouped otherwise', () => {
    const known = [{ id: 1, worked: true }];
    const belongings = belong(1, 1, 1, 1, 1, null, null);
    expect(
      gapsOf({
        known,
        belongings,
        groups: [
          [0, 1, 2, 5],
          [3, 4, 6],
        ],
      }),
    ).toEqual([[1, [0, 1, 2, 3, 4, 5, 6]]]);
  });

  test('nor where a part of it shares a group with a larger gap, or is the smaller part of one that nobody has', () => {
    const known = [{ id: 1, worked: true }, ...plain(2, 3)];
    // Gap 1: 0 to 9; gap 2: 10 to 18; gap 3: 19 to 29.
    const belongings = belong(...Array(10).fill(1), ...Array(9).fill(2), ...Array(11).fill(3));
    const shared = [
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18],
      [19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29],
    ];
    expect(gapsOf({ known, belongings, groups: shared })).toEqual([
      [1, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
      [2, [10, 11, 12, 13, 14, 15, 16, 17, 18]],
      [3, [19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]],
    ]);
    const apart = [
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 25, 26, 27, 28, 29],
      [10, 11, 12, 13, 14, 15, 16, 17, 18],
      [19, 20, 21, 22, 23, 24],
    ];
    expect(gapsOf({ known, belongings, groups: apart })).toEqual([
      [1, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
      [2, [10, 11, 12, 13, 14, 15, 16, 17, 18]],
      [3, [19, 20, 21, 22, 23, 24]],
      [null, [25, 26, 27, 28, 29]],
    ]);
  });

  test('a gap they work on takes over an untouched one of up to twice its size', () => {
    const known = [...plain(1), { id: 2, worked: true }];
    const window = { known, belongings: belong(1, 1, 1, 2, 2), groups: [[0, 1, 2, 3, 4]] };
    expect(run(window)).toEqual({ gaps: [{ id: 2, members: [0, 1, 2, 3, 4] }], joined: [{ gap: 1, into: 2 }] });
  });
});

describe('a gap that people have dismissed', () => {
  const known = [{ id: 1, worked: true, dismissed: true }, ...plain(2)];

  test('takes over no untouched one that is as large or larger: what is in no list must not hide what is to be seen', () => {
    for (const untouched of [3, 2]) {
      const belongings = belong(1, 1, ...Array(untouched).fill(2), null);
      const all = belongings.map((_, at) => at);
      const likeSecond = (_: number, others: readonly number[]) => (others.includes(2) ? 1 : 0);
      expect(run({ known, belongings, groups: [all] }, likeSecond)).toEqual({
        gaps: [
          { id: 1, members: [0, 1] },
          { id: 2, members: all.slice(2) },
        ],
        joined: [],
      });
    }
  });

  test('keeps its own questions, whatever they are grouped with, and draws new ones that are like them', () => {
    const belongings = belong(1, 1, 1, 2, 2, null);
    const groups = [
      [0, 1, 5],
      [2, 3, 4],
    ];
    expect(gapsOf({ known, belongings, groups })).toEqual([
      [1, [0, 1, 2, 5]],
      [2, [3, 4]],
    ]);
  });
});

const windows = fc
  .record({ size: fc.integer({ min: 0, max: 40 }), gaps: fc.integer({ min: 0, max: 6 }), seed: fc.integer() })
  .chain(({ size, gaps }) =>
    fc.record({
      known: fc.tuple(
        ...Array.from({ length: gaps }, (_, id) =>
          fc.record({ id: fc.constant(id + 1), worked: fc.boolean(), dismissed: fc.boolean() }),
        ),
      ),
      belongings: fc.array(
        fc.record({
          gap: fc.option(fc.integer({ min: 1, max: Math.max(1, gaps) }), { nil: null }),
          pinned: fc.boolean(),
        }),
        { minLength: size, maxLength: size },
      ),
      group: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: size, maxLength: size }),
    }),
  )
  .map(({ known, belongings, group }) => {
    const byGroup = new Map<number, number[]>();
    for (const [at, number] of group.entries()) byGroup.set(number, [...(byGroup.get(number) ?? []), at]);
    const ids = new Set(known.map(({ id }) => id));
    return {
      // Dismissing is work.
      known: known.map(({ id, worked, dismissed }): KnownGap => ({ id, worked: worked || dismissed, dismissed })),
      belongings: belongings.map(({ gap, pinned }) => {
        const held = gap !== null && ids.has(gap) ? gap : null;
        return { gap: held, pinned: pinned && held !== null };
      }),
      groups: [...byGroup.values()],
    };
  });

describe('whatever is grouped', () => {
  test('every question is in one gap at most, and no gap is there twice', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const { gaps } = run(window);
        const members = gaps.flatMap((gap) => gap.members);
        expect(new Set(members).size).toBe(members.length);
        const ids = gaps.flatMap(({ id }) => (id === null ? [] : [id]));
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  test('every question of a gap that people work on stays in it', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const { gaps } = run(window);
        const worked = new Set(window.known.filter((gap) => gap.worked).map(({ id }) => id));
        window.belongings.forEach(({ gap }, at) => {
          if (gap !== null && worked.has(gap)) {
            expect(gaps.find(({ members }) => members.includes(at))?.id).toBe(gap);
          }
        });
      }),
    );
  });

  test('what is pinned stays, and what people work on is never joined', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const { gaps, joined } = run(window);
        window.belongings.forEach(({ gap, pinned }, at) => {
          if (pinned) expect(gaps.find(({ members }) => members.includes(at))?.id).toBe(gap);
        });
        const worked = new Set(window.known.filter((gap) => gap.worked).map(({ id }) => id));
        expect(joined.filter(({ gap }) => worked.has(gap))).toEqual([]);
      }),
    );
  });

  test('the order in which groups and gaps come changes nothing', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const turned = { ...window, groups: [...window.groups].reverse(), known: [...window.known].reverse() };
        const sorted = (result: ReturnType<typeof run>) => ({
          gaps: result.gaps.map((gap) => JSON.stringify(gap)).sort(),
          joined: result.joined,
        });
        expect(sorted(run(turned))).toEqual(sorted(run(window)));
      }),
    );
  });

  test('the same groups once more change nothing, where nobody has worked on a gap', () => {
    fc.assert(
      fc.property(windows, ({ belongings, groups, known }) => {
        const untouched = {
          groups,
          known: known.map(({ id }) => ({ id, worked: false })),
          belongings: belongings.map(({ gap }) => ({ gap, pinned: false })),
        };
        const first = run(untouched);
        const named = first.gaps.map(({ id, members }, at) => ({ id: id ?? 100 + at, members }));
        const again = run({
          groups,
          known: plain(...named.map(({ id }) => id)),
          belongings: belongings.map((_, at) => ({
            gap: named.find(({ members }) => members.includes(at))?.id ?? null,
            pinned: false,
          })),
        });
        expect(again.joined).toEqual([]);
        const byId = (gaps: { id: number | null; members: number[] }[]) =>
          [...gaps].sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
        expect(byId(again.gaps)).toEqual(byId(named));
      }),
    );
  });
});
