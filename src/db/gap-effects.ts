import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Gap } from '../csat/gap.ts';
import { type Effect, effectOf, effectSpans, type Span, type Touched } from '../csat/gap-effect.ts';
import { type Day, dayOf, daysOf, startOfDay } from '../csat/period.ts';
import type { Scope } from '../csat/subscription.ts';
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
    with member as (${membersOf(subscription, { assistants: [], locales: [], topics: [] }, start, gapId)})
    select
      (select count(distinct c.conversation) from member c where ${began}) as touched,
      all_of.conversations, all_of.rated
    from (
      select count(*) as conversations, count(*) filter (where c.verdict is not null) as rated
      from ${assistantsIn(subscription)}
      join feedback.conversations c on c.assistant_id = a.id and c.environment = 'real' and ${began}
        ${localeAndTopicConditions(subscription)}
    ) all_of`);
  const count = z.coerce.number().int();
  return z.object({ touched: count, conversations: count, rated: count }).parse(row);
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
