import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type EscalationLevel, isQuiet, isReadable, type QuietHours, shownBy } from '../csat/escalation.ts';
import { isTriaged, stands, withConversation } from './alert-entries.ts';
import { shownAt } from './alert-messages.ts';
import { type Database, instant, instantArray } from './client.ts';

/** An alert that was written longer ago than this calls for nobody any more. */
const OLDEST_DAYS = 30;
/** A roll-up's alerts that would be due so soon after its first go with it: a burst calls once, not once a minute. */
const COMPANY_MINUTES = 15;

/**
 * Writes down which alerts are due for escalation, each once per level, with the message that says so: one for all of a
 * subscription that are due together, as in the morning. An alert counts from when the channel could see it, or from when its
 * last acknowledgement lapsed; in the quiet hours nobody is called, and where the channel is blocked neither; nor where the
 * quiet hours are in a zone that this machine does not know, which holds up nobody else and which `doctor` names. A message that
 * was cancelled before anybody was called, as when the alert was triaged, is owed anew once that does not hold any more; one
 * that Slack refused for good does not keep the second call back. Any number of processes may ask at once. Whoever takes or
 * triages an alert meanwhile is waited for, and waits: else the message would be written and shown unseen by them, and stay as it was.
 * Returns the keys of the messages that are new or say more.
 *
 * @param at the instant to ask about; undefined: the database's present
 */
export async function recordDueEscalations(db: Database, at?: Date): Promise<string[]> {
  const due = dueAlerts(await listClocks(db, at));
  if (due === null) return [];
  const rows = await db.execute<{ key: string }>(sql`
    with ${due}, held as materialized (
      select a.id, a.lapses from thumbline.alerts a
      where a.id in (select alert_id from due) and a.acknowledged_at is null
      order by a.id
      for no key update
    ), named as (
      select due.*,
        'escalation:' || first_value(alert_id) over together || ':' || level
          || case when first_value(round) over together > 0 then ':' || first_value(round) over together else '' end as key
      from due join held on held.id = due.alert_id and held.lapses = due.round
      window together as (partition by subscription_id, level order by alert_id)
    ), taken as (
      insert into thumbline.escalations as earlier (alert_id, round, level, delivery_key)
      select alert_id, round, level, key from named order by alert_id, level
      on conflict (alert_id, round, level) do update set delivery_key = excluded.delivery_key
      where exists (select from thumbline.deliveries d where d.key = earlier.delivery_key and d.state = 'cancelled')
      returning delivery_key
    )
    insert into thumbline.deliveries as message (key, kind, channel_id, subscription_id)
    select distinct named.key, 'escalation', named.channel_id, named.subscription_id
    from named where named.key in (select delivery_key from taken)
    on conflict (key) do update set want_version = message.want_version + 1,
      fence = message.fence + (message.state = 'cancelled')::int,
      next_at = case when message.state = 'cancelled' then now() else message.next_at end,
      verify_at = case when message.state = 'cancelled' then null else message.verify_at end,
      state = case when message.state <> 'cancelled' then message.state when message.ambiguous then 'unknown' else 'pending' end
    returning key`);
  return rows.map(({ key }) => key);
}

/** How many alerts were due for escalation `graceMs` ago, by the database's clock, and are not written down. */
export async function countOverdueEscalations(db: Database, graceMs: number): Promise<number> {
  const { present, clocks } = await listClocks(db, undefined);
  const due = dueAlerts({ present: new Date(present.getTime() - graceMs), clocks });
  if (due === null) return 0;
  const rows = await db.execute(sql`with ${due} select count(*) as n from due`);
  return z.object({ n: z.coerce.number() }).parse(rows[0]).n;
}

/** The common tables whose last, `due`, has a row for each alert and level that is due and not written down. null: of none can be. */
function dueAlerts({ present, clocks }: { present: Date; clocks: Clock[] }): SQL | null {
  const asked = clocks
    .filter((clock) => isReadable(clock) && !isQuiet(present, clock))
    .flatMap((clock) =>
      clock.limits.map((limit) => ({ id: clock.id, ...limit, shownBy: shownBy(present, limit.minutes, clock) })),
    );
  if (asked.length === 0) return null;
  return sql`asked as (
      select * from unnest(
        ${numbers(asked.map(({ id }) => id))}::bigint[], ${numbers(asked.map(({ level }) => level))}::int[],
        ${instantArray(asked.map((limit) => limit.shownBy))}
      ) as asked (subscription_id, level, shown_by)
    ), waiting as materialized (
      select a.id as alert_id, a.lapses as round, a.subscription_id, s.channel_id, asked.level, asked.shown_by,
        case when ${shownAt} is not null then greatest(${shownAt}, a.lapsed_at) end as counts_from,
        (select own.rollup_id from thumbline.deliveries own where own.alert_id = a.id and own.kind = 'alert') as rollup_id
      from asked
      join thumbline.subscriptions s on s.id = asked.subscription_id
      join thumbline.channels ch on ch.workspace_id = s.workspace_id and ch.id = s.channel_id and ch.blocked_by is null
      join thumbline.alerts a on a.subscription_id = s.id and a.acknowledged_at is null
        and a.created_at > ${instant(present)} - ${OLDEST_DAYS}::int * interval '1 day'
      ${withConversation}
      where ${stands} and not ${isTriaged}
        and ${shownAt} >= s.escalates_since
        and not exists (
          select from thumbline.escalations e join thumbline.deliveries d on d.key = e.delivery_key
          where e.alert_id = a.id and e.round = a.lapses and e.level = asked.level and d.state <> 'cancelled'
        )
        and (asked.level = 1 or exists (
          select from thumbline.escalations e join thumbline.deliveries d on d.key = e.delivery_key
          where e.alert_id = a.id and e.round = a.lapses and e.level = 1 and (d.visible_at is not null or d.state = 'failed')
        ))
    ), due as (
      select w.* from waiting w
      where w.counts_from <= w.shown_by or exists (
        select from waiting first
        where first.rollup_id = w.rollup_id and first.level = w.level and first.counts_from <= first.shown_by
          and w.counts_from <= w.shown_by + ${COMPANY_MINUTES}::int * interval '1 minute'
      )
    )`;
}

type Clock = {
  id: number;
  zone: string;
  quiet: QuietHours | null;
  limits: { level: EscalationLevel; minutes: number }[];
};

const clockRow = z.object({
  present: z.string().transform((text) => new Date(text)),
  id: z.coerce.number(),
  zone: z.string(),
  quiet_from: z.string().nullable(),
  quiet_to: z.string().nullable(),
  first_minutes: z.number(),
  second_minutes: z.number().nullable(),
});

/** The subscriptions that escalate, and the instant by the database's clock. */
async function listClocks(db: Database, at: Date | undefined): Promise<{ present: Date; clocks: Clock[] }> {
  const rows = await db.execute(sql`
    select ${at === undefined ? sql`now()` : instant(at)} as present, id, zone, quiet_from::text, quiet_to::text,
      escalate_after_minutes as first_minutes, escalate_again_after_minutes as second_minutes
    from thumbline.subscriptions
    where ended_at is null and escalate_after_minutes is not null
    order by id`);
  const parsed = z.array(clockRow).parse([...rows]);
  return {
    present: parsed[0]?.present ?? new Date(0),
    clocks: parsed.map((row) => ({
      id: row.id,
      zone: row.zone,
      quiet: quietOf(row.quiet_from, row.quiet_to),
      limits: [
        { level: 1 as const, minutes: row.first_minutes },
        ...(row.second_minutes === null ? [] : [{ level: 2 as const, minutes: row.second_minutes }]),
      ],
    })),
  };
}

/** Postgres gives times with seconds. */
export function quietOf(from: string | null, to: string | null): QuietHours | null {
  const minutes = 'HH:MM'.length;
  return from === null || to === null ? null : { from: from.slice(0, minutes), to: to.slice(0, minutes) };
}

const numbers = (values: number[]): string => `{${values.join(',')}}`;
