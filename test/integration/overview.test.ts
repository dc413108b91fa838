import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { periodOf } from '../../src/csat/period.ts';
import { EVERYTHING } from '../../src/csat/subscription.ts';
import { loadOverview } from '../../src/db/overview.ts';
import { importFeedback } from '../../src/sources/import.ts';
import { useDatabase } from '../support/database.ts';
import { fileOf, importLine } from '../support/import-lines.ts';

const database = useDatabase();

/** The same numbers again and again, without a library: Park and Miller's generator. */
function randomNumbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const HOUR_MS = 3_600_000;
const LOCALES = ['de-DE', 'de-AT', 'DE', 'en-GB', null];

/** Ten weeks around every clock change of the autumn; a third of the instants are on, or beside, a quarter of an hour. */
function madeUpLines(count: number) {
  const random = randomNumbers(7);
  const instant = () => {
    const any = Date.UTC(2026, 8, 21) + random(70 * 24 * 3600) * 1000;
    const quarter = HOUR_MS / 4;
    return random(3) > 0 ? any : Math.round(any / quarter) * quarter + (random(3) - 1);
  };
  return Array.from({ length: count }, (_, index) => {
    const verdict = ['up', 'down', 'neutral', null][random(4)] ?? null;
    return importLine({
      id: `c-${index}`,
      assistant: ['shop', 'app'][random(2)],
      environment: random(10) === 0 ? 'sandbox' : 'real',
      startedAt: new Date(instant()).toISOString(),
      locale: LOCALES[random(LOCALES.length)],
      topics: [['shipping'], ['returns', 'shipping'], []][random(3)],
      messages: [0, 1, 2].map((turn) => ({
        ...{ id: `m-${turn}`, role: 'assistant', body: '…', sentAt: '2026-09-21T00:00:00Z' },
        ...(random(2) === 0
          ? {}
          : { feedback: random(3) === 0 ? 'down' : 'up', feedbackAt: new Date(instant()).toISOString() }),
      })),
      rating: verdict && {
        ...{ verdict, score: [null, 1, 2, 3, 4, 5][random(6)], ratedAt: new Date(instant()).toISOString() },
      },
    });
  });
}

beforeAll(async () => {
  await importFeedback(database.db, fileOf(madeUpLines(4_000)));
});

/** The figures worked out another way: every row's own local day, as Postgres's zone data has it, and no index in mind. */
async function byHand(zone: string, from: string, to: string, condition = sql`true`) {
  const days = `to_char(%s at time zone '${zone}', 'YYYY-MM-DD')`;
  const day = (column: string) => sql.raw(days.replace('%s', column));
  const point = sql`coalesce(c.score, (array[5, 3, 1])[array_position(array['up', 'neutral', 'down'], c.verdict)])`;
  const within = (column: string) => sql`${day(column)} >= ${from} and ${day(column)} < ${to}`;
  const [csat] = await database.db.execute(sql`
    select avg(${point})::float8 as mean, count(*)::int as rated,
      count(*) filter (where verdict = 'up')::int as upvotes, count(*) filter (where verdict = 'neutral')::int as neutral,
      count(*) filter (where verdict = 'down')::int as downvotes
    from feedback.conversations c where environment = 'real' and ${within('c.rated_at')} and ${condition}`);
  const daily = await database.db.execute(sql`
    select ${day('c.rated_at')} as day, avg(${point})::float8 as mean, count(*)::int as rated
    from feedback.conversations c where environment = 'real' and ${within('c.rated_at')} and ${condition}
    group by 1 order by 1`);
  const [thumbs] = await database.db.execute(sql`
    select count(*) filter (where value = 'up')::int as up, count(*) filter (where value = 'down')::int as down
    from feedback.thumbs t join feedback.conversations c on c.assistant_id = t.assistant_id and c.id = t.conversation_id
    where environment = 'real' and ${within('t.given_at')} and ${condition}`);
  const [coverage] = await database.db.execute(sql`
    select count(*)::int as conversations, count(c.verdict)::int as rated
    from feedback.conversations c where environment = 'real' and ${within('c.started_at')} and ${condition}`);
  return { csat, daily: [...daily], thumbs, coverage };
}

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
/** Berlin changes on 25 October, New York on 1 November, Lord Howe on 4 October. */
const WEEKS = ['2026-09-28', '2026-10-19', '2026-10-26', '2026-11-02'];
const plusWeek = (day: string) => new Date(Date.parse(day) + 7 * 24 * HOUR_MS).toISOString().slice(0, 10);

describe.each(ZONES)('in %s', (zone) => {
  test.each(WEEKS)('the week of %s equals figures worked out by another way', async (from) => {
    const to = plusWeek(from);
    const overview = await loadOverview(database.db, {
      period: periodOf(from, to, zone),
      scope: EVERYTHING,
      environment: 'real',
    });
    const expected = await byHand(zone, from, to);
    const before = await byHand(zone, overview.previous.from, from);
    expect(expected.csat?.rated).toBeGreaterThan(100);
    expect(overview.csat).toMatchObject({ ...close(expected.csat), previous: close(before.csat) });
    expect(overview.messageFeedback).toMatchObject({ ...expected.thumbs, previous: { ...before.thumbs } });
    expect(overview.coverage).toMatchObject({ ...expected.coverage });
    expect(overview.daily.map(({ day }) => day)).toHaveLength(7);
    expect(overview.daily.filter(({ rated }) => rated > 0)).toEqual(expected.daily.map(close));
  });
});

/** Sums of floating-point numbers differ in their last digit by the order of adding. */
function close(row: Record<string, unknown> | undefined) {
  return { ...row, mean: expect.closeTo(Number(row?.mean), 10) };
}

test.each([
  ['one assistant', { assistants: ['shop'] }, sql`c.assistant_id = 'shop'`],
  ['German of any country', { locales: ['de'] }, sql`lower(left(c.locale, 2)) = 'de'`],
  ['German of one country only', { locales: ['DE-at'] }, sql`c.locale = 'de-AT'`],
  ['a language and a country of it', { locales: ['de_AT', 'de'] }, sql`lower(left(c.locale, 2)) = 'de'`],
  ['any of two topics', { topics: ['returns', 'none such'] }, sql`'returns' = any(c.topics)`],
])('a scope of %s counts nothing else', async (_, scope, condition) => {
  const overview = await loadOverview(database.db, {
    period: periodOf('2026-10-19', '2026-11-02', 'Europe/Berlin'),
    scope: { ...EVERYTHING, ...scope },
    environment: 'real',
  });
  const expected = await byHand('Europe/Berlin', '2026-10-19', '2026-11-02', condition);
  expect(expected.csat?.rated).toBeGreaterThan(20);
  expect(overview.csat).toMatchObject(close(expected.csat));
  expect(overview.messageFeedback).toMatchObject({ ...expected.thumbs });
  expect(overview.coverage).toMatchObject({ ...expected.coverage });
});

test('the sandbox counts only where it is asked for by name', async () => {
  const question = { period: periodOf('2026-09-21', '2026-11-30', 'UTC'), scope: EVERYTHING };
  const real = await loadOverview(database.db, { ...question, environment: 'real' });
  const sandbox = await loadOverview(database.db, { ...question, environment: 'sandbox' });
  expect(real.coverage.conversations + sandbox.coverage.conversations).toBe(4_000);
  expect(sandbox.coverage.conversations).toBeGreaterThan(300);
});

test('a period without anything has nulls, and no zero that means "none"', async () => {
  const overview = await loadOverview(database.db, {
    period: periodOf('2024-01-01', '2024-01-03', 'UTC'),
    scope: EVERYTHING,
    environment: 'real',
  });
  expect(overview.csat).toMatchObject({ mean: null, rated: 0, change: null });
  expect(overview.daily).toEqual([
    { day: '2024-01-01', mean: null, rated: 0 },
    { day: '2024-01-02', mean: null, rated: 0 },
  ]);
  expect(overview.messageFeedback).toMatchObject({ up: 0, upShare: null, downShare: null, upChange: null });
  expect(overview.coverage).toEqual({ conversations: 0, rated: 0, unknown: 0, responseRate: null });
});

test('a period of more than ten years is refused', async () => {
  const period = periodOf('1000-01-01', '2026-01-01', 'UTC');
  const asked = loadOverview(database.db, { period, scope: EVERYTHING, environment: 'real' });
  await expect(asked).rejects.toThrow(/expected at most 3660/);
});
