import { expect, test } from 'vitest';
import { ratingPrompt } from '../../src/capture/rating-prompt.ts';

test('the prompt speaks the language of the locale, whatever the region', () => {
  expect(ratingPrompt('de-AT')).toEqual(ratingPrompt('de'));
  expect(ratingPrompt('PT_BR').button).toBe('Enviar');
  expect(new Set(['en', 'de', 'fr', 'es', 'pt', 'ja'].map((locale) => ratingPrompt(locale).title)).size).toBe(6);
});

test('a language that is not there is asked in English', () => {
  for (const locale of ['nl-NL', '', 'constructor', '__proto__'])
    expect(ratingPrompt(locale)).toEqual(ratingPrompt('en'));
});

test('no word of a prompt is empty', () => {
  for (const locale of ['en', 'de', 'fr', 'es', 'pt', 'ja']) {
    for (const words of Object.values(ratingPrompt(locale))) expect(words.trim()).not.toBe('');
  }
});
