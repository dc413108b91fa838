import { AFTER, BEFORE, BETWEEN, FROM, folded, UNTIL } from './command-calendar-words.ts';
import { type DateReading, readDate } from './command-dates.ts';
import { type DaysReading, daysBetween, daysOfWritten, FIRST_DAY, isDays, rangeOf } from './command-days.ts';
import { readNamed } from './command-named-days.ts';
import { readSpan } from './command-spans.ts';
import { addDays, type Day, type Period } from './period.ts';

/** Longer texts are sentences. */
const MAX_LENGTH = 80;
const LINK = new RegExp(` ?(?:\\.{2,3}|[–—~]|から) ?| (?:-|${BETWEEN}) |-`, 'g');
const OPEN_END = /^(.+?) ?(?:\.{2,3}|[–—~]|から|以降)$/;
const TO_JAPANESE = folded('まで');
const OPEN_START = new RegExp(`^(?:(?:\\.{2,3}|[–—~]) ?(.+)|(.+)${TO_JAPANESE})$`);
const between = new RegExp(`^(?:${FROM}) (.+)$`);
const until = new RegExp(`^(?:${UNTIL}) (.+)$`);
const before = new RegExp(`^(?:${BEFORE}) (.+)$`);
const after = new RegExp(`^(?:${AFTER}) (.+)$`);

/**
 * What one word or several mean as a period, seen from `today`: `today`, `7d` (today and the six days before), `last week`,
 * `2026-11-01..2026-11-15` (both days included), `2026-11`, `KW46`, `since 1 Nov`, and as other languages and countries
 * write it. null: no period.
 */
export function readPeriod(text: string, today: Day): DaysReading | null {
  const typed = folded(text);
  if (typed.length > MAX_LENGTH) return null;
  const bare = typed.replace(/[,;、。!?]+$/, '');
  const spellings = new Set([typed, bare, bare.replace(/\.$/, '')]);
  for (const spelling of spellings) {
    const reading = readWhole(spelling, today);
    if (reading !== null) return reading;
  }
  return null;
}

function readWhole(text: string, today: Day): DaysReading | null {
  const open = OPEN_END.exec(text);
  const start = OPEN_START.exec(text);
  return (
    readDays(text, today) ??
    readRange(between.exec(text)?.[1] ?? text, today) ??
    since(open?.[1] ?? between.exec(text)?.[1], today, ({ from }) => from) ??
    since(after.exec(text)?.[1], today, ({ to }) => to) ??
    upTo(start?.[1] ?? start?.[2] ?? until.exec(text)?.[1], today, ({ to }) => to) ??
    upTo(before.exec(text)?.[1], today, ({ from }) => from)
  );
}

/** What stands for itself: a name, a span, a date. */
function readDays(text: string, today: Day): DaysReading | null {
  return readNamed(text, today) ?? readSpan(text, today) ?? daysOf(readDate(text), today);
}

function daysOf(readings: DateReading[], today: Day): DaysReading | null {
  const [first, second] = readings.map(({ written }) => daysOfWritten(written, today));
  if (first === undefined || first === null || second === undefined || second === null) return first ?? null;
  if (!isDays(first)) return second;
  if (!isDays(second)) return first;
  const suggestion = `This can be two days: write ${first.from} or ${second.from}.`;
  return first.weak === true ? { suggestion, weak: true } : { suggestion };
}

/** From one to another. Hyphens also stand within dates: the last one that has a date on either side is it. */
function readRange(text: string, today: Day): DaysReading | null {
  for (const { 0: link, index } of [...text.matchAll(LINK)].reverse()) {
    const range = rangeBetween(text.slice(0, index), withoutTo(text.slice(index + link.length)), today);
    if (range !== null) return range;
  }
  return null;
}

const withoutTo = (text: string) => (text.endsWith(TO_JAPANESE) ? text.slice(0, -TO_JAPANESE.length) : text);

function rangeBetween(left: string, right: string, today: Day): DaysReading | null {
  const begins = readDate(left);
  const isWhole = begins.some(({ written }) => written.day !== undefined && written.month !== undefined);
  const ends = readDate(right, isWhole);
  const [a, b] = [alike(begins, ends), alike(ends, begins)];
  const [first] = a;
  const [last] = b;
  if (first !== undefined && last !== undefined && a.length === 1 && b.length === 1) {
    return daysBetween(first.written, last.written, today);
  }
  const from = readNamed(left, today) ?? readSpan(left, today) ?? daysOf(a, today);
  const to = readNamed(right, today) ?? readSpan(right, today) ?? daysOf(b, today);
  if (from === null || to === null) return null;
  if (!isDays(from)) return from;
  return isDays(to) ? rangeOf(from, to) : to;
}

/** Whoever writes one date day first writes the other one so too. */
function alike(readings: DateReading[], others: DateReading[]): DateReading[] {
  const [other] = others;
  const same = readings.filter(({ order }) => order !== null && order === other?.order);
  return others.length === 1 && same.length > 0 ? same : readings;
}

type Edge = (days: { from: Day; to: Day }) => Day;

function since(text: string | undefined, today: Day, edge: Edge): DaysReading | null {
  const days = text === undefined ? null : readDays(text, today);
  if (days === null || !isDays(days)) return days;
  const from = edge(days);
  return from > today ? TO_COME : { from, to: addDays(today, 1) };
}

function upTo(text: string | undefined, today: Day, edge: Edge): DaysReading | null {
  const days = text === undefined ? null : readDays(text, today);
  if (days === null || !isDays(days)) return days;
  return edge(days) > FIRST_DAY
    ? { from: FIRST_DAY, to: edge(days) }
    : { suggestion: `There is nothing before ${FIRST_DAY}.` };
}

const TO_COME = { suggestion: 'That is still to come: try this week.' };

/** As `readPeriod` reads it: the last day is included, as people write it. */
export function printPeriod({ from, to }: Period): string {
  const last = addDays(to, -1);
  if (from === FIRST_DAY) return `..${last}`;
  return from === last ? from : `${from}..${last}`;
}
