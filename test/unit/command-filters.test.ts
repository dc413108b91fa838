import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterTerms, parseFilters, printFilter } from '../../src/csat/command-filters.ts';
import { ANY_CONVERSATION, type ConversationFilter, SIGNALS } from '../../src/csat/filters.ts';
import { addDays } from '../../src/csat/period.ts';
import { TRIAGE_FILTERS } from '../../src/csat/triage.ts';

/** A Sunday evening in UTC that is Monday already in Kolkata. */
const context = { now: new Date('2026-11-22T20:00:00Z'), zone: 'UTC' };
const read = (text: string) => parseFilters(text, context);
const from = (start: string, to: string) => ({ ...ANY_CONVERSATION, period: { zone: 'UTC', from: start, to } });

test.each<[string, Partial<ConversationFilter>]>([
  ['', {}],
  ['  \n\t ', {}],
  ['\u200e\u200b', {}],
  [',', {}],
  ['assistant:shop', { assistants: ['shop'] }],
  ['Assistant: shop', { assistants: ['shop'] }],
  ['assistant :shop', { assistants: ['shop'] }],
  ['assistant：shop', { assistants: ['shop'] }],
  ['ａｓｓｉｓｔａｎｔ：shop', { assistants: ['shop'] }],
  ['\u200eassistant\u200f:\u200eshop\u00ad', { assistants: ['shop'] }],
  ['shop:shop bot:shop', { assistants: ['shop'] }],
  ['assistant:a assistant:b,c assistant:a', { assistants: ['a', 'b', 'c'] }],
  ['assistant:a、b，c', { assistants: ['a', 'b', 'c'] }],
  ['assistant:shop,"a b"', { assistants: ['shop', 'a b'] }],
  ['assistant:shop, other', { assistants: ['shop', 'other'] }],
  ['locale:DE_at', { locales: ['de-AT'] }],
  ['locale:zh-hant', { locales: ['zh-Hant'] }],
  ['locale:en, de', { locales: ['en', 'de'] }],
  ['locale:en, de,fr, es', { locales: ['en', 'de', 'fr', 'es'] }],
  ['locale:en, today', { ...from('2026-11-22', '2026-11-23'), locales: ['en'] }],
  ['locale:en, topic:x', { locales: ['en'], topics: ['x'] }],
  ['locale:en, "late"', { locales: ['en'], words: 'late' }],
  ['7d, locale:de', { ...from('2026-11-16', '2026-11-23'), locales: ['de'] }],
  ['7d , locale:de; topic:x', { ...from('2026-11-16', '2026-11-23'), locales: ['de'], topics: ['x'] }],
  ['7d and locale:de & topic:x', { ...from('2026-11-16', '2026-11-23'), locales: ['de'], topics: ['x'] }],
  ['topic:"gift cards"', { topics: ['gift cards'] }],
  ['topic:“gift cards”　env:SANDBOX', { topics: ['gift cards'], environment: 'sandbox' }],
  ['topic:‘gift cards’', { topics: ['gift cards'] }],
  ['topic:‚gift cards‘', { topics: ['gift cards'] }],
  ["topic:'gift cards' 7d", { ...from('2026-11-16', '2026-11-23'), topics: ['gift cards'] }],
  ['topic:‹gift cards›', { topics: ['gift cards'] }],
  ['topic:〝gift cards〟', { topics: ['gift cards'] }],
  ['topic:❝gift cards❞', { topics: ['gift cards'] }],
  ['topic:「ギフト カード」', { topics: ['ギフト カード'] }],
  ['topic:»Gift Cards«', { topics: ['Gift Cards'] }],
  ['topic:a,b,"c d"', { topics: ['a', 'b', 'c d'] }],
  ['topic:12"screen', { topics: ['12"screen'] }],
  ["topic:can't", { topics: ["can't"] }],
  ["topic:'90s", { topics: ["'90s"] }],
  ['topic:доставка', { topics: ['доставка'] }],
  ['topic:الشحن', { topics: ['الشحن'] }],
  ['topic:👍🏽', { topics: ['👍🏽'] }],
  ['triage:open', { triage: 'open' }],
  ['triage:open 2026-11-01..2026-11-15', { ...from('2026-11-01', '2026-11-16'), triage: 'open' }],
  ['triage:open 2026-11-01', { ...from('2026-11-01', '2026-11-02'), triage: 'open' }],
  ['triage:open 1.11.2026 - 15.11.2026', { ...from('2026-11-01', '2026-11-16'), triage: 'open' }],
  ['triage:open 今週', { ...from('2026-11-16', '2026-11-23'), triage: 'open' }],
  ['triage:knowledge 2026-11', { ...from('2026-11-01', '2026-12-01'), triage: 'knowledge' }],
  ['triage:open triage:OPEN env:real env:real', { triage: 'open' }],
  ['triage:not ours', { triage: 'not ours' }],
  ['triage:not ours 7d', { ...from('2026-11-16', '2026-11-23'), triage: 'not ours' }],
  ['triage:not-ours', { triage: 'not ours' }],
  ['triage:can’t tell', { triage: "can't tell" }],
  ['triage:cant tell', { triage: "can't tell" }],
  ['triage:Done', { triage: 'done' }],
  ['triage:passed', { triage: 'passed' }],
  ['outcome:failed', { triage: 'failed' }],
  ['triage：knowledge', { triage: 'knowledge' }],
  ['signal:spoiled', { signal: 'spoiled' }],
  ['SIGNAL: Recovered', { signal: 'recovered' }],
  ['signal：“recovered”', { signal: 'recovered' }],
  ['„late parcel“', { words: 'late parcel' }],
  ['‚late parcel‘', { words: 'late parcel' }],
  ["'don't know'", { words: "don't know" }],
  ['“it’s ‘late’”', { words: 'it’s ‘late’' }],
  ['"never closed', { words: 'never closed' }],
  ['"say \\"hi\\""', { words: 'say "hi"' }],
  ['"a" "a"', { words: 'a' }],
  ['"荷物はどこ"', { words: '荷物はどこ' }],
  ['"<!channel> <@U0001> <https://evil.example|click>"', { words: '<!channel> <@U0001> <https://evil.example|click>' }],
  ['"\'; drop table feedback.messages; --"', { words: "'; drop table feedback.messages; --" }],
  ['"<script>alert(1)</script> & *bold* `x`"', { words: '<script>alert(1)</script> & *bold* `x`' }],
  ['"100%_\\d\\"', { words: '100%_\\d"' }],
  ['topic:"\u202eevil\u202c"', { topics: ['\u202eevil\u202c'] }],
  ['topic:constructor assistant:__proto__', { topics: ['constructor'], assistants: ['__proto__'] }],
  [
    '"late" locale:de last week topic:shipping assistant:shop',
    { ...from('2026-11-09', '2026-11-16'), words: 'late', locales: ['de'], topics: ['shipping'], assistants: ['shop'] },
  ],
])('%j is read whole', (text, expected) => {
  expect(read(text)).toEqual({ filter: { ...ANY_CONVERSATION, ...expected }, problems: [] });
});

const value = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      'a b',
      'a,b',
      'x:y',
      '“q”',
      '\\',
      '\\"',
      'に ほ',
      "'q'",
      'can’t',
      '‘q',
      '\u200etoday',
      'a、b',
      '-x',
      'today',
      'or',
    ),
  )
  .map((text) => text.trim())
  .filter((text) => text !== '');
const period = fc
  // Back to the first day that there is: then it has no beginning.
  .record({
    start: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40_000 })),
    days: fc.integer({ min: 1, max: 900 }),
  })
  .map(({ start, days }) => ({
    zone: 'UTC',
    from: addDays('1970-01-01', start),
    to: addDays('1970-01-01', start + days),
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

test('in whatever order its terms are typed, with commas between them or without', () => {
  const sets = ({ assistants, locales, topics, ...rest }: ConversationFilter) => ({
    ...rest,
    ...{ assistants: new Set(assistants), locales: new Set(locales), topics: new Set(topics) },
  });
  const terms = filter.chain((given) =>
    fc.record({
      given: fc.constant(given),
      typed: fc.shuffledSubarray(filterTerms(given), { minLength: filterTerms(given).length }),
      between: fc.constantFrom(' ', '  ', '\n', ' , ', ' \u200e'),
    }),
  );
  fc.assert(
    fc.property(terms, ({ given, typed, between }) => {
      const { filter: found, problems } = read(typed.join(between));
      expect(problems).toEqual([]);
      expect(sets(found)).toEqual(sets(given));
    }),
    { numRuns: 1_000 },
  );
});

test('nothing that is typed is dropped: it is in the filter, or it is named', () => {
  const word = fc.stringMatching(/^[a-z]{9,12}$/);
  const mixed = fc.array(
    fc.oneof(
      word.map((text) => ({ text, marks: [text] })),
      word.map((text) => ({ text: `topic:${text}`, marks: [text] })),
      word.map((text) => ({ text: `triage:${text}`, marks: [text] })),
      word.map((text) => ({ text: `${text}:${text}`, marks: [text] })),
      word.map((text) => ({ text: `locale:${text}`, marks: [text] })),
      word.map((text) => ({ text: `"${text}"`, marks: [text] })),
      fc
        .constantFrom('today', 'triage:open', 'locale:en,', 'topic:a,', 'not', '-')
        .map((text) => ({ text, marks: [] })),
    ),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(mixed, (pieces) => {
      const { filter: found, problems } = read(pieces.map(({ text }) => text).join(' '));
      const told = [printFilter(found), ...problems.map(({ text }) => text)].join(' ');
      for (const mark of pieces.flatMap(({ marks }) => marks)) expect(told).toContain(mark);
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
      'triage:open ',
      'locale:en, ',
      'not ',
      '‘',
      '’ ',
      '-',
      '今週',
      '1.-15.11.',
      'KW',
      'nov ',
      '\u202e',
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
