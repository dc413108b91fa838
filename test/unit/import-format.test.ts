import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseImportLine, writeImportLine } from '../../src/sources/import-format.ts';
import { importLine } from '../support/import-lines.ts';

const read = (line: unknown) => parseImportLine(Buffer.from(JSON.stringify(line)));
const recordOf = (line: unknown) => {
  const parsed = read(line);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.record;
};
const problemOf = (line: unknown) => {
  const parsed = read(line);
  return 'problem' in parsed ? parsed.problem : 'none';
};
const message = { id: 'm-1', role: 'assistant', body: 'Yes.', sentAt: '2026-11-09T08:00:05Z' };
const rating = { verdict: 'down', score: 2, negativeReason: 'Too slow.', ratedAt: '2026-11-09T08:09:00Z' };

test('the line of the documents is read as it stands', () => {
  const line =
    '{"id":"c-1","assistant":"shop","environment":"real","startedAt":"2026-11-09T08:00:00Z","resolvedAt":null,"locale":"de-DE",' +
    '"shopper":null,"title":null,"topics":["shipping"],"url":null,' +
    '"messages":[{"id":"m-1","role":"assistant","body":"…","sentAt":"2026-11-09T08:00:05Z","feedback":"down","feedbackAt":"2026-11-09T08:00:30Z"}],' +
    '"rating":{"verdict":"down","score":2,"negativeReason":"…","ratedAt":"2026-11-09T08:09:00Z"}}';
  const parsed = parseImportLine(Buffer.from(line));
  expect('record' in parsed && writeImportLine(parsed.record)).toBe(`${line}\n`);
});

test('what may be left out is null, and the environment real', () => {
  const { id, assistant, startedAt, messages } = importLine();
  expect(recordOf({ id, assistant, startedAt, messages })).toEqual({
    ...{ id, assistant, startedAt, environment: 'real', resolvedAt: null, locale: null, shopper: null, title: null },
    ...{ summary: null, topics: [], url: null, messages: [], rating: null },
  });
});

test.each([
  [5, 'up'],
  [4, 'up'],
  [3, 'neutral'],
  [2, 'down'],
  [1, 'down'],
])('a score of %s alone is %s', (score, verdict) => {
  const { ratedAt } = rating;
  expect(recordOf(importLine({ rating: { score, ratedAt } })).rating).toMatchObject({ score, verdict });
});

test('a verdict that is given stands, whatever the score beside it', () => {
  expect(recordOf(importLine({ rating: { ...rating, verdict: 'up', score: 1 } })).rating).toMatchObject({
    verdict: 'up',
    score: 1,
  });
});

test('an instant with an offset is brought to UTC and keeps its microseconds', () => {
  const line = importLine({ startedAt: '2026-10-25T02:30:00.123456+01:00' });
  expect(recordOf(line).startedAt).toBe('2026-10-25T01:30:00.123456Z');
});

test('NUL and lone surrogates become the replacement character, in every text and every id', () => {
  const line = importLine({ id: 'c\0', title: '\ud800x', messages: [{ ...message, body: 'a\0b\udc00 👍' }] });
  const record = recordOf(line);
  expect([record.id, record.title, record.messages[0]?.body]).toEqual(['c\ufffd', '\ufffdx', 'a\ufffdb\ufffd 👍']);
});

test.each([
  ['no id', importLine({ id: undefined }), /^id: expected string, but it is missing$/],
  ['an empty id', importLine({ id: '' }), /^id: expected a text that is not empty$/],
  ['an id that no index holds', importLine({ id: 'x'.repeat(256) }), /^id: expected at most 255 characters$/],
  ['no messages', importLine({ messages: undefined }), /^messages: expected array/],
  ['a day for an instant', importLine({ startedAt: '2026-11-09' }), /^startedAt: expected an instant with an offset/],
  ['no offset', importLine({ startedAt: '2026-11-09T08:00:00' }), /^startedAt: expected an instant with an offset/],
  ['no such day', importLine({ startedAt: '2026-02-30T08:00:00Z' }), /^startedAt: expected an instant/],
  ['a year that is none', importLine({ startedAt: '0000-01-01T08:00:00Z' }), /^startedAt: expected a year from 1900/],
  ['another environment', importLine({ environment: 'test' }), /^environment: .*"real"\|"sandbox"/],
  ['an unknown key', importLine({ ratng: null }), /ratng/],
  ['an unknown role', importLine({ messages: [{ ...message, role: 'bot' }] }), /^messages\[0\].role: .*"shopper"/],
  [
    'feedback on a shopper’s message',
    importLine({ messages: [{ ...message, role: 'shopper', feedback: 'up', feedbackAt: message.sentAt }] }),
    /^messages\[0\].feedback: expected null on a message by "shopper"$/,
  ],
  [
    'feedback without its time',
    importLine({ messages: [{ ...message, feedback: 'up' }] }),
    /^messages\[0\].feedbackAt: expected the instant at which the feedback was given$/,
  ],
  [
    'a time without feedback',
    importLine({ messages: [{ ...message, feedbackAt: message.sentAt }] }),
    /^messages\[0\].feedbackAt: expected null where feedback is null$/,
  ],
  ['an id twice', importLine({ messages: [message, message] }), /^messages\[1\].id: expected an id that no other/],
  ['a score of 6', importLine({ rating: { ...rating, score: 6 } }), /^rating.score: /],
  ['a broken score', importLine({ rating: { ...rating, score: 4.5 } }), /^rating.score: expected a whole number/],
  ['a rating that says nothing', importLine({ rating: { ratedAt: rating.ratedAt } }), /^rating: expected a verdict/],
  ['a rating without its time', importLine({ rating: { verdict: 'up' } }), /^rating.ratedAt: expected an instant/],
  ['a list', [], /expected object, received array/],
])('%s is refused with what was expected', (_, line, expected) => {
  expect(problemOf(line)).toMatch(expected);
});

test('what is no JSON, and what is no UTF-8, is told apart', () => {
  expect(parseImportLine(Buffer.from('{"id":'))).toEqual({
    problem: 'no JSON: expected one conversation as a JSON object',
  });
  expect(parseImportLine(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ problem: 'not UTF-8' });
});

test('a problem never repeats what a shopper wrote', () => {
  const secret = 'my card is 4111 1111 1111 1111';
  const lines = [
    importLine({ id: '', messages: [{ ...message, body: secret, role: secret }] }),
    importLine({ startedAt: secret, environment: secret, rating: { ...rating, verdict: secret, ratedAt: secret } }),
  ];
  for (const line of lines) expect(problemOf(line)).not.toContain('4111');
  expect(JSON.stringify(parseImportLine(Buffer.from(`{"body": "${secret}" oops}`)))).not.toContain('4111');
});

test('no bytes make it throw, and what it takes it writes and takes again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), (bytes) => {
      const parsed = parseImportLine(bytes);
      if ('record' in parsed) expect(parseImportLine(Buffer.from(writeImportLine(parsed.record)))).toEqual(parsed);
    }),
  );
});
