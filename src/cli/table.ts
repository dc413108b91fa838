/** A table for a terminal: columns as wide as their widest cell, two spaces apart. Cells are one line each. */
export function renderTable(rows: string[][]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
    });
  }
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/**
 * Text from outside as one line that a terminal cannot be steered with: control characters and turns of the writing
 * direction are gone, what is too long is cut.
 */
export function oneLine(text: string, longest: number): string {
  const plain = text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .trim();
  const letters: string[] = [];
  for (const { segment } of graphemes.segment(plain)) {
    if (letters.length === longest) return `${letters.slice(0, -1).join('')}…`;
    letters.push(segment);
  }
  return letters.join('');
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;

function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
