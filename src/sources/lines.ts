/** One line of a file: its number (from 1) and its bytes without the end of line; null where it is too long to be held. */
export type Line = { number: number; bytes: Buffer | null };

export const LONGEST_LINE_BYTES = 16 * 1024 * 1024;

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Splits a stream into lines, holding no more than one of them: of a longer one than `longestBytes` nothing is kept. */
export async function* readLines(
  input: AsyncIterable<Buffer>,
  longestBytes: number = LONGEST_LINE_BYTES,
): AsyncGenerator<Line> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const take = (bytes: Buffer) => {
    length += bytes.length;
    if (length > longestBytes) parts = [];
    else if (bytes.length > 0) parts.push(bytes);
  };
  const finish = (): Line => {
    const line = { number, bytes: length > longestBytes ? null : withoutCarriageReturn(Buffer.concat(parts)) };
    number += 1;
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      start = end + 1;
      yield finish();
    }
    take(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}

function withoutCarriageReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}
