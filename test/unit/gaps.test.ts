import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageLink, cut } from '../../src/csat/gaps/average-link.ts';
import type { Question } from '../../src/csat/gaps/distinct.ts';
import { extend } from '../../src/csat/gaps/extend.ts';
import { ALIKE_ALONE, ALIKE_AMONG, groupQuestions } from '../../src/csat/gaps/group-questions.ts';
import { olderUntil } from '../../src/csat/gaps/older.ts';
import { tokensOf } from '../../src/csat/gaps/tokens.ts';

const asked = (...texts: string[]): Question[] => texts.map((text) => ({ text, meaning: null }));
const groupedTexts = (questions: Question[]) =>
  groupQuestions(questions)
    .groups.map(({ members }) => members.map((at) => questions[at]?.text).sort())
    .sort((a, b) => b.length - a.length || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));

const RETURNS = ['How do I return my shoes?', 'how can I return the shoes', 'I want to return shoes, how?'];
const GERMAN = ['Wo bleibt meine Lieferung?', 'Wo ist meine Lieferung geblieben?', 'Meine Lieferung: wo bleibt sie?'];
const JAPANESE = ['返品はどうすればいいですか', '靴の返品はどうすればいいでしょうか', '靴の返品はどうすればいいですか'];
const OTHERS = ['Do you sell gift cards?', 'Is the wool jumper warm?', 'What time does the Leeds branch open?'];

describe('the words of a question', { timeout: 30_000 }, () => {
  it('are found where a script puts no spaces between them', () => {
    expect(tokensOf('返品はどうすればいいですか').words).toContain('返品');
    expect(tokensOf('ฉันต้องการคืนสินค้า').words.length).toBeGreaterThan(2);
  });

  it('are the same for ASCII text as for the same text beside another script', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 6 }), (words) => {
        expect(tokensOf(words.join(' ')).words).toEqual(words);
        expect(tokensOf(`${words.join(' ')} 東京`).words.slice(0, words.length)).toEqual(words);
      }),
    );
  });

  it('never fail, whatever a shopper types', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 }), (texts) => {
        const { groups } = groupQuestions(asked(...texts));
        expect(groups.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual([...texts.keys()]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('average link', () => {
  it('joins by the mean similarity of all pairs, as on paper', () => {
    // a and b are 0.9 alike; c is 0.5 like a and 0.1 like b: 0.3 in the mean; d is like none.
    const matrix = Float32Array.of(1, 0.9, 0.5, 0, 0.9, 1, 0.1, 0, 0.5, 0.1, 1, 0, 0, 0, 0, 1);
    const merges = averageLink(matrix, [1, 1, 1, 1]);
    expect(merges.map(({ similarity }) => Number(similarity.toFixed(3)))).toEqual([0.9, 0.3, 0]);
    expect([...cut(merges, new Array(4).fill(0.31))]).toEqual([0, 0, 2, 3]);
    expect([...cut(merges, new Array(4).fill(0.29))]).toEqual([0, 0, 0, 3]);
  });

  it('asks of a group what its rows ask for in the mean, and joins no group to one that was not made', () => {
    const merges = [
      { left: 0, right: 1, similarity: 0.6 },
      { left: 2, right: 3, similarity: 0.5 },
      { left: 0, right: 2, similarity: 0.45 },
      { left: 0, right: 4, similarity: 0.4 },
    ];
    expect([...cut(merges, [0.7, 0.7, 0.4, 0.4, 0])]).toEqual([0, 1, 2, 2, 4]);
    expect([...cut(merges, [0.75, 0.4, 0.3, 0.3, 0])]).toEqual([0, 0, 0, 0, 0]);
    expect([...cut(merges, [0.65, 0.5, 0.4, 0.4, 0.9])]).toEqual([0, 0, 2, 2, 4]);
  });

  it('counts a row as often as it was asked', () => {
    const matrix = Float32Array.of(1, 0.9, 0.5, 0.9, 1, 0.1, 0.5, 0.1, 1);
    expect(averageLink(matrix, [3, 1, 1])[1]?.similarity).toBeCloseTo((3 * 0.5 + 0.1) / 4, 5);
  });
});

describe('grouping questions', () => {
  it('puts what is asked in other words together, in each language, and leaves the rest alone', () => {
    const groups = groupedTexts(asked(...RETURNS, ...GERMAN, ...JAPANESE, ...OTHERS));
    for (const alike of [RETURNS, GERMAN, JAPANESE]) expect(groups).toContainEqual([...alike].sort());
    for (const other of OTHERS) expect(groups).toContainEqual([other]);
  });

  it('gives the same gaps for the same questions in any order', () => {
    const questions = asked(...RETURNS, ...GERMAN, ...JAPANESE, ...OTHERS, RETURNS[0] ?? '');
    const expected = groupedTexts(questions);
    fc.assert(
      fc.property(fc.shuffledSubarray(questions, { minLength: questions.length }), (shuffled) => {
        expect(groupedTexts(shuffled)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('takes what reads the same as one question asked often', () => {
    const { groups, distinct } = groupQuestions(
      asked('Where is it?', 'where  is it?', 'WHERE IS IT?', 'Do you ship to Peru?'),
    );
    expect(distinct).toHaveLength(2);
    expect(groups[0]?.members).toEqual([0, 1, 2]);
  });

  it('finds one meaning in different words where it is given vectors', () => {
    const north = Float32Array.of(1, 0, 0);
    const east = Float32Array.of(0, 1, 0);
    const questions = [
      { text: 'Refund please', meaning: north },
      { text: 'I want a refund', meaning: north },
      { text: 'Opening hours?', meaning: east },
      { text: 'What are your hours?', meaning: east },
    ];
    const apart = groupQuestions(questions.map(({ text }) => ({ text, meaning: null })));
    expect(apart.groups).toHaveLength(4);
    const together = groupQuestions(questions).groups.map(({ members }) => members);
    expect(together).toEqual(
      expect.arrayContaining([
        [0, 1],
        [2, 3],
      ]),
    );
  });

  it('sees questions with the shop’s other ones, and groups only those that it was asked to', () => {
    const asks = (thing: string) =>
      ['Where is my', 'When comes my', 'I wait for my'].map((start) => `${start} ${thing}`);
    const questions = asked('Where is my parcel', 'I wait for my parcel', 'Do you sell wool?');
    const few = asked(...asks('parcel'), ...asks('refund'), ...OTHERS, ...GERMAN);
    const enough = Array.from({ length: 750 }, (_, at) => few[at % few.length] as Question);
    const { groups } = groupQuestions(questions, enough);
    expect(groups.map(({ members }) => members)).toEqual([[0, 1], [2]]);
    expect(groups[0]?.central).toBeLessThan(2);
    expect(groupQuestions(questions, few)).toMatchObject({ isAmong: false, alike: ALIKE_ALONE });
    expect(groupQuestions(questions, enough)).toMatchObject({ isAmong: true, alike: ALIKE_AMONG });
  });

  it('keeps apart what is asked in several languages of which the sentence model knows one', () => {
    const meaning = Float32Array.of(0.6, 0.8);
    const english = RETURNS.map((text) => ({ text, meaning }));
    const arabic = ['كيف يمكنني إرجاع الحذاء', 'كيف أستطيع إرجاع الحذاء', 'إرجاع الحذاء كيف'];
    const groups = groupedTexts([...english, ...asked(...GERMAN, ...JAPANESE, ...arabic, ...OTHERS)]);
    for (const alike of [RETURNS, GERMAN, JAPANESE, arabic]) expect(groups).toContainEqual([...alike].sort());
  });

  it('gives no groups for no questions', () => {
    expect(groupQuestions([]).groups).toEqual([]);
  });
});

describe('a window of more than can all be compared', { timeout: 30_000 }, () => {
  const ABOUT = [
    'parcel lost in transit',
    'refund never received',
    'wrong address on invoice',
    'voucher code rejected',
  ];
  const STARTS = ['Hello', 'Please', 'Again', 'Urgent'];
  const many = Array.from({ length: 600 }, (_, at) => ({
    text: `${STARTS[(at >> 2) % 4]}: ${ABOUT[at % 4]} ${at.toString(36)}`,
    meaning: null,
  }));

  it('is grouped by its neighbourhoods, the same in any order', () => {
    const thingsOf = (questions: Question[]) =>
      groupQuestions(questions, [], 100)
        .groups.map(({ members }) => members.map((at) => questions[at]?.text ?? '').sort())
        .filter((texts) => texts.length > 10)
        .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
    const groups = thingsOf(many);
    expect(groups.flat().length).toBeGreaterThan(many.length / 2);
    for (const group of groups) expect(new Set(group.map((text) => text.split(' ')[1])).size).toBe(1);
    expect(thingsOf([...many].reverse())).toEqual(groups);
  });
});

describe('newer questions', () => {
  const older = asked(...RETURNS, ...GERMAN, ...OTHERS);
  const grouping = groupQuestions(older);
  const textsOf = (newer: Question[]) =>
    extend(grouping, older.length, newer).groups.map(({ members }) =>
      members.map((at) => [...older, ...newer][at]?.text ?? '').sort(),
    );

  it('join their like, or one another, or stay alone', () => {
    const arabic = ['كيف يمكنني إرجاع الحذاء', 'كيف أستطيع إرجاع الحذاء'];
    const groups = textsOf(asked('how do I return my shoes', 'Wo bleibt meine Lieferung', ...arabic, 'قهوة'));
    expect(groups).toContainEqual([...RETURNS, 'how do I return my shoes'].sort());
    expect(groups).toContainEqual([...GERMAN, 'Wo bleibt meine Lieferung'].sort());
    expect(groups).toContainEqual([...arabic].sort());
    expect(groups).toContainEqual(['قهوة']);
  });

  it('are in the same groups in whatever order they come, each question in one', () => {
    const newer = asked(...RETURNS, ...JAPANESE, ...OTHERS, 'wo ist die Lieferung?', 'Is the scarf warm?', '', '🙂');
    const sorted = (groups: string[][]) => groups.map((group) => group.join('|')).sort();
    const expected = sorted(textsOf(newer));
    expect(textsOf(newer).flat().length).toBe(older.length + newer.length);
    fc.assert(
      fc.property(fc.shuffledSubarray(newer, { minLength: newer.length }), (shuffled) => {
        expect(sorted(textsOf(shuffled))).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('leave a window as it was when there are none', () => {
    expect(extend(grouping, older.length, []).groups).toEqual(grouping.groups);
  });
});

describe('the older questions of a window', () => {
  const midnight = new Date('2026-11-26T00:00:00Z');
  const at = (hours: number) => new Date(midnight.getTime() + hours * 3_600_000);
  const now = at(20);
  const yesterday = (count: number) => Array.from({ length: count }, () => at(-30));

  it('are those of before midnight, or of before a later quarter of the day where most came since', () => {
    expect(olderUntil([...yesterday(10), at(1), at(2)], midnight, now)).toEqual(midnight);
    expect(olderUntil([...yesterday(10), at(1), at(2), at(3)], midnight, now)).toBeNull();
    expect(olderUntil([...yesterday(10), at(1), at(2), at(3), at(7)], midnight, now)).toEqual(at(6));
    expect(olderUntil([...yesterday(3), at(19)], midnight, now)).toBeNull();
  });

  it('are all of them where none came since, or nothing is known', () => {
    expect(olderUntil(yesterday(10), midnight, now)).toBeNull();
    expect(olderUntil([], midnight, now)).toBeNull();
  });
});
