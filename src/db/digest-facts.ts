import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Loop, SignalCounts } from '../csat/digest.ts';
import { OUTCOMES, type Outcome } from '../csat/feedback.ts';
import { instantsOf, type Period } from '../csat/period.ts';
import type { AlertChoice, Scope } from '../csat/subscription.ts';
import { shownAt } from './alert-messages.ts';
import { type Database, instant } from './client.ts';
import { assistantsIn, localeAndTopicConditions } from './scope.ts';

/** What a digest counts: the real conversations of a scope in a week. */
export type DigestQuestion = { period: Period; scope: Scope };

// Counts come back from the driver as text.
const count = z.coerce.number().int();

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
      count(*) filter (where this_week and is_open and first_read_at is null) as never_opened,
      count(*) filter (where not this_week and is_open) as open_from_before
    from (
      select al.acknowledged_at, al.first_read_at, c.rated_at >= ${instant(start)} as this_week,
        al.acknowledged_at is null and t.outcome is null as is_open,
        (select ${shownAt} from thumbline.alerts a where a.id = al.id) as visible_at
      from thumbline.alerts al
      join feedback.conversations c on c.assistant_id = al.assistant_id and c.id = al.conversation_id
      left join thumbline.triage t on t.assistant_id = c.assistant_id and t.conversation_id = c.id
      and t.retest is distinct from 'failed'
      where al.subscription_id = ${subscription.id} and al.message_id = '' and ${downvoted}
        and c.rated_at < ${instant(end)}
    ) alerts`);
  const row = z
    .object({
      acknowledged: count,
      median_minutes: z.coerce.number().nullable(),
      still_open: count,
      never_opened: count,
      open_from_before: count,
    })
    .parse(alerts);
  return {
    downvotes,
    alerts: {
      acknowledged: row.acknowledged,
      medianMinutes: row.median_minutes,
      stillOpen: row.still_open,
      neverOpened: row.never_opened,
      openFromBefore: row.open_from_before,
    },
    triaged,
  };
}

/** How many of the week's ratings say otherwise than the thumbs inside: see `Signal`. */
export async function countSignals(db: Database, { period, scope }: DigestQuestion): Promise<SignalCounts> {
  const { start, end } = instantsOf(period);
  // The planner must not begin at the thumbs: it would read those of all time.
  const rows = await db.execute(sql`
    select count(*) filter (where c.verdict = 'up' and t.down) as recovered,
      count(*) filter (where c.verdict = 'down' and t.up) as spoiled
    from ${assistantsIn(scope)}
    cross join lateral (
      select c.* from feedback.conversations c
      where c.assistant_id = a.id and c.environment = 'real' and c.verdict in ('up', 'down')
        and c.rated_at >= ${instant(start)} and c.rated_at < ${instant(end)}${localeAndTopicConditions(scope)}
      offset 0
    ) c
    cross join lateral (
      select bool_or(t.value = 'up') as up, bool_or(t.value = 'down') as down from feedback.thumbs t
      where t.assistant_id = c.assistant_id and t.conversation_id = c.id
    ) t`);
  return z.object({ recovered: count, spoiled: count }).parse(rows[0]);
}
