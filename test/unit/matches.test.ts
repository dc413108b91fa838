import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstMatchAt, isMatch, piecesOf } from '../../src/csat/matches.ts';
import { SEARCHES } from '../support/searches.ts';

const matched = (text: string, words: string) =>
  piecesOf(text, words, 100)
    .filter((piece) => piece.matched)
    .map((piece) => piece.text);

describe('what was searched for is found in', () => {
  test.each([
    ['Where is my Parcel? PARCEL!', 'parcel', ['Parcel', 'PARCEL']],
    ['Wo ist die Straße?', 'STRASSE', ['Straße']],
    ['İADE nasıl yapılır', 'iade', ['İADE']],
    ['Πού είναι ο ΛΟΓΟΣ', 'λόγος', []],
    ['ΛΟΓΟΣ λογος', 'λογοσ', ['ΛΟΓΟΣ', 'λογος']],
    ['ßß', 's', ['ß', 'ß']],
    ['Ist es so?', 'IST ES', ['Ist es']],
    ['Wo ist die Straße?', 'straße', ['Straße']],
    ['返品したいのですが', '返品', ['返品']],
    ['我要退货，怎么退货', '退货', ['退货', '退货']],
    ['ฉันต้องการคืนสินค้า', 'คืนสินค้า', ['คืนสินค้า']],
    ['أريد إرجاع الطلب', 'إرجاع', ['إرجاع']],
    ['Куда пропал ЗАКАЗ', 'заказ', ['ЗАКАЗ']],
    ['two  words\nhere', 'words here', ['words\nhere']],
    ['100% off (a+b) [c] $d', '(a+b) [c] $', ['(a+b) [c] $']],
    ['a-b a.b', 'a.b', ['a.b']],
    ['👍🏽 fine', '👍', ['👍']],
    ['nothing', ' ', []],
  ])('%j: %j', (text, words, expected) => expect(matched(text, words)).toEqual(expected));
});

test.each(SEARCHES)('in “%s”, “%s” is marked as a list finds it: %s', (stored, asked, isFound) => {
  expect(isMatch(stored, asked)).toBe(isFound);
});

test('the pieces are the text, no more than asked are marked, and the first one begins where it is said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 3 }), (text, words) => {
      const pieces = piecesOf(text, words, 3);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      const marks = pieces.filter((piece) => piece.matched);
      expect(marks.length).toBeLessThanOrEqual(3);
      expect(marks.length > 0).toBe(isMatch(text, words));
      for (const { text: mark } of marks) expect(isMatch(mark, words)).toBe(true);
      const before = pieces[0]?.matched === false ? pieces[0].text.length : 0;
      expect(firstMatchAt(text, words)).toBe(marks.length === 0 ? null : before);
    }),
  );
});

test('whatever is searched for is found in itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (words) => {
      expect(isMatch(words, words)).toBe(words.trim() !== '');
    }),
  );
});
