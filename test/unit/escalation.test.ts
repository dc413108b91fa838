import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dueAt, type EscalationClock, isQuiet, shownBy } from '../../src/csat/escalation.ts';

const MINUTE_MS = 60_000;
const at = (text: string) => new Date(text);
const local = (text: string, zone: string) =>
  new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds);
const BERLIN: EscalationClock = { quiet: { from: '20:00', to: '08:00' }, zone: 'Europe/Berlin' };

const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
);
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
const quiet = fc
  .tuple(time, time)
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({ from, to }));
const clock = fc.record({ zone: zones, quiet: fc.option(quiet) });
/** Around the clock changes of both hemispheres, to the minute. */
const instant = fc
  .tuple(
    fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01', '2026-07-15'),
    fc.integer({ min: -3 * 1440, max: 3 * 1440 }),
  )
  .map(([day, minutes]) => new Date(at(`${day}T00:00:00Z`).getTime() + minutes * MINUTE_MS));
const limit = fc.integer({ min: 1, max: 3 * 1440 });

test('without quiet hours an alert is due when its limit has gone by', () => {
  expect(dueAt(at('2026-11-09T10:00:00Z'), 240, { quiet: null, zone: 'UTC' })).toEqual(at('2026-11-09T14:00:00Z'));
});

test('the clock stands still at night and goes on in the morning', () => {
  const due = (shown: string) => dueAt(local(shown, BERLIN.zone), 240, BERLIN);
  expect(due('2026-11-09T10:00')).toEqual(local('2026-11-09T14:00', BERLIN.zone));
  expect(due('2026-11-09T19:00')).toEqual(local('2026-11-10T11:00', BERLIN.zone));
  expect(due('2026-11-09T23:00')).toEqual(local('2026-11-10T12:00', BERLIN.zone));
  expect(due('2026-11-10T03:00')).toEqual(local('2026-11-10T12:00', BERLIN.zone));
});

test('a night with a clock change is as long as it is', () => {
  // 29 March 2026: 02:00 becomes 03:00; 25 October: 03:00 becomes 02:00.
  for (const day of ['2026-03-28', '2026-10-24']) {
    const next = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
    expect(dueAt(local(`${day}T19:00`, BERLIN.zone), 120, BERLIN)).toEqual(local(`${next}T09:00`, BERLIN.zone));
  }
});

test('the quiet hours begin with their first minute and end before their last', () => {
  expect(isQuiet(local('2026-11-09T19:59', BERLIN.zone), BERLIN)).toBe(false);
  expect(isQuiet(local('2026-11-09T20:00', BERLIN.zone), BERLIN)).toBe(true);
  expect(isQuiet(local('2026-11-10T07:59', BERLIN.zone), BERLIN)).toBe(true);
  expect(isQuiet(local('2026-11-10T08:00', BERLIN.zone), BERLIN)).toBe(false);
});

test('in every zone and at every clock change, just as much time that is not quiet has gone by', () => {
  const QUARTER_MS = 15 * MINUTE_MS;
  const quarters = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(instant, quarters, clock, (anywhere, limitQuarters, rule) => {
      const shown = new Date(Math.floor(anywhere.getTime() / QUARTER_MS) * QUARTER_MS);
      const due = dueAt(shown, limitQuarters * 15, rule).getTime();
      let awake = 0;
      for (let tick = shown.getTime(); tick < due; tick += QUARTER_MS) if (!isQuiet(new Date(tick), rule)) awake += 1;
      expect(awake).toBe(limitQuarters);
      expect(isQuiet(new Date(due - QUARTER_MS), rule)).toBe(false);
    }),
    { numRuns: 30 },
  );
});

test('what was shown by the instant is exactly what is due now', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 4 * 1440 }), limit, clock, (shown, later, minutes, rule) => {
      const now = new Date(shown.getTime() + later * MINUTE_MS);
      expect(shown <= shownBy(now, minutes, rule)).toBe(dueAt(shown, minutes, rule) <= now);
    }),
    { numRuns: 500 },
  );
});
