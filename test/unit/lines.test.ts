import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines } from '../../src/sources/lines.ts';

async function linesOf(chunks: Buffer[], longestBytes?: number) {
  const lines: [number, string | null][] = [];
  const input = async function* () {
    yield* chunks;
  };
  for await (const { number, bytes } of readLines(input(), longestBytes))
    lines.push([number, bytes?.toString() ?? null]);
  return lines;
}

test('however a file is cut into chunks, its lines are the same', async () => {
  const texts = fc.array(
    fc.string().map((text) => text.replace(/[\r\n]/g, ' ')),
    { minLength: 1, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 20 }), async (lines, size) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect(await linesOf(chunks)).toEqual(lines.map((line, index) => [index + 1, line]));
    }),
  );
});

test('the last line needs no end, and a carriage return is no part of a line', async () => {
  expect(await linesOf([Buffer.from('a\r\n\r\nb')])).toEqual([
    [1, 'a'],
    [2, ''],
    [3, 'b'],
  ]);
});

test('of a line that is too long nothing is kept, and the next one is whole', async () => {
  expect(await linesOf([Buffer.from('12345678'), Buffer.from('9\n1234'), Buffer.from('5678\n1\n')], 8)).toEqual([
    [1, null],
    [2, '12345678'],
    [3, '1'],
  ]);
});
