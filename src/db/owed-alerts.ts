import { type SQL, sql } from 'drizzle-orm';
import { factsOfConversation } from './alert-facts.ts';
import { type Database, duration } from './client.ts';

/** A rating that was given longer ago than this when it arrived is an import of history: it owes no alert. */
export const OLDEST_NEWS_DAYS = 14;

/**
 * Writes an alert and its delivery for every downvote that is owed one and has none: of a real conversation, within the scope
 * of a subscription that wants alerts, arrived since then. Looks at the ratings that changed in the last `lookBackMs`.
 * It compares with what is there instead of remembering how far it came: rows become visible in another order than
 * they were numbered. Any number of processes may do it at once. Returns how many alerts are new.
 */
export async function recordOwedAlerts(db: Database, lookBackMs: number): Promise<number> {
  const rows = await db.execute(sql`
    with owed as (
      select s.id as subscription_id, s.channel_id, c.assistant_id, c.id as conversation_id, '' as message_id,
        'alert:' || ${keyPart(sql`c.assistant_id`)} || ':' || ${keyPart(sql`c.id`)} || ':' || s.id as key,
        ${factsOfConversation} as facts
      from feedback.assistants a
      join feedback.conversations c on c.assistant_id = a.id and c.rating_updated_at >= now() - ${duration(lookBackMs)}
        and c.verdict = 'down' and c.environment = 'real'
      join thumbline.subscriptions s on s.alerts <> 'off' and ${isInScope}
        and c.rating_arrived_at >= s.alerts_since
        and c.rated_at >= c.rating_arrived_at - ${OLDEST_NEWS_DAYS}::int * interval '1 day'
      where not exists (
        select from thumbline.alerts known
        where known.subscription_id = s.id and known.assistant_id = c.assistant_id and known.conversation_id = c.id
          and known.message_id = ''
      )
      order by c.rating_arrived_at
    ), ${recordOwed}`);
  return rows.length;
}

/**
 * The same for single thumbs down, for the subscriptions that want them. None where the conversation's downvote has its
 * alert already: that card shows the thumb.
 */
export async function recordOwedThumbAlerts(db: Database, lookBackMs: number): Promise<number> {
  const rows = await db.execute(sql`
    with owed as (
      select s.id as subscription_id, s.channel_id, c.assistant_id, c.id as conversation_id, t.message_id,
        'thumb:' || ${keyPart(sql`c.assistant_id`)} || ':' || ${keyPart(sql`c.id`)} || ':' || ${keyPart(sql`t.message_id`)}
          || ':' || s.id as key,
        ${factsOfConversation} as facts
      from feedback.assistants a
      join feedback.thumbs t on t.assistant_id = a.id and t.updated_at >= now() - ${duration(lookBackMs)} and t.value = 'down'
      join feedback.conversations c on c.assistant_id = a.id and c.id = t.conversation_id and c.environment = 'real'
      join thumbline.subscriptions s on s.alerts = 'thumbs' and ${isInScope}
        and t.updated_at >= s.alerts_since
        and t.given_at >= t.updated_at - ${OLDEST_NEWS_DAYS}::int * interval '1 day'
      where not exists (
        select from thumbline.alerts known
        where known.subscription_id = s.id and known.assistant_id = c.assistant_id and known.conversation_id = c.id
          and known.message_id in ('', t.message_id)
      )
      order by t.updated_at
    ), ${recordOwed}`);
  return rows.length;
}

/** Whether the conversation `c` is what the subscription `s` asks for. */
export const isInScope: SQL = sql`(
  s.ended_at is null
  and (s.assistants = '{}' or c.assistant_id = any(s.assistants))
  and (s.topics = '{}' or s.topics && c.topics)
  and (s.locales = '{}' or exists (
    select from unnest(s.locales) wanted
    where lower(replace(c.locale, '_', '-')) = lower(wanted)
      or starts_with(lower(replace(c.locale, '_', '-')), lower(wanted) || '-')
  ))
)`;

const recordOwed: SQL = sql`recorded as (
    insert into thumbline.alerts (subscription_id, assistant_id, conversation_id, message_id, facts)
    select subscription_id, assistant_id, conversation_id, message_id, facts from owed
    on conflict do nothing
    returning id, subscription_id, assistant_id, conversation_id, message_id
  )
  insert into thumbline.deliveries (key, kind, channel_id, subscription_id, alert_id)
  select owed.key, 'alert', owed.channel_id, owed.subscription_id, recorded.id
  from recorded join owed using (subscription_id, assistant_id, conversation_id, message_id)
  order by recorded.id
  on conflict do nothing
  returning id`;

/** Ids may hold any character: a colon within one must not look like the one between two. */
export function keyPart(id: SQL): SQL {
  return sql`replace(replace(${id}, '%', '%25'), ':', '%3A')`;
}
