import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { verdictOf } from '../csat/feedback.ts';
import type { ConversationRecord } from '../db/record-conversations.ts';

/** Postgres's indexes hold 2,704 bytes a row: three ids of a message's key must fit. */
const LONGEST_ID = 255;
const LONGEST_LOCALE = 64;

const EXPECTED_INSTANT = 'expected an instant with an offset, such as 2026-11-09T08:00:00Z';

// Postgres's text has no NUL, and UTF-8 no lone surrogate.
const text = z.string().transform((given) => given.replace(/[\0\p{Surrogate}]/gu, '\ufffd'));
const id = text.pipe(
  z.string().min(1, 'expected a text that is not empty').max(LONGEST_ID, `expected at most ${LONGEST_ID} characters`),
);
const instant = z.iso
  .datetime({ offset: true, error: EXPECTED_INSTANT })
  // Postgres refuses some offsets that ISO 8601 has, so only UTC goes there.
  .transform((given) => (given.endsWith('Z') ? given : Temporal.Instant.from(given).toString()))
  .refine((utc) => /^(19|[2-9]\d)\d\d-/.test(utc), { error: 'expected a year from 1900 to 9999' });
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);

const thumbFields = {
  feedback: maybe(z.enum(['up', 'down'])),
  feedbackAt: maybe(instant),
  feedbackReason: maybe(text),
};

const message = z
  .strictObject({ id, role: z.enum(['shopper', 'assistant', 'agent']), body: text, sentAt: instant, ...thumbFields })
  .check(({ value, issues }) => {
    const problem = (field: string, expected: string) =>
      issues.push({ code: 'custom', input: value, path: [field], message: expected });
    if (value.feedback === null) {
      if (value.feedbackAt !== null) problem('feedbackAt', 'expected null where feedback is null');
      if (value.feedbackReason !== null) problem('feedbackReason', 'expected null where feedback is null');
      return;
    }
    if (value.role !== 'assistant') problem('feedback', `expected null on a message by "${value.role}"`);
    if (value.feedbackAt === null) problem('feedbackAt', 'expected the instant at which the feedback was given');
  });

const rating = z
  .strictObject({
    verdict: maybe(z.enum(['up', 'down', 'neutral'])),
    score: maybe(z.int('expected a whole number from 1 to 5').min(1).max(5)),
    negativeReason: maybe(text),
    ratedAt: instant,
  })
  .refine(({ verdict, score }) => verdict !== null || score !== null, { error: 'expected a verdict or a score' });

/**
 * One line of the import format, which `export` writes too. `id`, `assistant`, `startedAt` and `messages` must be
 * there; what else is left out is null, and `environment` is real. A key that is not listed is a mistake, since what
 * it says would be lost. A line is the whole conversation: messages, thumbs or a rating that it lacks are removed.
 */
export const importLine = z
  .strictObject({
    id,
    assistant: id,
    environment: z.enum(['real', 'sandbox']).default('real'),
    startedAt: instant,
    resolvedAt: maybe(instant),
    locale: maybe(text.pipe(z.string().max(LONGEST_LOCALE, `expected at most ${LONGEST_LOCALE} characters`))),
    shopper: maybe(text),
    title: maybe(text),
    summary: maybe(text),
    topics: z.array(text).default([]),
    url: maybe(text),
    messages: z.array(message),
    rating: maybe(rating),
  })
  .check(({ value, issues }) => {
    const seen = new Set<string>();
    value.messages.forEach(({ id: messageId }, index) => {
      if (seen.has(messageId)) {
        const path = ['messages', index, 'id'];
        issues.push({ code: 'custom', input: value, path, message: 'expected an id that no other message has' });
      }
      seen.add(messageId);
    });
  });

export type ImportLine = z.input<typeof importLine>;

/** What a line says, or one sentence with what was expected. The sentence repeats nothing that a shopper wrote. */
export type ReadLine = { record: ConversationRecord } | { problem: string };

const PROBLEMS_NAMED = 3;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

export function parseImportLine(bytes: Uint8Array): ReadLine {
  let json: unknown;
  try {
    json = JSON.parse(strictUtf8.decode(bytes));
  } catch (error) {
    return {
      problem: error instanceof SyntaxError ? 'no JSON: expected one conversation as a JSON object' : 'not UTF-8',
    };
  }
  const read = importLine.safeParse(json);
  if (read.success) return { record: recordOf(read.data) };
  const problems = read.error.issues.slice(0, PROBLEMS_NAMED).map(({ path, message: expected }) => {
    const plain = expected
      .replace(/^Invalid (input|option): /, '')
      .replace(/, received undefined$/, ', but it is missing');
    return path.length === 0 ? plain : `${z.core.toDotPath(path)}: ${plain}`;
  });
  const more = read.error.issues.length - problems.length;
  return { problem: problems.join('; ') + (more > 0 ? `; and ${more} more` : '') };
}

function recordOf({ messages, rating: given, ...conversation }: z.output<typeof importLine>): ConversationRecord {
  return {
    ...conversation,
    messages: messages.map(({ feedback, feedbackAt, feedbackReason, ...rest }) => ({
      ...rest,
      thumb:
        feedback === null || feedbackAt === null
          ? null
          : { value: feedback, reason: feedbackReason, givenAt: feedbackAt },
    })),
    rating:
      given === null
        ? null
        : // A verdict that is given stands, whatever the score beside it.
          { ...given, verdict: given.verdict ?? verdictOf(given.score as number) },
  };
}

/** A stored conversation as a line of the format. Keys that the format can do without are left out when null. */
export function writeImportLine({ messages, rating: given, summary, ...conversation }: ConversationRecord): string {
  const line = {
    id: conversation.id,
    assistant: conversation.assistant,
    environment: conversation.environment,
    startedAt: conversation.startedAt,
    resolvedAt: conversation.resolvedAt,
    locale: conversation.locale,
    shopper: conversation.shopper,
    title: conversation.title,
    ...(summary === null ? {} : { summary }),
    topics: conversation.topics,
    url: conversation.url,
    messages: messages.map(({ id: messageId, role, body, sentAt, thumb }) => ({
      id: messageId,
      role,
      body,
      sentAt,
      feedback: thumb?.value ?? null,
      feedbackAt: thumb?.givenAt ?? null,
      ...(thumb?.reason == null ? {} : { feedbackReason: thumb.reason }),
    })),
    rating: given,
  } satisfies ImportLine;
  return `${JSON.stringify(line)}\n`;
}
