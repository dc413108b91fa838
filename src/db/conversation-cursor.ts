import { z } from 'zod';
import type { Feedback } from '../csat/feedback.ts';
import { InputError } from '../csat/input-error.ts';

/** A row's place in a list. `at` is Postgres's own text, since a Date would lose the microseconds; `id` and `assistant` break ties. */
export type Place = { at: string; id: string; assistant: string };

const INSTANT_TEXT = /^\d{4,6}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00$/;
const schema = z.tuple([
  z.enum(['upvote', 'downvote', 'unknown']),
  z.string().regex(INSTANT_TEXT),
  z.string(),
  z.string(),
]);

export function cursorOf(feedback: Feedback, { at, id, assistant }: Place): string {
  return Buffer.from(JSON.stringify([feedback, at, id, assistant])).toString('base64url');
}

/** @throws InputError when the text is no cursor, or one of a list of other feedback. */
export function parseCursor(feedback: Feedback, cursor: string): Place {
  const read = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!read.success) {
    throw new InputError('Unknown cursor: expected the "next" or "previous" that a former page of this list gave.');
  }
  const [ofFeedback, at, id, assistant] = read.data;
  if (ofFeedback !== feedback) {
    throw new InputError(
      `This cursor is of the ${ofFeedback} list: expected one that a page of the ${feedback} list gave.`,
    );
  }
  return { at, id, assistant };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
