import type { IncomingMessage } from 'node:http';
import { InputError } from '../csat/input-error.ts';

export const BODY_LIMIT_BYTES = 128 * 1024;

/** The body was longer than `BODY_LIMIT_BYTES`; the rest of it was not read. */
export class TooLarge extends InputError {
  override name = 'TooLarge';
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON value of a request's body; an empty body is an empty object.
 * @throws TooLarge beyond the limit, InputError when it is no JSON in UTF-8.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) {
      throw new TooLarge(`The body is too large: expected at most ${BODY_LIMIT_BYTES / 1024} KiB.`);
    }
    chunks.push(chunk);
  }
  if (size === 0) return {};
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) {
    throw new InputError('The body has another type than expected: send JSON with content-type application/json.');
  }
  try {
    return JSON.parse(strictUtf8.decode(Buffer.concat(chunks)));
  } catch {
    throw new InputError('The body cannot be read: expected one JSON object in UTF-8.');
  }
}
