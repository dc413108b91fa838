import { expect, test } from 'vitest';
import { parseFilters } from '../../src/csat/command-filters.ts';
import { knownAssistants } from '../../src/csat/known-assistants.ts';

const context = { now: new Date('2026-11-22T20:00:00Z'), zone: 'UTC' };

test('names that are known need no quotes', () => {
  const known = { assistants: ['shop-de', 'Berlin Shop'], topics: ['gift cards', 'gift'] };
  const { filter, problems } = parseFilters('assistant:berlin shop topic:Gift cards 7d', { ...context, known });
  expect(filter).toMatchObject({ assistants: ['berlin shop'], topics: ['Gift cards'] });
  expect(filter.period).toMatchObject({ from: '2026-11-16' });
  expect(problems).toEqual([]);
});

test('an assistant is known by its id or its name, in any letter case', () => {
  const known = [
    { id: 'shop-de', name: 'Berlin Shop' },
    { id: 'shop-us', name: 'Austin Shop' },
  ];
  const asked = ['SHOP-DE', 'austin shop', 'shop-us'];
  expect(knownAssistants(asked, known)).toEqual({ assistants: ['shop-de', 'shop-us'], problems: [] });
});

test('a name that is suggested can be typed back', () => {
  const known = [{ id: 'shop-de', name: 'Berlin Shop' }];
  expect(knownAssistants(['Berlin Shpo'], known).problems).toEqual([
    { text: 'assistant:"Berlin Shpo"', suggestion: 'Did you mean assistant:"Berlin Shop"?' },
  ]);
});

test('an unknown assistant stays in the filter, so that nobody else is shown for it, and is named', () => {
  const known = [{ id: 'shop', name: 'Shop' }];
  expect(knownAssistants(['shpo', 'zzz'], known)).toEqual({
    assistants: ['shpo', 'zzz'],
    problems: [
      { text: 'assistant:shpo', suggestion: 'Did you mean assistant:shop?' },
      { text: 'assistant:zzz', suggestion: 'The assistants are assistant:shop.' },
    ],
  });
});
