import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  currentWeek,
  dayOf,
  daysOf,
  instantsOf,
  isoWeekOf,
  lastCompleteWeek,
  mondayOf,
  type Period,
  parseDay,
  parseIsoWeek,
  parseZone,
  periodOf,
  previousPeriod,
  startOfDay,
  weekFrom,
} from '../../src/csat/period.ts';

/** Zones with odd clocks: half-hour changes, changes at midnight, a skipped day, offsets of 45 minutes. */
const ODD_ZONES = [
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'America/Santiago',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'America/Havana',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
];
const zones = fc.constantFrom(...ODD_ZONES, ...Intl.supportedValuesOf('timeZone'));
// Until 2010 a few clocks went back over midnight, and a minute of the new day was over before the old one ended.
const days = fc.integer({ min: 0, max: 25 * 365 }).map((offset) => addDays('2011-01-01', offset));
const instants = fc.date({ min: new Date('2011-01-03'), max: new Date('2036-01-01'), noInvalidDate: true });
const lengths = fc.integer({ min: 1, max: 40 });
const HOUR_MS = 3_600_000;

test('the days of a period tile it without gap or overlap, in every zone', () => {
  fc.assert(
    fc.property(zones, days, lengths, (zone, from, length) => {
      const period = periodOf(from, addDays(from, length), zone);
      const { start, end } = instantsOf(period);
      const spans = daysOf(period).map((day) => instantsOf({ zone, from: day, to: addDays(day, 1) }));
      expect(spans).toHaveLength(length);
      expect(spans[0]?.start).toEqual(start);
      expect(spans.at(-1)?.end).toEqual(end);
      for (const [index, span] of spans.entries()) {
        expect(span.end >= span.start).toBe(true);
        if (index > 0) expect(span.start).toEqual(spans[index - 1]?.end);
      }
    }),
  );
});

test('an instant belongs to the one local day whose bounds hold it', () => {
  fc.assert(
    fc.property(zones, instants, (zone, instant) => {
      const day = dayOf(instant, zone);
      expect(startOfDay(day, zone) <= instant).toBe(true);
      expect(startOfDay(addDays(day, 1), zone) > instant).toBe(true);
    }),
  );
});

test('the first and the last millisecond of a local day are in that day', () => {
  fc.assert(
    fc.property(zones, days, (zone, day) => {
      const { start, end } = instantsOf({ zone, from: day, to: addDays(day, 1) });
      fc.pre(start < end);
      expect(dayOf(start, zone)).toBe(day);
      expect(dayOf(new Date(end.getTime() - 1), zone)).toBe(day);
      expect(dayOf(new Date(start.getTime() - 1), zone) < day).toBe(true);
    }),
  );
});

test('the previous period has as many local days and ends where the period begins', () => {
  fc.assert(
    fc.property(zones, days, lengths, (zone, from, length) => {
      const period: Period = { zone, from, to: addDays(from, length) };
      const before = previousPeriod(period);
      expect(daysOf(before)).toHaveLength(length);
      expect(instantsOf(before).end).toEqual(instantsOf(period).start);
    }),
  );
});

test('a week begins on Monday, ends before the next, and weeks tile the time line', () => {
  fc.assert(
    fc.property(zones, days, (zone, day) => {
      const monday = mondayOf(day);
      const week = weekFrom(monday, zone);
      expect(new Date(`${monday}T12:00:00Z`).getUTCDay()).toBe(1);
      expect(daysOf(week)).toContain(day);
      expect(weekFrom(addDays(monday, 7), zone).from).toBe(week.to);
    }),
  );
});

test('an ISO week name and its week are each other’s inverse', () => {
  fc.assert(
    fc.property(zones, days, (zone, day) => {
      const week = weekFrom(mondayOf(day), zone);
      expect(parseIsoWeek(isoWeekOf(day), zone)).toEqual({ ...week, zone: parseZone(zone) });
    }),
  );
});

test('the last complete week is over, and the current one is not', () => {
  fc.assert(
    fc.property(zones, instants, (zone, now) => {
      expect(instantsOf(lastCompleteWeek(now, zone)).end <= now).toBe(true);
      const { start, end } = instantsOf(currentWeek(now, zone));
      expect(start <= now && now < end).toBe(true);
      expect(currentWeek(now, zone).from).toBe(lastCompleteWeek(now, zone).to);
    }),
  );
});

test.each([
  ['Europe/Berlin', '2026-10-25', 25],
  ['Europe/Berlin', '2026-03-29', 23],
  ['America/New_York', '2026-11-01', 25],
  ['Australia/Lord_Howe', '2026-10-04', 23.5],
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
  ['Asia/Kolkata', '2026-10-25', 24],
  ['Pacific/Apia', '2011-12-30', 0],
])('in %s the day %s has %s hours', (zone, day, hours) => {
  const { start, end } = instantsOf({ zone, from: day, to: addDays(day, 1) });
  expect((end.getTime() - start.getTime()) / HOUR_MS).toBe(hours);
});

test('where a clock change skips midnight, the day begins at the first moment there is', () => {
  // Havana went from 00:00 to 01:00 on 8 March 2026: the day begins at 05:00 UTC, which its clocks called 01:00.
  expect(startOfDay('2026-03-08', 'America/Havana')).toEqual(new Date('2026-03-08T05:00:00Z'));
  // Santiago skipped from 24:00 on 5 September 2026 to 01:00.
  expect(startOfDay('2026-09-06', 'America/Santiago')).toEqual(new Date('2026-09-06T04:00:00Z'));
});

test.each([
  ['2026-W01', '2025-12-29'],
  ['2026-W46', '2026-11-09'],
  ['2026-W53', '2026-12-28'],
  ['2027-W01', '2027-01-04'],
  ['2020-W53', '2020-12-28'],
])('%s begins on %s', (week, monday) => {
  expect(parseIsoWeek(week, 'UTC').from).toBe(monday);
});

test.each(['2027-W53', '2026-W00', '2026-W54', '2026-46', 'W46', ''])('"%s" is no week', (text) => {
  expect(() => parseIsoWeek(text, 'UTC')).toThrow(/expected an ISO week such as 2026-W46/);
});

test.each(['Europe/Berln', '+02:00', '', 'Mars/Olympus', '02'])('"%s" is no zone', (text) => {
  expect(() => parseZone(text)).toThrow(/expected an IANA name/);
});

test.each(['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', 'yesterday', '2026-11-09T00:00'])(
  '"%s" is no day',
  (text) => {
    expect(() => parseDay(text)).toThrow(/expected YYYY-MM-DD/);
  },
);

test('a reversed or empty period is refused', () => {
  expect(() => periodOf('2026-11-09', '2026-11-09', 'UTC')).toThrow(/empty or reversed/);
  expect(() => periodOf('2026-11-10', '2026-11-09', 'UTC')).toThrow(/empty or reversed/);
});
