import { and, eq, isNull, sql } from 'drizzle-orm';
import { type DigestFigures, digestFiguresSchema } from '../csat/digest.ts';
import type { Day } from '../csat/period.ts';
import type { Scope } from '../csat/subscription.ts';
import type { Database } from './client.ts';
import { deliveries, digests } from './schema/deliveries.ts';

/** The name of a digest: its subscription, and the local Monday of the week in which it is due. */
export type DigestKey = { subscriptionId: number; monday: Day };

export type StoredDigest = {
  zone: string;
  dueAt: Date;
  /** The settings that it was due with; null: from before they were kept. */
  language: string | null;
  scope: Scope | null;
  /** null: nobody has worked them out yet. */
  figures: DigestFigures | null;
  /** When the channel could first see it, or the database's present where it cannot yet. */
  shownAt: Date;
  /** Whether the channel shows it, or a try to post it was ever in doubt. */
  mayBeThere: boolean;
};

/** null: no such digest was ever due. */
export async function loadDigest(db: Database, { subscriptionId, monday }: DigestKey): Promise<StoredDigest | null> {
  const [row] = await db
    .select({
      zone: digests.zone,
      dueAt: digests.dueAt,
      language: digests.language,
      scope: digests.scope,
      figures: digests.figures,
      shownAt: sql`coalesce(${deliveries.visibleAt}, now())`.mapWith(deliveries.visibleAt),
      mayBeThere: sql<boolean>`coalesce(${deliveries.ambiguous} or ${deliveries.visibleAt} is not null, false)`,
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
 * The first of the Mondays just before whose digest was owed and was not posted: nobody could write it down in time, or bring
 * it to Slack. null: none was. Of weeks before the digest's day, time or zone was last set only those count that were written
 * down: it may have been off.
 */
export async function findSkippedDigest(db: Database, { subscriptionId, monday }: DigestKey): Promise<Day | null> {
  const [row] = await db.execute<{ first: Day }>(sql`
    with earlier as (
      select d.monday, d.due_at, coalesce(
        owed.state = 'cancelled'
          or (owed.state in ('pending', 'sending', 'blocked') and not owed.ambiguous and d.due_at <= now() - interval '6 days'),
        false) as is_left_out
      from thumbline.digests d
      left join thumbline.deliveries owed
        on owed.subscription_id = d.subscription_id and owed.monday = d.monday and owed.kind = 'digest'
      where d.subscription_id = ${subscriptionId} and d.monday < ${monday}
    ), posted as (
      select max(monday) + 7 as next from earlier where not is_left_out
    )
    select least(
      greatest(posted.next, first.monday, date_trunc('week', s.digest_since at time zone s.zone)::date),
      (select min(earlier.monday) from earlier
        where is_left_out and due_at >= wanted.since and (posted.next is null or earlier.monday >= posted.next))
    )::text as first
    from thumbline.subscriptions s
    cross join posted
    cross join lateral (select greatest(s.began_at, s.digest_on_since) as since) wanted
    cross join lateral (select date_trunc('week', wanted.since at time zone s.zone) as monday) week
    cross join lateral (
      select (week.monday + make_interval(days => s.digest_weekday - 1) + s.digest_time) at time zone s.zone as at
    ) slot
    cross join lateral (
      select case when slot.at >= wanted.since then week.monday else week.monday + interval '7 days' end::date as monday
    ) first
    where s.id = ${subscriptionId}`);
  return row !== undefined && row.first < monday ? row.first : null;
}
