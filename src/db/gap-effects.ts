import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Gap } from '../csat/gap.ts';
import {
  type Effect,
  effectOf,
  effectSpans,
  effectWeeks,
  type Share,
  type Span,
  type Touched,
} from '../csat/gap-effect.ts';
import { type Day, dayOf, daysOf, startOfDay } from '../csat/period.ts';
import { EVERYTHING, type Scope } from '../csat/subscription.ts';
import { type Database, instant } from './client.ts';
import { membersOf } from './gaps.ts';
import { assistantsIn, localeAndTopicConditions } from './scope.ts';

type Subscription = { id: number; zone: string } & Scope;

/**
 * Whether a gap that was marked done is met less often since. Counted are the real conversations of the subscription's
 * scope that began on whole local days on both sides, and those of them whose feedback, whenever it came, is the gap's.
 * @param until the first day that is not counted.
 */
export async function loadGapEffect(
  db: Database,
  { subscription, gapId, closedAt, until }: { subscription: Subscription; gapId: number; closedAt: Date; until: Day },
): Promise<Effect> {
  const { zone } = subscription;
  const { before, after } = effectSpans(dayOf(closedAt, zone), until);
  const [touchedBefore, touchedAfter] = await Promise.all([
    countTouched(db, { subscription, gapId, span: before }),
    countTouched(db, { subscription, gapId, span: after }),
  ]);
  return effectOf(touchedBefore, touchedAfter, daysOf({ zone, ...after }).length);
}

async function countTouched(
  db: Database,
  { subscription, gapId, span }: { subscription: Subscription; gapId: number; span: Span },
): Promise<Touched> {
  const [start, end] = [startOfDay(span.from, subscription.zone), startOfDay(span.to, subscription.zone)];
  const began = sql`c.started_at >= ${instant(start)} and c.started_at < ${instant(end)}`;
  const [row] = await db.execute(sql`
    with member as (${membersOf(subscription, EVERYTHING, start, gapId)}), touched as (
      select distinct assistant_id, conversation_id from member c where ${began}
    ), began as (
      select touched.conversation_id is not null as is_touched, c.verdict is not null as is_rated, exists (
        select from feedback.thumbs t
        where t.assistant_id = c.assistant_id and t.conversation_id = c.id and t.given_at >= ${instant(start)}
      ) as is_thumbed
      from ${assistantsIn(subscription)}
      join feedback.conversations c on c.assistant_id = a.id and c.environment = 'real' and ${began}
        ${localeAndTopicConditions(subscription)}
      left join touched on touched.assistant_id = c.assistant_id and touched.conversation_id = c.id
    )
    select count(*) as conversations, count(*) filter (where is_touched) as touched,
      count(*) filter (where is_touched or is_rated or is_thumbed) as heard,
      count(*) filter (where is_rated and not is_touched) as rated,
      count(*) filter (where is_thumbed and not is_touched) as thumbed
    from began`);
  const count = z.coerce.number().int();
  const counts = { touched: count, conversations: count, heard: count, rated: count, thumbed: count };
  const { rated, thumbed, ...touched } = z.object(counts).parse(row);
  return { ...touched, others: { rated, thumbed } };
}

/** The gap's share of the conversations that began in each of the weeks around the day on which it was marked done. */
export async function loadGapWeeks(
  db: Database,
  { subscription, gapId, closedAt, until }: { subscription: Subscription; gapId: number; closedAt: Date; until: Day },
): Promise<{ before: Share[]; after: Share[] }> {
  const { zone } = subscription;
  const { before, after } = effectWeeks(dayOf(closedAt, zone), until);
  const weeks = [...before, ...after].map(({ from, to }) => [startOfDay(from, zone), startOfDay(to, zone)] as const);
  const rows = await db.execute(sql`
    with member as (${membersOf(subscription, EVERYTHING, weeks[0]?.[0] ?? closedAt, gapId)}), week as (
      select * from unnest(array[${sql.join(
        weeks.map(([start]) => instant(start)),
        sql`, `,
      )}]::timestamptz[],
        array[${sql.join(
          weeks.map(([, end]) => instant(end)),
          sql`, `,
        )}]::timestamptz[]) with ordinality as w(start_at, end_at, place)
    )
    select (
        select count(distinct m.conversation) from member m where m.started_at >= week.start_at and m.started_at < week.end_at
      ) as touched, (
        select count(*) from ${assistantsIn(subscription)}
        join feedback.conversations c on c.assistant_id = a.id and c.environment = 'real'
          and c.started_at >= week.start_at and c.started_at < week.end_at${localeAndTopicConditions(subscription)}
      ) as conversations
    from week order by place`);
  const count = z.coerce.number().int();
  const shares = z
    .object({ touched: count, conversations: count })
    .array()
    .parse([...rows]);
  return { before: shares.slice(0, before.length), after: shares.slice(before.length) };
}

/** The subscription's gaps that were marked done in the span and still are. */
export async function listClosedGaps(
  db: Database,
  { subscriptionId, from, to }: { subscriptionId: number; from: Date; to: Date },
): Promise<(Pick<Gap, 'id' | 'name'> & { closedAt: Date })[]> {
  const rows = await db.execute(sql`
    select id, name, closed_at as "closedAt" from thumbline.gaps
    where subscription_id = ${subscriptionId} and status = 'done' and merged_into is null
      and closed_at >= ${instant(from)} and closed_at < ${instant(to)}
    order by closed_at, id`);
  return z
    .object({
      id: z.coerce.number(),
      name: z.string().nullable(),
      closedAt: z.string().transform((text) => new Date(text)),
    })
    .array()
    .parse([...rows]);
}
