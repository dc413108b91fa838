import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { callOfMeans } from '../csat/calls.ts';
import type { AssistantFigures, Loop } from '../csat/digest.ts';
import { OUTCOMES, type Outcome } from '../csat/feedback.ts';
import { NO_RATINGS } from '../csat/overview.ts';
import { instantsOf, type Period, previousPeriod } from '../csat/period.ts';
import type { AlertChoice, Scope } from '../csat/subscription.ts';
import { shownAt } from './alert-messages.ts';
import { type Database, instant } from './client.ts';
import { assistantsIn, localeAndTopicConditions } from './scope.ts';

/** What a digest counts: the real conversations of a scope in a week. */
export type DigestQuestion = { period: Period; scope: Scope };

// Counts come back from the driver as text.
const count = z.coerce.number().int();

/** The point of a bare verdict is csat/feedback.ts's scoreOf. */
const score = sql`coalesce(c.score, case c.verdict when 'up' then 5 when 'down' then 1 else 3 end)`;
const ratings = sql`count(*) as rated, coalesce(sum(${score}), 0) as score_sum, coalesce(sum(${score} * ${score}), 0) as score_square_sum`;

const assistantRow = z.object({
  id: z.string(),
  name: z.string(),
  rated: count,
  score_sum: count,
  score_square_sum: count,
  rated_before: count,
  score_sum_before: count,
  score_square_sum_before: count,
  up: count,
  down: count,
});

/** Every assistant of the scope that got a rating or a thumb in the week or the one before, most ratings first. */
export async function loadAssistantFigures(
  db: Database,
  { period, scope }: DigestQuestion,
): Promise<AssistantFigures[]> {
  const now = instantsOf(period);
  const before = instantsOf(previousPeriod(period));
  const ratedWithin = ({ start, end }: { start: Date; end: Date }) => sql`
    from feedback.conversations c
    where c.assistant_id = a.id and c.environment = 'real' and c.rated_at >= ${instant(start)}
      and c.rated_at < ${instant(end)}${localeAndTopicConditions(scope)}`;
  const rows = await db.execute(sql`
    select x.id, x.name, r.rated, r.score_sum, r.score_square_sum, b.rated as rated_before,
      b.score_sum as score_sum_before, b.score_square_sum as score_square_sum_before, t.up, t.down
    from ${assistantsIn(scope)}
    join feedback.assistants x on x.id = a.id
    cross join lateral (select ${ratings} ${ratedWithin(now)}) r
    cross join lateral (select ${ratings} ${ratedWithin(before)}) b
    cross join lateral (
      select count(*) filter (where t.value = 'up') as up, count(*) filter (where t.value = 'down') as down
      from feedback.thumbs t
      join feedback.conversations c on c.assistant_id = t.assistant_id and c.id = t.conversation_id
      where t.assistant_id = a.id and t.given_at >= ${instant(now.start)} and t.given_at < ${instant(now.end)}
        and c.environment = 'real'${localeAndTopicConditions(scope)}
    ) t
    where r.rated + b.rated + t.up + t.down > 0
    order by r.rated desc, t.up + t.down desc, x.id`);
  return assistantRow
    .array()
    .parse([...rows])
    .map((row) => {
      const counted = {
        ...NO_RATINGS,
        rated: row.rated,
        scoreSum: row.score_sum,
        scoreSquareSum: row.score_square_sum,
      };
      const countedBefore = {
        ...NO_RATINGS,
        rated: row.rated_before,
        scoreSum: row.score_sum_before,
        scoreSquareSum: row.score_square_sum_before,
      };
      return {
        id: row.id,
        name: row.name,
        mean: row.rated === 0 ? null : row.score_sum / row.rated,
        rated: row.rated,
        meanBefore: row.rated_before === 0 ? null : row.score_sum_before / row.rated_before,
        ratedBefore: row.rated_before,
        call: callOfMeans(counted, countedBefore).call,
        thumbs: { up: row.up, down: row.down },
      };
    });
}

/**
 * What became of the week's downvotes. Acknowledging and triage count as they are now; a downvote that was taken back or
 * changed is none.
 * @param subscription whose alerts are meant; null: nobody's
 */
export async function loadLoop(
  db: Database,
  { period, scope, subscription }: DigestQuestion & { subscription: { id: number; alerts: AlertChoice } | null },
): Promise<Loop> {
  const { start, end } = instantsOf(period);
  const downvoted = sql`c.environment = 'real' and c.verdict = 'down'${localeAndTopicConditions(scope)}`;
  const rows = await db.execute(sql`
    select outcome, count(*) as count
    from ${assistantsIn(scope)}
    join feedback.conversations c on c.assistant_id = a.id
    left join thumbline.triage t on t.assistant_id = c.assistant_id and t.conversation_id = c.id
      and t.retest is distinct from 'failed'
    where ${downvoted} and c.rated_at >= ${instant(start)} and c.rated_at < ${instant(end)}
    group by outcome`);
  const outcomes = z
    .object({ outcome: z.enum(OUTCOMES as [Outcome, ...Outcome[]]).nullable(), count })
    .array()
    .parse([...rows]);
  const triaged = OUTCOMES.flatMap((outcome) => {
    const found = outcomes.find((row) => row.outcome === outcome);
    return found === undefined ? [] : [{ outcome, count: found.count }];
  });
  const downvotes = outcomes.reduce((sum, row) => sum + row.count, 0);
  if (subscription === null || subscription.alerts === 'off') {
    return { downvotes, alerts: subscription === null ? null : 'off', triaged };
  }

  const [alerts] = await db.execute(sql`
    select
      count(*) filter (where this_week and acknowledged_at is not null) as acknowledged,
      percentile_cont(0.5) within group (
        order by extract(epoch from acknowledged_at - visible_at) / 60
      ) filter (where this_week and acknowledged_at >= visible_at) as median_minutes,
      count(*) filter (where this_week and is_open) as still_open,
      count(*) filter (where not this_week and is_open) as open_from_before
    from (
      select al.acknowledged_at, c.rated_at >= ${instant(start)} as this_week,
        al.acknowledged_at is null and t.outcome is null as is_open,
        (select ${shownAt} from thumbline.alerts a where a.id = al.id) as visible_at
      from thumbline.alerts al
      join feedback.conversations c on c.assistant_id = al.assistant_id and c.id = al.conversation_id
      left join thumbline.triage t on t.assistant_id = c.assistant_id and t.conversation_id = c.id
      and t.retest is distinct from 'failed'
      where al.subscription_id = ${subscription.id} and al.message_id = '' and ${downvoted}
        and c.rated_at < ${instant(end)}
    ) alerts`);
  const { acknowledged, median_minutes, still_open, open_from_before } = z
    .object({
      acknowledged: count,
      median_minutes: z.coerce.number().nullable(),
      still_open: count,
      open_from_before: count,
    })
    .parse(alerts);
  return {
    downvotes,
    alerts: { acknowledged, medianMinutes: median_minutes, stillOpen: still_open, openFromBefore: open_from_before },
    triaged,
  };
}
