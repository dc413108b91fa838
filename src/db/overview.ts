import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Environment, ThumbCounts } from '../csat/feedback.ts';
import { InputError } from '../csat/input-error.ts';
import { NO_RATINGS, type Overview, overviewOf, type RatingCounts } from '../csat/overview.ts';
import { daysOf, instantsOf, type Period, previousPeriod, startOfDay } from '../csat/period.ts';
import type { Scope } from '../csat/subscription.ts';
import { type Database, instant, instantArray } from './client.ts';
import { assistantsIn, ENVIRONMENT_LITERAL, localeAndTopicConditions } from './scope.ts';

export type OverviewQuestion = { period: Period; scope: Scope; environment: Environment };

/** Ten years: every local day is one range of an index. */
const LONGEST_PERIOD_DAYS = 3_660;

type Span = { start: Date; end: Date };

/**
 * The numbers of a period beside the one of equal length just before.
 * @throws InputError when the period is longer than ten years.
 */
export async function loadOverview(db: Database, question: OverviewQuestion): Promise<Overview> {
  const { period, environment } = question;
  const days = daysOf(period);
  if (days.length > LONGEST_PERIOD_DAYS) {
    throw new InputError(
      `The period from ${period.from} to ${period.to} has ${days.length} days: expected at most ${LONGEST_PERIOD_DAYS}.`,
    );
  }
  const midnights = [...days, period.to].map((day) => startOfDay(day, period.zone));
  const daySpans = days.map((_, index) => ({ start: midnights[index] as Date, end: midnights[index + 1] as Date }));
  const now = instantsOf(period);
  const before = instantsOf(previousPeriod(period));

  const [ratings, [thumbs, thumbsBefore], coverage] = await Promise.all([
    countRatings(db, question, [...daySpans, before]),
    countThumbs(db, question, [now, before]),
    countCoverage(db, question, now),
  ]);
  return overviewOf(period, environment, {
    daily: ratings.slice(0, -1),
    before: ratings.at(-1) ?? NO_RATINGS,
    thumbs: thumbs ?? NO_THUMBS,
    thumbsBefore: thumbsBefore ?? NO_THUMBS,
    coverage,
  });
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
async function countRatings(db: Database, { scope, environment }: OverviewQuestion, spans: Span[]) {
  // The point of a bare verdict is csat/feedback.ts's scoreOf.
  const score = sql`coalesce(c.score, case c.verdict when 'up' then 5 when 'down' then 1 else 3 end)`;
  const rows = await db.execute(sql`
    select s.number as span, sum(r.rated) as rated, sum(r.score_sum) as score_sum,
      sum(r.score_square_sum) as score_square_sum, sum(r.upvotes) as upvotes, sum(r.neutral) as neutral,
      sum(r.downvotes) as downvotes
    from ${assistantsIn(scope)} cross join ${spanTable(spans)} cross join lateral (
      select count(*) as rated, coalesce(sum(${score}), 0) as score_sum,
        coalesce(sum(${score} * ${score}), 0) as score_square_sum,
        count(*) filter (where c.verdict = 'up') as upvotes, count(*) filter (where c.verdict = 'neutral') as neutral,
        count(*) filter (where c.verdict = 'down') as downvotes
      from feedback.conversations c
      where c.assistant_id = a.id and c.environment = ${ENVIRONMENT_LITERAL[environment]}
        and c.rated_at >= s.starts_at and c.rated_at < s.ends_at${localeAndTopicConditions(scope)}
    ) r
    group by s.number`);
  const counted = spans.map(() => NO_RATINGS);
  for (const { span, score_sum, score_square_sum, ...rest } of ratingRow.array().parse([...rows])) {
    counted[span - 1] = { ...rest, scoreSum: score_sum, scoreSquareSum: score_square_sum } satisfies RatingCounts;
  }
  return counted;
}

/** The current thumbs that were given within each span, in the order of the spans. */
async function countThumbs(db: Database, { scope, environment }: OverviewQuestion, spans: Span[]) {
  const rows = await db.execute(sql`
    select s.number as span, sum(r.up) as up, sum(r.down) as down
    from ${assistantsIn(scope)} cross join ${spanTable(spans)} cross join lateral (
      select count(*) filter (where t.value = 'up') as up, count(*) filter (where t.value = 'down') as down
      from feedback.thumbs t
      join feedback.conversations c on c.assistant_id = t.assistant_id and c.id = t.conversation_id
      where t.assistant_id = a.id and t.given_at >= s.starts_at and t.given_at < s.ends_at
        and c.environment = ${ENVIRONMENT_LITERAL[environment]}${localeAndTopicConditions(scope)}
    ) r
    group by s.number`);
  const counted = spans.map(() => NO_THUMBS);
  const schema = z.object({ span: count, up: count, down: count });
  for (const { span, ...thumbs } of schema.array().parse([...rows])) counted[span - 1] = thumbs;
  return counted;
}

/** The conversations that started within the span, and how many of them are rated by now. */
async function countCoverage(db: Database, { scope, environment }: OverviewQuestion, { start, end }: Span) {
  const started = sql`c.assistant_id = a.id and c.environment = ${ENVIRONMENT_LITERAL[environment]}
    and c.started_at >= ${instant(start)} and c.started_at < ${instant(end)}${localeAndTopicConditions(scope)}`;
  // Two counts and a difference: each is read from an index of its own, the table is left alone.
  const rows = await db.execute(sql`
    select coalesce(sum(total.n), 0) as conversations, coalesce(sum(total.n - unrated.n), 0) as rated
    from ${assistantsIn(scope)}
    cross join lateral (select count(*) as n from feedback.conversations c where ${started}) total
    cross join lateral (select count(*) as n from feedback.conversations c where c.verdict is null and ${started}) unrated`);
  return z.object({ conversations: count, rated: count }).parse(rows[0]);
}

function spanTable(spans: Span[]): SQL {
  const starts = instantArray(spans.map((span) => span.start));
  const ends = instantArray(spans.map((span) => span.end));
  return sql`unnest(${starts}, ${ends}) with ordinality as s(starts_at, ends_at, number)`;
}
