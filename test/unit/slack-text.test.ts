import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanLine, cleanText, cut, escapeMrkdwn, fallbackText } from '../../src/slack/views/text.ts';

test('what cannot be seen and what reorders its neighbours is taken out', () => {
  expect(cleanText('a\0b\u001bc\u202ed\u2066e\ufefff\u200bg')).toBe('abcdefg');
  expect(cleanText('\u200d\u200c\u200b')).toBe('');
});

test('a lone surrogate becomes the replacement character, a pair stays', () => {
  expect(cleanText('\ud83d 👍 \udc00')).toBe('\ufffd 👍 \ufffd');
});

test('joiners stay where a script or an emoji needs them', () => {
  expect(cleanText('👨‍👩‍👧 می‌خواهم क्‍ष')).toBe('👨‍👩‍👧 می‌خواهم क्‍ष');
});

test('lines stay lines, and an empty page is not one', () => {
  expect(cleanText('a\r\nb\rc\u2028d')).toBe('a\nb\nc\nd');
  expect(cleanText(`a${'\n'.repeat(500)}b`)).toBe('a\n\nb');
  expect(cleanLine('a\n b\t c')).toBe('a b c');
});

test('a cut shows itself and tears no character apart', () => {
  expect(cut('abcdef', 6)).toBe('abcdef');
  expect(cut('abcdefg', 6)).toBe('abcde…');
  expect(cut('👍👍👍', 4)).toBe('👍…');
});

test('escaped text has nothing that Slack parses', () => {
  expect(escapeMrkdwn('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
});

test('whatever is written, the fallback is one whole line without pings, within its length once read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const line = fallbackText(text, 50);
      expect(line).not.toMatch(/[<>\n]|&(?!(?:amp|lt|gt);)|\p{Surrogate}/u);
      expect(line.replace(/&(amp|lt|gt);/g, '?').length).toBeLessThanOrEqual(50);
    }),
  );
});
