import { and, eq, isNull, sql } from 'drizzle-orm';
import { type DigestFigures, digestFiguresSchema } from '../csat/digest.ts';
import type { Day } from '../csat/period.ts';
import type { Database } from './client.ts';
import { deliveries, digests } from './schema/thumbline.ts';

/** The name of a digest: its subscription, and the local Monday of the week in which it is due. */
export type DigestKey = { subscriptionId: number; monday: Day };

export type StoredDigest = {
  zone: string;
  dueAt: Date;
  /** null: nobody has worked them out yet. */
  figures: DigestFigures | null;
  /** When the channel could first see it, or the database's present where it cannot yet. */
  shownAt: Date;
};

/** null: no such digest was ever due. */
export async function loadDigest(db: Database, { subscriptionId, monday }: DigestKey): Promise<StoredDigest | null> {
  const [row] = await db
    .select({
      zone: digests.zone,
      dueAt: digests.dueAt,
      figures: digests.figures,
      shownAt: sql`coalesce(${deliveries.visibleAt}, now())`.mapWith(deliveries.visibleAt),
    })
    .from(digests)
    .leftJoin(
      deliveries,
      and(
        eq(deliveries.subscriptionId, digests.subscriptionId),
        eq(deliveries.monday, digests.monday),
        eq(deliveries.kind, 'digest'),
      ),
    )
    .where(and(eq(digests.subscriptionId, subscriptionId), eq(digests.monday, monday)));
  if (row === undefined) return null;
  return { ...row, figures: row.figures === null ? null : digestFiguresSchema.parse(row.figures) };
}

/** Keeps the figures for good, unless somebody was first. Returns those that are kept. */
export async function freezeFigures(db: Database, key: DigestKey, figures: DigestFigures): Promise<DigestFigures> {
  const isThis = and(eq(digests.subscriptionId, key.subscriptionId), eq(digests.monday, key.monday));
  const [frozen] = await db
    .update(digests)
    .set({ figures })
    .where(and(isThis, isNull(digests.figures)))
    .returning({ figures: digests.figures });
  const [kept] =
    frozen === undefined ? await db.select({ figures: digests.figures }).from(digests).where(isThis) : [frozen];
  return digestFiguresSchema.parse(kept?.figures);
}

/**
 * The first of the Mondays just before that had no digest although one was owed: they were skipped. null: none was.
 * Weeks before the digest's day, time or zone was last set do not count: it may have been off.
 */
export async function findSkippedDigest(db: Database, { subscriptionId, monday }: DigestKey): Promise<Day | null> {
  const [row] = await db.execute<{ first: Day }>(sql`
    select greatest(max(d.monday) + 7, date_trunc('week', s.digest_since at time zone s.zone)::date)::text as first
    from thumbline.subscriptions s
    join thumbline.digests d on d.subscription_id = s.id and d.monday < ${monday}
    where s.id = ${subscriptionId}
    group by s.id`);
  return row !== undefined && row.first < monday ? row.first : null;
}
