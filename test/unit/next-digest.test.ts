import { expect, test } from 'vitest';
import { type DigestPlan, nextDigestAt } from '../../src/csat/next-digest.ts';

const longAgo = new Date('2020-01-01T00:00:00Z');
const plan = (given: Partial<DigestPlan> = {}): DigestPlan => ({
  ...{ digest: { weekday: 1, time: '09:00' }, zone: 'Europe/Berlin', beganAt: longAgo, digestSince: longAgo },
  ...{ digestOnSince: longAgo, lastMonday: '2026-11-16', ...given },
});
const at = (text: string) => new Date(text);

test('it is the next weekday and time of the zone', () => {
  expect(nextDigestAt(plan(), at('2026-11-18T12:00:00Z'))).toEqual(at('2026-11-23T08:00:00Z'));
});

test('until it is written down, one that is due stays the next', () => {
  expect(nextDigestAt(plan(), at('2026-11-23T08:01:00Z'))).toEqual(at('2026-11-23T08:00:00Z'));
  expect(nextDigestAt(plan({ lastMonday: '2026-11-23' }), at('2026-11-23T08:01:00Z'))).toEqual(
    at('2026-11-30T08:00:00Z'),
  );
});

test('a new subscription waits for its first slot, and a changed weekday doubles no week', () => {
  const beganAt = at('2026-11-18T12:00:00Z');
  expect(nextDigestAt(plan({ beganAt, digestSince: beganAt, lastMonday: null }), beganAt)).toEqual(
    at('2026-11-23T08:00:00Z'),
  );
  const friday = { digest: { weekday: 5, time: '09:00' }, digestSince: beganAt };
  expect(nextDigestAt(plan(friday), beganAt)).toEqual(at('2026-11-27T08:00:00Z'));
});

test('one that is switched on waits for its next slot', () => {
  const since = at('2026-11-09T09:00:00Z');
  const on = plan({ digestSince: since, digestOnSince: since, lastMonday: '2026-10-19' });
  expect(nextDigestAt(on, since)).toEqual(at('2026-11-16T08:00:00Z'));
  expect(nextDigestAt({ ...on, digest: { weekday: 5, time: '09:00' } }, since)).toEqual(at('2026-11-13T08:00:00Z'));
});

test('what a changed time has left behind in its week is due at the change', () => {
  const digestSince = at('2026-11-18T12:00:00Z');
  expect(nextDigestAt(plan({ digestSince, lastMonday: '2026-11-09' }), digestSince)).toEqual(digestSince);
});

test('a time that a clock change skips moves forward, of a repeated one the later counts', () => {
  const sunday = (time: string) => plan({ digest: { weekday: 7, time }, lastMonday: null });
  expect(nextDigestAt({ ...sunday('02:30'), lastMonday: '2026-03-16' }, at('2026-03-24T00:00:00Z'))).toEqual(
    at('2026-03-29T01:30:00Z'),
  );
  expect(nextDigestAt({ ...sunday('02:30'), lastMonday: '2026-10-12' }, at('2026-10-20T00:00:00Z'))).toEqual(
    at('2026-10-25T01:30:00Z'),
  );
});
