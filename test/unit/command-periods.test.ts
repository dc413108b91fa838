import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilters } from '../../src/csat/command-filters.ts';
import { ANY_CONVERSATION } from '../../src/csat/filters.ts';
import { addDays } from '../../src/csat/period.ts';
import { periodWords } from '../../src/slack/views/filter-words.ts';

/** A Sunday evening in UTC that is Monday already in Kolkata. */
const context = { now: new Date('2026-11-22T20:00:00Z'), zone: 'UTC' };
const read = (text: string) => parseFilters(text, context);
const NOVEMBER = ['2026-11-01', '2026-12-01'] as const;
const HALF = ['2026-11-01', '2026-11-16'] as const;
const NINTH = ['2026-11-09', '2026-11-10'] as const;
const TODAY = ['2026-11-22', '2026-11-23'] as const;
const YESTERDAY = ['2026-11-21', '2026-11-22'] as const;
const LAST_WEEK = ['2026-11-09', '2026-11-16'] as const;
const WEEK = ['2026-11-16', '2026-11-23'] as const;

/** From a day to before another. */
const GOOD: [string, readonly [string, string]][] = [
  ['today', TODAY],
  ['TODAY.', TODAY],
  ['today,', TODAY],
  ['to\u00adday', TODAY],
  ['\u200etoday\u200f', TODAY],
  ['ｔｏｄａｙ', TODAY],
  ['heute', TODAY],
  ['aujourd’hui', TODAY],
  ['hoy', TODAY],
  ['今日', TODAY],
  ['Yesterday', YESTERDAY],
  ['gestern', YESTERDAY],
  ['hier', YESTERDAY],
  ['ayer', YESTERDAY],
  ['ontem', YESTERDAY],
  ['昨日', YESTERDAY],
  ['vorgestern', ['2026-11-20', '2026-11-21']],
  ['7d', WEEK],
  ['7d,', WEEK],
  ['7 days', WEEK],
  ['last 7 days', WEEK],
  ['in the last 7 days', WEEK],
  ['letzte 7 Tage', WEEK],
  ['los últimos 7 días', WEEK],
  ['les 7 derniers jours', WEEK],
  ['過去7日間', WEEK],
  ['７ｄ', WEEK],
  ['2w', ['2026-11-09', '2026-11-23']],
  ['2 Wochen', ['2026-11-09', '2026-11-23']],
  ['3 days ago', ['2026-11-19', '2026-11-20']],
  ['2 weeks ago', ['2026-11-02', '2026-11-09']],
  ['a week ago', LAST_WEEK],
  ['vor 2 Wochen', ['2026-11-02', '2026-11-09']],
  ['il y a 3 jours', ['2026-11-19', '2026-11-20']],
  ['hace 3 días', ['2026-11-19', '2026-11-20']],
  ['3日前', ['2026-11-19', '2026-11-20']],
  ['2 months ago', ['2026-09-01', '2026-10-01']],
  ['this week', WEEK],
  ['diese Woche', WEEK],
  ['今週', WEEK],
  ['LAST  week', LAST_WEEK],
  ['letzte woche', LAST_WEEK],
  ['la semaine dernière', LAST_WEEK],
  ['semana pasada', LAST_WEEK],
  ['先週', LAST_WEEK],
  ['last month', ['2026-10-01', '2026-11-01']],
  ['mês passado', ['2026-10-01', '2026-11-01']],
  ['last year', ['2025-01-01', '2026-01-01']],
  ['2026', ['2026-01-01', '2027-01-01']],
  ['monday', ['2026-11-16', '2026-11-17']],
  ['Montag', ['2026-11-16', '2026-11-17']],
  ['last sunday', ['2026-11-15', '2026-11-16']],
  ['2026-11', NOVEMBER],
  ['November 2026', NOVEMBER],
  ['november', NOVEMBER],
  ['december', ['2025-12-01', '2026-01-01']],
  ['novembre', NOVEMBER],
  ['Noviembre de 2026', NOVEMBER],
  ['11/2026', NOVEMBER],
  ['2026年11月', NOVEMBER],
  ['2026-W46', LAST_WEEK],
  ['KW46', LAST_WEEK],
  ['KW 46', LAST_WEEK],
  ['week 46', LAST_WEEK],
  ['KW 50', ['2025-12-08', '2025-12-15']],
  ['第46週', LAST_WEEK],
  ['2026-11-09', NINTH],
  ['２０２６-１１-０９', NINTH],
  ['2026‑11‑09', NINTH],
  ['2026−11−09', NINTH],
  ['20261109', NINTH],
  ['2026/11/9', NINTH],
  ['9.11.2026', NINTH],
  ['9. 11. 2026', NINTH],
  ['9.11.26', NINTH],
  ['9.11.', NINTH],
  ['9.12.', ['2025-12-09', '2025-12-10']],
  ['9 Nov', NINTH],
  ['Nov 9th, 2026', NINTH],
  ['9. November 2026', NINTH],
  ['9 de noviembre de 2026', NINTH],
  ['9 août 2026', ['2026-08-09', '2026-08-10']],
  ['2026年11月9日', NINTH],
  ['11月9日', NINTH],
  ['11/15/2026', ['2026-11-15', '2026-11-16']],
  ['15/11', ['2026-11-15', '2026-11-16']],
  ['2026-11-01..2026-11-15', HALF],
  ['2026-11-01.. 2026-11-15', HALF],
  ['2026-11-01 ..2026-11-15', HALF],
  ['2026-11-01 .. 2026-11-15', HALF],
  ['2026-11-01…2026-11-15', HALF],
  ['2026-11-01 – 2026-11-15', HALF],
  ['2026-11-01-2026-11-15', HALF],
  ['2026-11-01~2026-11-15', HALF],
  ['2026-11-01〜2026-11-15', HALF],
  ['2026-11-01～2026-11-15', HALF],
  ['2026-11-01..15', HALF],
  ['2026-11-01..11-15', HALF],
  ['1.11.2026-15.11.2026', HALF],
  ['1.-15.11.2026', HALF],
  ['1.11.-15.11.2026', HALF],
  ['1.11. bis 15.11.', HALF],
  ['1.11.2026 to 15.11.2026', HALF],
  ['from 2026-11-01 to 2026-11-15', HALF],
  ['between 2026-11-01 and 2026-11-15', HALF],
  ['von 1.11.2026 bis 15.11.2026', HALF],
  ['1/11/2026 - 15/11/2026', HALF],
  ['Nov 1-15', HALF],
  ['Nov 1–15, 2026', HALF],
  ['du 1er au 15 novembre 2026', HALF],
  ['2026-11-01 à 2026-11-15', HALF],
  ['del 1 al 15 de noviembre de 2026', HALF],
  ['de 1 a 15 de novembro de 2026', HALF],
  ['2026-11-01 até 2026-11-15', HALF],
  ['11月1日から11月15日まで', HALF],
  ['from:2026-11-01 to:2026-11-15', HALF],
  ['28.12.-3.1.2026', ['2025-12-28', '2026-01-04']],
  ['2026-10..2026-11', ['2026-10-01', '2026-12-01']],
  ['2026-W45..2026-W46', ['2026-11-02', '2026-11-16']],
  ['yesterday..today', ['2026-11-21', '2026-11-23']],
  ['2026-11-01 to today', ['2026-11-01', '2026-11-23']],
  ['2026-11-20..', ['2026-11-20', '2026-11-23']],
  ['since 2026-11-20', ['2026-11-20', '2026-11-23']],
  ['since:2026-11-20', ['2026-11-20', '2026-11-23']],
  ['since monday', WEEK],
  ['seit gestern', ['2026-11-21', '2026-11-23']],
  ['after 2026-11-20', ['2026-11-21', '2026-11-23']],
  ['11月20日以降', ['2026-11-20', '2026-11-23']],
  ['..2026-11-15', ['1970-01-01', '2026-11-16']],
  ['until 2026-11-15', ['1970-01-01', '2026-11-16']],
  ['bis 15.11.2026', ['1970-01-01', '2026-11-16']],
  ['before 2026-11-01', ['1970-01-01', '2026-11-01']],
  ['on:2026-11-09', NINTH],
];

test.each(GOOD)('%j is a period', (text, [from, to]) => {
  expect(read(text)).toEqual({
    filter: { ...ANY_CONVERSATION, period: { zone: 'UTC', from, to } },
    problems: [],
  });
});

describe('no period, but named with what can be typed', () => {
  test.each([
    ['yesteday', 'yesteday', 'Did you mean yesterday?'],
    ['lst week', 'lst week', 'Did you mean last week?'],
    ['gestren', 'gestren', 'Did you mean gestern?'],
    ['next week', 'next week', 'still to come'],
    ['mañana', 'mañana', 'still to come'],
    ['last monday', 'last monday', '2026-11-16 or 2026-11-09'],
    ['last quarter', 'last quarter', '"last quarter"'],
    ['24h', '24h', 'try today or 2d'],
    ['last 24 hours', 'last 24 hours', 'try today or 2d'],
    ['0d', '0d', '7d'],
    ['999999d', '999999d', 'from 1d to 3660d'],
    ['3m', '3m', 'try 90d'],
    ['last 3 months', 'last 3 months', 'try 90d'],
    ['3 Monate', '3 Monate', 'try 90d'],
    ['1 year', '1 year', 'try 365d'],
    ['7', '7', 'Did you mean 7d?'],
    ['2026-02-30', '2026-02-30', 'no 2026-02-30: try 2026-02-28'],
    ['2026-13-01', '2026-13-01', 'try 2026-01-13'],
    ['31.11.2026', '31.11.2026', 'try 2026-11-30'],
    ['2026-13', '2026-13', '2026-11'],
    ['03/04/2026', '03/04/2026', '2026-04-03 or 2026-03-04'],
    ['11/09/2026', '11/09/2026', '2026-09-11 or 2026-11-09'],
    ['9-11-2026', '9-11-2026', '2026-11-09 or 2026-09-11'],
    ['9/11', '9/11', '2026-11-09 or 2026-09-11'],
    ['2026-11-15..2026-11-01', '2026-11-15..2026-11-01', 'try 2026-11-01..2026-11-15'],
    ['2026-12-24..', '2026-12-24..', 'still to come'],
    ['2026-W54', '2026-W54', '2026-W46'],
    ['2026-11-09T08:00:00Z', '2026-11-09T08:00:00Z', 'Did you mean 2026-11-09?'],
    ['2026-11-9x', '2026-11-9x', '2026-11-01..2026-11-15'],
    ['today yesterday', 'yesterday', 'Only one period is possible: this list has 2026-11-22.'],
    ['2026-11-01 2026-11-15', '2026-11-15', 'For both: 2026-11-01..2026-11-15'],
    ['2026-11-01 - 2026-11-15 - 2026-11-20', '-', '2026-11-01..2026-11-15'],
    ['2026-11-01 -', '-', '2026-11-01..2026-11-15'],
    ['not today', 'not today', 'nothing can be left out'],
    ['-today', '-today', 'nothing can be left out'],
    ['since:joe', 'since joe', '"since joe"'],
    ['1965-01-01', '1965-01-01', '1965'],
  ])('%j names %j and says %j', (text, named, suggestion) => {
    const { problems } = read(text);
    expect(problems[0]?.text).toBe(named);
    expect(problems[0]?.suggestion).toContain(suggestion);
  });
});

test('the third of three days is named', () => {
  const { filter, problems } = read('2026-11-01 - 2026-11-15 - 2026-11-20');
  expect(filter.period).toMatchObject({ from: HALF[0], to: HALF[1] });
  expect(problems.map(({ text }) => text)).toEqual(['-', '2026-11-20']);
});

test.each(['it may never come', 'open 24/7', 'sun cream', 'order 2026', '9.5 euros'])(
  'in the sentence %j no word is taken for a period',
  (text) => {
    const { filter, problems } = read(text);
    expect(filter).toEqual(ANY_CONVERSATION);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.suggestion).toContain(`"${text}"`);
  },
);

test('days are those of the zone', () => {
  const { filter } = parseFilters('today', { now: context.now, zone: 'Asia/Kolkata' });
  expect(filter.period).toEqual({ zone: 'Asia/Kolkata', from: '2026-11-23', to: '2026-11-24' });
});

test('the days above a list can be typed back', () => {
  const days = fc.record({ start: fc.integer({ min: 0, max: 40_000 }), length: fc.integer({ min: 1, max: 900 }) });
  fc.assert(
    fc.property(days, ({ start, length }) => {
      const period = { zone: 'UTC', from: addDays('1980-01-01', start), to: addDays('1980-01-01', start + length) };
      expect(read(periodWords(period).replace(/ \(.*\)$/, ''))).toEqual({
        filter: { ...ANY_CONVERSATION, period },
        problems: [],
      });
    }),
    { numRuns: 300 },
  );
});
