import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Environment, ThumbCounts } from '../csat/feedback.ts';
import { InputError } from '../csat/input-error.ts';
import { NO_RATINGS, type Overview, type OverviewCounts, overviewOf, type RatingCounts } from '../csat/overview.ts';
import { daysOf, instantsOf, type Period, previousPeriod, startOfDay } from '../csat/period.ts';
import type { Scope } from '../csat/subscription.ts';
import { type Database, instantArray } from './client.ts';
import { type CountedSpan, countedRatings, countedStarts, countedThumbs } from './counted.ts';
import { assistantsIn, ENVIRONMENT_LITERAL, localeAndTopicConditions } from './scope.ts';
import { isTallied, sumTallies } from './tallies.ts';
import { add, NO_TALLY } from './tally.ts';

export type OverviewQuestion = { period: Period; scope: Scope; environment: Environment };

/** Ten years: every local day is one range of an index. */
const LONGEST_PERIOD_DAYS = 3_660;
const DAY_MS = 24 * 3_600_000;

type Span = { start: Date; end: Date };

/**
 * The numbers of a period beside the one of equal length just before.
 * @throws InputError when the period is longer than ten years.
 */
export async function loadOverview(db: Database, question: OverviewQuestion): Promise<Overview> {
  const { period, environment } = question;
  const length = (Date.parse(period.to) - Date.parse(period.from)) / DAY_MS;
  if (length > LONGEST_PERIOD_DAYS) {
    throw new InputError(
      `The period from ${period.from} to ${period.to} has ${length} days: expected at most ${LONGEST_PERIOD_DAYS}.`,
    );
  }
  const midnights = [...daysOf(period), period.to].map((day) => startOfDay(day, period.zone));
  const counts =
    (await countFromTallies(db, question, midnights)) ?? (await countFromFeedback(db, question, midnights));
  return overviewOf(period, environment, counts);
}

/** null: they can't say it. */
async function countFromTallies(
  db: Database,
  { period, scope, environment }: OverviewQuestion,
  midnights: Date[],
): Promise<OverviewCounts | null> {
  if (!isTallied(scope)) return null;
  const before = instantsOf(previousPeriod(period)).start;
  const tallied = await sumTallies(db, { ...scope, environment, bounds: [before, ...midnights] });
  if (tallied === null) return null;
  const [earlier = NO_TALLY, ...daily] = tallied;
  const now = daily.reduce((sum, tally) => add(sum, tally), NO_TALLY);
  return {
    daily,
    before: earlier,
    thumbs: { up: now.thumbsUp, down: now.thumbsDown },
    thumbsBefore: { up: earlier.thumbsUp, down: earlier.thumbsDown },
    coverage: { conversations: now.started, rated: now.startedRated },
  };
}

async function countFromFeedback(db: Database, question: OverviewQuestion, midnights: Date[]): Promise<OverviewCounts> {
  const now = instantsOf(question.period);
  const before = instantsOf(previousPeriod(question.period));
  const daySpans = midnights.slice(1).map((end, index) => ({ start: midnights[index] as Date, end }));
  const [ratings, [thumbs, thumbsBefore], coverage] = await Promise.all([
    countRatings(db, question, [...daySpans, before]),
    countThumbs(db, question, [now, before]),
    countCoverage(db, question, now),
  ]);
  return {
    daily: ratings.slice(0, -1),
    before: ratings.at(-1) ?? NO_RATINGS,
    thumbs: thumbs ?? NO_THUMBS,
    thumbsBefore: thumbsBefore ?? NO_THUMBS,
    coverage,
  };
}

const NO_THUMBS: ThumbCounts = { up: 0, down: 0 };

// Counts come back from the driver as text.
const count = z.coerce.number().int();
const ratingRow = z.object({
  span: count,
  rated: count,
  score_sum: count,
  score_square_sum: count,
  upvotes: count,
  neutral: count,
  downvotes: count,
});

/** The ratings that were given within each span, in the order of the spans. */
async function countRatings(db: Database, question: OverviewQuestion, spans: Span[]) {
  const rows = await db.execute(sql`
    select s.number as span, sum(r.rated) as rated, sum(r.score_sum) as score_sum,
      sum(r.score_square_sum) as score_square_sum, sum(r.upvotes) as upvotes, sum(r.neutral) as neutral,
      sum(r.downvotes) as downvotes
    from ${assistantsIn(question.scope)} cross join ${spanTable(spans)} cross join lateral (${countedRatings(eachOf(question))}) r
    group by s.number`);
  const counted = spans.map(() => NO_RATINGS);
  for (const { span, score_sum, score_square_sum, ...rest } of ratingRow.array().parse([...rows])) {
    counted[span - 1] = { ...rest, scoreSum: score_sum, scoreSquareSum: score_square_sum } satisfies RatingCounts;
  }
  return counted;
}

/** The current thumbs that were given within each span, in the order of the spans. */
async function countThumbs(db: Database, question: OverviewQuestion, spans: Span[]) {
  const rows = await db.execute(sql`
    select s.number as span, sum(r.thumbs_up) as up, sum(r.thumbs_down) as down
    from ${assistantsIn(question.scope)} cross join ${spanTable(spans)} cross join lateral (${countedThumbs(eachOf(question))}) r
    group by s.number`);
  const counted = spans.map(() => NO_THUMBS);
  const schema = z.object({ span: count, up: count, down: count });
  for (const { span, ...thumbs } of schema.array().parse([...rows])) counted[span - 1] = thumbs;
  return counted;
}

/** The conversations that started within the span, and how many of them are rated by now. */
async function countCoverage(db: Database, question: OverviewQuestion, span: Span) {
  const rows = await db.execute(sql`
    select coalesce(sum(r.started), 0) as conversations, coalesce(sum(r.started_rated), 0) as rated
    from ${assistantsIn(question.scope)} cross join ${spanTable([span])} cross join lateral (${countedStarts(eachOf(question))}) r`);
  return z.object({ conversations: count, rated: count }).parse(rows[0]);
}

/** Each assistant `a` in each span `s`. */
const eachOf = ({ scope, environment }: OverviewQuestion): CountedSpan => ({
  assistant: sql`a.id`,
  environment: ENVIRONMENT_LITERAL[environment],
  from: sql`s.starts_at`,
  to: sql`s.ends_at`,
  conditions: localeAndTopicConditions(scope),
});

function spanTable(spans: Span[]): SQL {
  const starts = instantArray(spans.map((span) => span.start));
  const ends = instantArray(spans.map((span) => span.end));
  return sql`unnest(${starts}, ${ends}) with ordinality as s(starts_at, ends_at, number)`;
}
