import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';

/** A line of the import format; what is given may be as wrong as a test wants it. */
export function importLine(given: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'c-1',
    assistant: 'shop',
    environment: 'real',
    startedAt: '2026-11-09T08:00:00Z',
    resolvedAt: null,
    locale: null,
    shopper: null,
    title: null,
    topics: [],
    url: null,
    messages: [],
    rating: null,
    ...given,
  };
}

/** A file with these lines. Text is taken as it stands. */
export function fileOf(lines: (object | string)[]): Readable {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return Readable.from([Buffer.from(`${text}\n`)]).pipe(new PassThrough());
}

const instants = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().replace(/\.?0*Z$/, 'Z'));
const ids = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const texts = fc.string({ unit: 'grapheme', maxLength: 40 });
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });

const thumbs = fc.oneof(
  fc.constant({ feedback: null, feedbackAt: null }),
  fc.record({ feedback: fc.constantFrom('up', 'down'), feedbackAt: instants }),
  fc.record({ feedback: fc.constantFrom('up', 'down'), feedbackAt: instants, feedbackReason: texts }),
);
const turns = fc.record({ id: ids, body: texts, sentAt: instants });
const messages = fc.oneof(
  fc.tuple(turns, fc.constantFrom('shopper', 'agent')).map(([turn, role]) => ({ ...turn, role, ...NO_THUMB })),
  fc.tuple(turns, thumbs).map(([turn, thumb]) => ({ ...turn, role: 'assistant', ...thumb })),
);
const NO_THUMB = { feedback: null, feedbackAt: null };

/** Good lines of one assistant each, as `export` would write them: keys in its order, instants in UTC. */
export const importLines = fc.record({
  id: ids,
  assistant: fc.constantFrom('shop', 'app', 'Шоп'),
  environment: fc.constantFrom('real', 'sandbox'),
  startedAt: instants,
  resolvedAt: maybe(instants),
  locale: maybe(fc.constantFrom('de-DE', 'de_AT', 'ja', 'EN-gb')),
  shopper: maybe(texts),
  title: maybe(texts),
  topics: fc.array(texts, { maxLength: 3 }),
  url: maybe(texts),
  messages: fc.uniqueArray(messages, { maxLength: 5, selector: ({ id }) => id }),
  rating: maybe(
    fc.record({
      verdict: fc.constantFrom('up', 'down', 'neutral'),
      score: maybe(fc.integer({ min: 1, max: 5 })),
      negativeReason: maybe(texts),
      ratedAt: instants,
    }),
  ),
});
