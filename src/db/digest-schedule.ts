import { type SQL, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { type Database, instant } from './client.ts';

/**
 * Writes down every digest that is due and not written down yet, with the message that it owes: one per subscription and
 * local week, whoever asks and however often. Returns the keys of the new ones.
 *
 * A digest is named by the local Monday of the week in which it is due, and reports on the week before. It is due at the
 * subscription's weekday and local time; a time that a clock change skips moves forward by as much, a repeated one counts
 * once. A change of zone, weekday or time in mid-week neither doubles nor loses a week: what the new time has left behind
 * is due at the change. What passed before the digest was switched on is not owed. What could not be written down for six
 * days is skipped. The settings that it was due with are kept with it.
 *
 * @param at the instant to ask about; undefined: the database's present
 */
export async function recordDueDigests(db: Database, at?: Date): Promise<string[]> {
  try {
    return await record(db, at, sql`thumbline.subscriptions`);
  } catch (error) {
    if (!isUnknownZone(error)) throw error;
    // A zone that this server's data lacks must not hold up the others. Its list of names is slow: only now.
    return record(
      db,
      at,
      sql`(
        select known.* from thumbline.subscriptions known
        where lower(known.zone) = any(array(select lower(name) from pg_timezone_names))
        offset 0
      )`,
    );
  }
}

async function record(db: Database, at: Date | undefined, subscriptions: SQL): Promise<string[]> {
  const present = at === undefined ? sql`now()` : instant(at);
  const rows = await db.execute<{ key: string }>(sql`
    with due as (
      select s.id, s.channel_id, s.zone, week.monday::date as monday, due.at as due_at, s.language,
        jsonb_build_object('assistants', s.assistants, 'locales', s.locales, 'topics', s.topics) as scope
      from ${subscriptions} s
      cross join lateral (select date_trunc('week', ${present} at time zone s.zone) as monday) this_week
      cross join lateral (values (this_week.monday), (this_week.monday - interval '7 days')) week(monday)
      cross join lateral (
        select (week.monday + make_interval(days => s.digest_weekday - 1) + s.digest_time) at time zone s.zone as at
      ) slot
      cross join lateral (select greatest(slot.at, s.digest_since) as at) due
      where s.ended_at is null and s.digest_weekday is not null
        and slot.at >= greatest(s.began_at, s.digest_on_since) and due.at <= ${present} and due.at > ${present} - interval '6 days'
        -- A change revives only its own week; a day more, since a change of zone can move the Monday itself.
        and (due.at = slot.at
          or week.monday >= date_trunc('week', (s.digest_since - interval '1 day') at time zone s.zone))
    ), recorded as (
      insert into thumbline.digests (subscription_id, monday, zone, due_at, language, scope)
      select id, monday, zone, due_at, language, scope from due
      on conflict (subscription_id, monday) do nothing
    )
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id, monday)
    select 'digest:' || id || ':' || monday, 'digest', channel_id, id, monday from due
    on conflict (key) do nothing
    returning key`);
  return rows.map(({ key }) => key);
}

/** SQLSTATE invalid_parameter_value, which nothing else in the statement can bring about. */
function isUnknownZone(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof postgres.PostgresError) return cause.code === '22023';
  }
  return false;
}
