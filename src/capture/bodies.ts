import { z } from 'zod';
import { InputError } from '../csat/input-error.ts';

/** Postgres's indexes hold 2,704 bytes a row: three ids of a message's key must fit. */
const LONGEST_ID = 255;
/** A page's clock may be this far ahead; what it then says is taken for now. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Postgres's text has no NUL, and UTF-8 no lone surrogate. */
const text = z.string().transform((given) => given.replace(/[\0\p{Surrogate}]/gu, '\ufffd'));
const short = text.pipe(z.string().max(LONGEST_ID, `expected at most ${LONGEST_ID} characters`));
const reason = text
  .transform((given) => given.trim())
  .pipe(z.string().max(10_000, 'expected at most 10,000 characters'))
  .transform((given) => (given === '' ? null : given))
  .nullable();

const instant = (now: Date) =>
  z.iso
    .datetime({ offset: true, error: 'expected an instant with an offset, such as 2026-11-09T08:00:00Z' })
    .transform((given) => new Date(given))
    .refine((at) => at.getTime() >= 0, { error: 'expected an instant after 1970' })
    .refine((at) => at.getTime() <= now.getTime() + CLOCK_SKEW_MS, {
      error: 'expected an instant that is not in the future',
    })
    .transform((at) => (at > now ? now : at))
    .default(now);

const webAddress = short.refine((given) => /^https?:\/\//.test(given) && URL.canParse(given), {
  error: 'expected an http or https address',
});

/** What each request may say. `now` stands in for an instant that is left out. */
export const bodies = {
  conversation: (now: Date) =>
    z.strictObject({
      environment: z.enum(['real', 'sandbox']).default('real'),
      startedAt: instant(now),
      locale: short.nullable().default(null),
      shopper: short.nullable().default(null),
      title: short.nullable().default(null),
      topics: z.array(short).max(20, 'expected at most 20 topics').default([]),
      url: webAddress.nullable().default(null),
    }),
  end: (now: Date) => z.strictObject({ resolvedAt: instant(now) }),
  message: (now: Date) =>
    z.strictObject({ role: z.enum(['shopper', 'assistant', 'agent']), body: text, sentAt: instant(now) }),
  thumb: (now: Date) =>
    z.strictObject({ value: z.enum(['up', 'down']), reason: reason.optional(), givenAt: instant(now) }),
  rating: (now: Date) =>
    z.strictObject({
      verdict: z.enum(['up', 'down']),
      score: z.int('expected a whole number from 1 to 5').min(1).max(5).nullable().optional(),
      negativeReason: reason.optional(),
      ratedAt: instant(now),
    }),
};

const pathId = text.pipe(z.string().min(1).max(LONGEST_ID));

/** @throws InputError when a part of the address cannot be an id. */
export function parseId(encoded: string, noun: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(encoded);
  } catch {
    throw new InputError(`The address has an unreadable ${noun} id: expected it percent-encoded as UTF-8.`);
  }
  const read = pathId.safeParse(decoded);
  if (!read.success) {
    throw new InputError(`The address has a ${noun} id of ${decoded.length} characters: expected 1 to ${LONGEST_ID}.`);
  }
  return read.data;
}

/** @throws InputError that names the first wrong field and what was expected, and repeats nothing that was sent. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  if (issue === undefined) throw new Error('zod refused without an issue');
  if (issue.code === 'unrecognized_keys') {
    const known = schema instanceof z.ZodObject ? Object.keys(schema.shape).join(', ') : '';
    throw new InputError(`The body has a field that is not known: expected only ${known}.`);
  }
  const where = issue.path.length === 0 ? 'The body' : `The field ${z.core.toDotPath(issue.path)}`;
  const expected = issue.message.replace(/^Invalid (input|option): /, '').replace(/, received .*$/, '');
  throw new InputError(`${where} cannot be used: ${expected.charAt(0).toLowerCase()}${expected.slice(1)}.`);
}
