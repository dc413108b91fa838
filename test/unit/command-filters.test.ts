import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFilters, printFilter } from '../../src/csat/command-filters.ts';
import { ANY_CONVERSATION, type ConversationFilter, SIGNALS } from '../../src/csat/filters.ts';
import { knownAssistants } from '../../src/csat/known-assistants.ts';
import { addDays } from '../../src/csat/period.ts';
import { TRIAGE_FILTERS } from '../../src/csat/triage.ts';

/** A Sunday evening in UTC that is Monday already in Kolkata. */
const context = { now: new Date('2026-11-22T20:00:00Z'), zone: 'UTC' };
const read = (text: string) => parseFilters(text, context);
const from = (start: string, to: string) => ({ ...ANY_CONVERSATION, period: { zone: 'UTC', from: start, to } });

test.each<[string, Partial<ConversationFilter>]>([
  ['', {}],
  ['today', from('2026-11-22', '2026-11-23')],
  ['Yesterday', from('2026-11-21', '2026-11-22')],
  ['7d', from('2026-11-16', '2026-11-23')],
  ['last 7 days', from('2026-11-16', '2026-11-23')],
  ['2w', from('2026-11-09', '2026-11-23')],
  ['this week', from('2026-11-16', '2026-11-23')],
  ['LAST  week', from('2026-11-09', '2026-11-16')],
  ['last month', from('2026-10-01', '2026-11-01')],
  ['2026-11', from('2026-11-01', '2026-12-01')],
  ['2026-W46', from('2026-11-09', '2026-11-16')],
  ['2026-11-01..2026-11-15', from('2026-11-01', '2026-11-16')],
  ['2026-11-01 – 2026-11-15', from('2026-11-01', '2026-11-16')],
  ['2026-11-01…2026-11-15', from('2026-11-01', '2026-11-16')],
  ['2026-11-20..', from('2026-11-20', '2026-11-23')],
  ['1.11.2026 to 15.11.2026', from('2026-11-01', '2026-11-16')],
  ['11/15/2026', from('2026-11-15', '2026-11-16')],
  ['２０２６-１１-０１', from('2026-11-01', '2026-11-02')],
  ['assistant:shop', { assistants: ['shop'] }],
  ['Assistant: shop', { assistants: ['shop'] }],
  ['assistant :shop', { assistants: ['shop'] }],
  ['assistant：shop', { assistants: ['shop'] }],
  ['assistant:a assistant:b,c assistant:a', { assistants: ['a', 'b', 'c'] }],
  ['locale:DE_at', { locales: ['de-AT'] }],
  ['topic:"gift cards"', { topics: ['gift cards'] }],
  ['topic:“gift cards”　env:SANDBOX', { topics: ['gift cards'], environment: 'sandbox' }],
  ['triage:open', { triage: 'open' }],
  ['triage:not ours', { triage: 'not ours' }],
  ['triage:not-ours', { triage: 'not ours' }],
  ['triage:can’t tell', { triage: "can't tell" }],
  ['triage:Done', { triage: 'done' }],
  ['outcome:failed', { triage: 'failed' }],
  ['triage：knowledge', { triage: 'knowledge' }],
  ['signal:spoiled', { signal: 'spoiled' }],
  ['SIGNAL: Recovered', { signal: 'recovered' }],
  ['signal：“recovered”', { signal: 'recovered' }],
  ['„late parcel“', { words: 'late parcel' }],
  ['"never closed', { words: 'never closed' }],
  ['"荷物はどこ"', { words: '荷物はどこ' }],
  [
    '"late" locale:de last week topic:shipping assistant:shop',
    { ...from('2026-11-09', '2026-11-16'), words: 'late', locales: ['de'], topics: ['shipping'], assistants: ['shop'] },
  ],
])('%j is read whole', (text, expected) => {
  expect(read(text)).toEqual({ filter: { ...ANY_CONVERSATION, ...expected }, problems: [] });
});

test.each([
  ['yesteday', 'yesteday', 'Did you mean yesterday?'],
  ['lst week', 'lst week', 'Did you mean last week?'],
  ['tpic:shipping', 'tpic:shipping', 'Did you mean topic:shipping?'],
  ['colour:red', 'colour:red', 'assistant:'],
  ['parcel', 'parcel', '"parcel"'],
  ['topic:', 'topic:', 'topic:shipping'],
  ['locale:german', 'locale:german', 'locale:de'],
  ['triage:knowlege', 'triage:knowlege', 'triage:knowledge'],
  ['triage:dne', 'triage:dne', 'triage:done'],
  ['triage:"', 'triage:"', 'triage:open'],
  ['signal:spoild', 'signal:spoild', 'signal:spoiled'],
  ['signal:red', 'signal:red', 'signal:recovered'],
  ['signal:', 'signal:', 'signal:spoiled'],
  ['sginal:spoiled', 'sginal:spoiled', 'signal:spoiled'],
  ['env:prod', 'env:prod', 'env:sandbox'],
  ['24h', '24h', '7d'],
  ['0d', '0d', '7d'],
  ['3m', '3m', '30d'],
  ['2026-02-30', '2026-02-30', 'no 2026-02-30'],
  ['03/04/2026', '03/04/2026', '2026-04-03 or 2026-03-04'],
  ['2026-11-15..2026-11-01', '2026-11-15..2026-11-01', '2026-11-01..2026-11-15'],
  ['2026-W54', '2026-W54', '2026-W46'],
  ['today yesterday', 'yesterday', 'Only one period'],
  ['"a" "b"', '"b"', 'Only one text'],
  ['""', '""', 'between the quotes'],
])('%j names %j and says %j', (text, named, suggestion) => {
  const [problem] = read(text).problems;
  expect(problem?.text).toBe(named);
  expect(problem?.suggestion).toContain(suggestion);
});

test('what cannot be read takes nothing from what can', () => {
  const { filter, problems } = read('nonsense locale:de tpic:x 7d');
  expect(filter).toEqual({ ...from('2026-11-16', '2026-11-23'), locales: ['de'] });
  expect(problems.map(({ text }) => text)).toEqual(['nonsense', 'tpic:x']);
});

test('days are those of the zone', () => {
  const { filter } = parseFilters('today', { now: context.now, zone: 'Asia/Kolkata' });
  expect(filter.period).toEqual({ zone: 'Asia/Kolkata', from: '2026-11-23', to: '2026-11-24' });
});

const value = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.constantFrom('a b', 'a,b', 'x:y', '“q”', '\\', '\\"', 'に ほ'),
  )
  .map((text) => text.trim())
  .filter((text) => text !== '');
const period = fc
  .record({ start: fc.integer({ min: 0, max: 40_000 }), days: fc.integer({ min: 1, max: 900 }) })
  .map(({ start, days }) => ({
    zone: 'UTC',
    from: addDays('1980-01-01', start),
    to: addDays('1980-01-01', start + days),
  }));
const filter = fc.record<ConversationFilter>({
  assistants: fc.uniqueArray(value, { maxLength: 3 }),
  locales: fc.uniqueArray(fc.constantFrom('de', 'de-AT', 'zh-Hant', 'pt-BR', 'gsw'), { maxLength: 3 }),
  topics: fc.uniqueArray(value, { maxLength: 3 }),
  period: fc.option(period),
  environment: fc.constantFrom('real', 'sandbox'),
  triage: fc.option(fc.constantFrom(...TRIAGE_FILTERS)),
  signal: fc.option(fc.constantFrom(...SIGNALS)),
  words: fc.option(value),
});

test('a filter that is printed and read again is the same filter', () => {
  fc.assert(
    fc.property(filter, (given) => {
      expect(read(printFilter(given))).toEqual({ filter: given, problems: [] });
    }),
    { numRuns: 500 },
  );
});

test('no text makes the reading throw, and what is read of it can be printed and read again', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      'topic:',
      '"',
      '“',
      '\\',
      ' ',
      ':',
      '..',
      'last',
      '7',
      '2026-11-01',
      'triage:not',
      'to',
      '：',
      '99999999d',
      '\0',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const reading = read(pieces.join(''));
      expect(read(printFilter(reading.filter)).filter).toEqual(reading.filter);
    }),
    { numRuns: 1_000 },
  );
});

test('a text without end is refused in a sentence', () => {
  const { problems } = read('x '.repeat(50_000));
  expect(problems[0]?.suggestion).toContain('1000 characters');
});

test('an assistant is known by its id or its name, in any letter case', () => {
  const known = [
    { id: 'shop-de', name: 'Berlin Shop' },
    { id: 'shop-us', name: 'Austin Shop' },
  ];
  const asked = ['SHOP-DE', 'austin shop', 'shop-us'];
  expect(knownAssistants(asked, known)).toEqual({ assistants: ['shop-de', 'shop-us'], problems: [] });
});

test('an unknown assistant stays in the filter, so that nobody else is shown for it, and is named', () => {
  const known = [{ id: 'shop', name: 'Shop' }];
  expect(knownAssistants(['shpo', 'zzz'], known)).toEqual({
    assistants: ['shpo', 'zzz'],
    problems: [
      { text: 'assistant:shpo', suggestion: 'Did you mean assistant:shop?' },
      { text: 'assistant:zzz', suggestion: 'The assistants are shop.' },
    ],
  });
});
