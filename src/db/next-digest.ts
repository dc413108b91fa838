import { and, eq, isNotNull, isNull, max, sql } from 'drizzle-orm';
import { nextDigestAt } from '../csat/next-digest.ts';
import { isKnownZone } from '../csat/period.ts';
import type { Database } from './client.ts';
import { digests } from './schema/deliveries.ts';
import { subscriptions } from './schema/subscriptions.ts';

/**
 * When the subscription's next digest is due by the database's clock; in the past: it is being made ready.
 * null: it has no digest, or has ended.
 */
export async function findNextDigest(db: Database, subscriptionId: number): Promise<Date | null> {
  return (await listNextDigests(db, subscriptionId)).get(subscriptionId) ?? null;
}

/**
 * The same of every subscription that has a digest and has not ended, by its id; or of one. One whose zone this machine does
 * not know has no next digest either: `doctor` names it.
 */
export async function listNextDigests(db: Database, subscriptionId?: number): Promise<Map<number, Date>> {
  const rows = await db
    .select({
      id: subscriptions.id,
      weekday: subscriptions.digestWeekday,
      time: subscriptions.digestTime,
      zone: subscriptions.zone,
      beganAt: subscriptions.beganAt,
      digestSince: subscriptions.digestSince,
      digestOnSince: subscriptions.digestOnSince,
      lastMonday: max(digests.monday),
      now: sql`now()`.mapWith(subscriptions.beganAt),
    })
    .from(subscriptions)
    .leftJoin(digests, eq(digests.subscriptionId, subscriptions.id))
    .where(
      and(
        isNull(subscriptions.endedAt),
        isNotNull(subscriptions.digestWeekday),
        subscriptionId === undefined ? undefined : eq(subscriptions.id, subscriptionId),
      ),
    )
    .groupBy(subscriptions.id);
  return new Map(
    rows.flatMap(({ id, weekday, time, now, ...plan }) =>
      weekday === null || time === null || !isKnownZone(plan.zone)
        ? []
        : [[id, nextDigestAt({ ...plan, digest: { weekday, time } }, now)] as const],
    ),
  );
}
