import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { isQuiet, isReadable } from '../csat/escalation.ts';
import { isTriaged, stands, withConversation } from './alert-entries.ts';
import { messagesOf } from './alert-messages.ts';
import { type Database, instant } from './client.ts';
import { quietOf } from './escalations.ts';

/** Who writes down what nobody did by hand. */
const BY_ITSELF = 'thumbline';

/** What one person took in a row lapses together: one reminder, not one a minute. */
const COMPANY_MINUTES = 5;

/**
 * Ends every acknowledgement whose time is over, and owes a reminder to whoever had it, one for all that lapse together: the alert is open again. Where the
 * conversation was triaged meanwhile, or is no downvote any more, it stays acknowledged for good. In the quiet hours of its
 * subscription nothing lapses, and of one that has ended everything stays acknowledged. Any number of processes may ask at once. Returns the keys of the reminders.
 *
 * @param at the instant to ask about; undefined: the database's present
 */
export async function recordLapses(db: Database, at?: Date): Promise<string[]> {
  const present = at === undefined ? sql`now()` : instant(at);
  await keepOfEnded(db, present);
  const found = await db.execute(sql`
    select ${present} as present, s.id, s.zone, s.quiet_from::text, s.quiet_to::text
    from thumbline.subscriptions s
    where s.ended_at is null and s.id in (select a.subscription_id from thumbline.alerts a where a.acknowledged_until <= ${present})`);
  const awake = z
    .array(subscriptionRow)
    .parse([...found])
    .filter((row) => {
      const clock = { zone: row.zone, quiet: quietOf(row.quiet_from, row.quiet_to) };
      return isReadable(clock) && !isQuiet(row.present, clock);
    });
  if (awake.length === 0) return [];
  const rows = await db.execute<{ key: string }>(sql`
    with over as (
      select a.id, coalesce(${stands}, false) and not ${isTriaged} as is_owed
      from thumbline.alerts a ${withConversation}
      where a.acknowledged_until <= ${present} + ${COMPANY_MINUTES}::int * interval '1 minute'
        and a.subscription_id = any(${`{${awake.map(({ id }) => id).join(',')}}`}::bigint[])
        and exists (
          select from thumbline.alerts due
          where due.subscription_id = a.subscription_id and due.acknowledged_by = a.acknowledged_by
            and due.acknowledged_until <= ${present}
        )
      order by a.id
      for update of a skip locked
    ), kept as (
      update thumbline.alerts a set acknowledged_until = null
      from over where a.id = over.id and not over.is_owed
      returning a.id
    ), lapsed as (
      update thumbline.alerts a
      set lapsed_by = a.acknowledged_by, lapsed_at = ${present}, lapses = a.lapses + 1,
        acknowledged_by = null, acknowledged_at = null, acknowledged_until = null
      from over where a.id = over.id and over.is_owed
      returning a.id, a.subscription_id, a.lapses, a.lapsed_by
    ), noted as (
      insert into thumbline.audit (actor, action, subject)
      select ${BY_ITSELF}, 'lapse', jsonb_build_object('alertId', id, 'of', lapsed_by) from lapsed
    ), edited as (
      update thumbline.deliveries d set want_version = d.want_version + 1
      where d.id in ${messagesOf(sql`select id from lapsed union select id from kept`)}
    ), named as (
      select *, 'reminder:' || first_value(id) over together || ':' || first_value(lapses) over together as key from lapsed
      window together as (partition by subscription_id, lapsed_by order by id)
    ), reminded as (
      insert into thumbline.escalations (alert_id, round, level, delivery_key)
      select id, lapses, 0, key from named order by id
    )
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id)
    select distinct named.key, 'reminder', s.channel_id, s.id
    from named join thumbline.subscriptions s on s.id = named.subscription_id
    on conflict (key) do nothing
    returning key`);
  return rows.map(({ key }) => key);
}

/** Nobody is reminded in a channel that was unsubscribed. */
async function keepOfEnded(db: Database, present: SQL): Promise<void> {
  await db.execute(sql`
    with over as (
      select a.id from thumbline.alerts a join thumbline.subscriptions s on s.id = a.subscription_id
      where a.acknowledged_until <= ${present} and s.ended_at is not null
      order by a.id
      for update of a skip locked
    ), kept as (
      update thumbline.alerts a set acknowledged_until = null from over where a.id = over.id returning a.id
    )
    update thumbline.deliveries d set want_version = d.want_version + 1
    where d.id in ${messagesOf(sql`select id from kept`)}`);
}

const subscriptionRow = z.object({
  present: z.string().transform((text) => new Date(text)),
  id: z.coerce.number(),
  zone: z.string(),
  quiet_from: z.string().nullable(),
  quiet_to: z.string().nullable(),
});
