import { and, eq, isNull, max, sql } from 'drizzle-orm';
import { nextDigestAt } from '../csat/next-digest.ts';
import type { Database } from './client.ts';
import { digests, subscriptions } from './schema/thumbline.ts';

/**
 * When the subscription's next digest is due by the database's clock; in the past: it is being made ready.
 * null: it has no digest, or has ended.
 */
export async function findNextDigest(db: Database, subscriptionId: number): Promise<Date | null> {
  const [row] = await db
    .select({
      weekday: subscriptions.digestWeekday,
      time: subscriptions.digestTime,
      zone: subscriptions.zone,
      beganAt: subscriptions.beganAt,
      digestSince: subscriptions.digestSince,
      lastMonday: max(digests.monday),
      now: sql`now()`.mapWith(subscriptions.beganAt),
    })
    .from(subscriptions)
    .leftJoin(digests, eq(digests.subscriptionId, subscriptions.id))
    .where(and(eq(subscriptions.id, subscriptionId), isNull(subscriptions.endedAt)))
    .groupBy(subscriptions.id);
  if (row === undefined || row.weekday === null || row.time === null) return null;
  const { weekday, time, now, ...plan } = row;
  return nextDigestAt({ ...plan, digest: { weekday, time } }, now);
}
