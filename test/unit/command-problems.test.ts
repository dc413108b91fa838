import { expect, test } from 'vitest';
import { parseFilters } from '../../src/csat/command-filters.ts';
import { ANY_CONVERSATION } from '../../src/csat/filters.ts';

const context = { now: new Date('2026-11-22T20:00:00Z'), zone: 'UTC' };
const read = (text: string) => parseFilters(text, context);
const from = (start: string, to: string) => ({ ...ANY_CONVERSATION, period: { zone: 'UTC', from: start, to } });

test.each([
  ['tpic:shipping', 'tpic:shipping', 'Did you mean topic:shipping?'],
  ['tpic:"gift cards"', 'tpic:"gift cards"', 'Did you mean topic:"gift cards"?'],
  ['topic=shipping', 'topic=shipping', 'Did you mean topic:shipping?'],
  ['locale!=de', 'locale!=de', 'Did you mean locale:de?'],
  ['colour:red', 'colour:red', 'assistant:'],
  ['__proto__:x', '__proto__:x', 'The filters are'],
  ['constructor:x', 'constructor:x', 'The filters are'],
  ['https://shop.example/c/1', 'https://shop.example/c/1', 'The filters are'],
  [':', ':', '":"'],
  ['parcel', 'parcel', 'quotes: "parcel".'],
  ['parcel "late"', 'parcel', 'quotes: "parcel".'],
  ['open', 'open', 'Did you mean triage:open?'],
  ['not ours', 'not ours', 'Did you mean triage:"not ours"?'],
  ['sandbox', 'sandbox', 'Did you mean env:sandbox?'],
  ['german', 'german', 'Did you mean locale:de?'],
  ['topic:', 'topic:', 'topic:shipping'],
  ['topic:,', 'topic:,', 'topic:shipping'],
  ['topic: locale:de', 'topic:', 'topic:shipping'],
  ['topic:gift cards', 'cards', 'topic:"gift cards"'],
  ['locale:german', 'locale:german', 'Did you mean locale:de?'],
  ['locale:Deutsch', 'locale:Deutsch', 'Did you mean locale:de?'],
  ['locale:english', 'locale:english', 'Did you mean locale:en?'],
  ['locale:日本語', 'locale:日本語', 'Did you mean locale:ja?'],
  ['locale:germn', 'locale:germn', 'Did you mean locale:de?'],
  ['locale:en, german', 'locale:german', 'Did you mean locale:de?'],
  ['locale:12', 'locale:12', 'locale:de-AT'],
  ['triage:knowlege', 'triage:knowlege', 'triage:knowledge'],
  ['triage:not', 'triage:not', 'triage:"not ours"'],
  ['triage:none', 'triage:none', 'Did you mean triage:open?'],
  ['triage:pass', 'triage:pass', 'Did you mean triage:passed?'],
  ['triage:dne', 'triage:dne', 'triage:done'],
  ['triage:done 7', '7', 'Did you mean 7d?'],
  ['triage:open2026', 'triage:open2026', 'Did you mean triage:open?'],
  ['triage:red', 'triage:red', 'Triage is one of open'],
  ['triage:"', 'triage:"', 'triage:open'],
  ['outcome:rule 9/11/2026', '9/11/2026', '2026-11-09'],
  ['signal:spoild', 'signal:spoild', 'signal:spoiled'],
  ['signal:red', 'signal:red', 'signal:recovered'],
  ['signal:', 'signal:', 'signal:spoiled'],
  ['sginal:spoiled', 'sginal:spoiled', 'signal:spoiled'],
  ['env:prod', 'env:prod', 'Did you mean env:real?'],
  ['env:blue', 'env:blue', 'env:sandbox'],
  ['triage:open triage:knowledge', 'triage:knowledge', 'this list has triage:open'],
  ['triage:open,rule', 'triage:rule', 'this list has triage:open'],
  ['triage:"not ours" triage:open', 'triage:open', 'this list has triage:"not ours"'],
  ['env:sandbox env:real', 'env:real', 'this list has env:sandbox'],
  ['env:real env:sandbox', 'env:sandbox', 'this list has env:real'],
  ['signal:spoiled signal:recovered', 'signal:recovered', 'this list has signal:spoiled'],
  ['"a" "b"', '"b"', 'Only one text'],
  ['""', '""', 'between the quotes'],
  ["''", "''", 'between the quotes'],
  [`"${'x'.repeat(201)}"`, `"${'x'.repeat(201)}"`, 'Only 200 characters'],
  ['y'.repeat(201), 'y'.repeat(201), 'Only 200 characters'],
  ['-topic:x', '-topic:x', 'nothing can be left out'],
  ['!topic:x', '!topic:x', 'nothing can be left out'],
  ['not topic:x', 'not topic:x', 'nothing can be left out'],
  ['-"late"', '- "late"', 'nothing can be left out'],
  ['ohne locale:de', 'ohne locale:de', 'nothing can be left out'],
  ['locale:de or topic:x', 'or', 'with commas'],
  ['<!channel>', '<!channel>', '"<!channel>"'],
  ['<@U0001|ana>', '<@U0001|ana>', '"<@U0001|ana>"'],
  ["'; drop table x; --", "'; drop table x; --", '"\'; drop table x; --"'],
  ['<img/src=x>', '<img/src=x>', '"<img/src=x>"'],
  ['\u202eyadot', 'yadot', 'in quotes'],
])('%j names %j and says %j', (text, named, suggestion) => {
  const [problem] = read(text).problems;
  expect(problem?.text).toBe(named);
  expect(problem?.suggestion).toContain(suggestion);
});

test.each(['-topic:x', 'not topic:x', 'not "late"', '!locale:de', 'not today'])(
  '%j lists nothing of what it excludes',
  (text) => {
    expect(read(text).filter).toEqual(ANY_CONVERSATION);
  },
);

test('words in a row are one thing to look for', () => {
  expect(read('where is my parcel locale:de it never came').problems).toEqual([
    { text: 'where is my parcel', suggestion: 'To look for words, put them in quotes: "where is my parcel".' },
    { text: 'it never came', suggestion: 'To look for words, put them in quotes: "it never came".' },
  ]);
});

test('what cannot be read takes nothing from what can', () => {
  const { filter, problems } = read('nonsense locale:de tpic:x 7d');
  expect(filter).toEqual({ ...from('2026-11-16', '2026-11-23'), locales: ['de'] });
  expect(problems.map(({ text }) => text)).toEqual(['nonsense', 'tpic:x']);
});

test('a text without end is refused in a sentence', () => {
  const { problems } = read('x '.repeat(50_000));
  expect(problems[0]?.suggestion).toContain('1000 characters');
});
