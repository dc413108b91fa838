import { expect, test } from 'vitest';
import { parseChannel, parseDigestTime, parseLimit } from '../../src/cli/order-options.ts';
import { oneLine, renderTable } from '../../src/cli/table.ts';

test.each([
  ['mon 09:00', { weekday: 1, time: '09:00' }],
  ['Sunday 7:30', { weekday: 7, time: '07:30' }],
  [' TUE  23:59 ', { weekday: 2, time: '23:59' }],
  ['off', null],
])('a digest at "%s"', (text, expected) => {
  expect(parseDigestTime(text)).toEqual(expected);
});

test.each(['', 'mon', '09:00', 'mon 24:00', 'mon 09:60', 'xyz 09:00', 'mon 9'])('"%s" is no digest time', (text) => {
  expect(() => parseDigestTime(text)).toThrow(/expected a weekday and a time such as "mon 09:00", or off/);
});

test.each([
  ['30m', 30],
  ['4h', 240],
  ['2D', 2_880],
  ['off', null],
])('a limit of "%s" is %s minutes', (text, expected) => {
  expect(parseLimit(text)).toBe(expected);
});

test.each(['', '0m', '4', 'h', '-1h', '4.5h', '4w'])('"%s" is no limit', (text) => {
  expect(() => parseLimit(text)).toThrow(/expected one such as 30m, 4h or 2d, or off/);
});

test('a channel is named by its id, never by its name', () => {
  expect(parseChannel('C0123456789')).toBe('C0123456789');
  expect(() => parseChannel('#support')).toThrow(/expected a Slack channel id/);
});

test('the columns of a table stand under each other, wide letters included', () => {
  expect(
    renderTable([
      ['a', '日本', 'x'],
      ['bbb', 'c', 'y'],
    ]),
  ).toBe('a    日本  x\nbbb  c     y\n');
});

test('text from outside becomes one line that steers no terminal', () => {
  expect(oneLine('a\n\tb\u001b[31m\u202ec\u0000\u009b', 50)).toBe('a b[31mc');
  expect(oneLine('abcdef', 4)).toBe('abc…');
  expect(oneLine('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('👩‍👩‍👧‍👦…');
});
