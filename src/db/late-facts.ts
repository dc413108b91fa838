import { type SQL, sql } from 'drizzle-orm';
import { ERASED_FACTS, factsOfConversation } from './alert-facts.ts';
import { messagesOf } from './alert-messages.ts';
import { type Database, duration } from './client.ts';

/** Which alerts are compared with today's facts. */
export type FactsSweep =
  /** Those that are new, and those whose conversation's rating changed within the span: quick enough for every poll. */
  | { of: 'changed ratings'; withinMs: number }
  /** All that are younger than the span: messages, thumbs and erasures leave no mark to look for. */
  | { of: 'young alerts'; withinMs: number }
  /** All whose conversation is not there any more, of any age. */
  | { of: 'erased' };

/**
 * Asks for a new version of every alert's messages whose card would say something else today than when it was last asked for.
 * Returns how many messages will be edited. It locks alerts and messages by their ids, as whoever acknowledges many does.
 */
export async function recordLateFacts(db: Database, sweep: FactsSweep): Promise<number> {
  const rows = await db.execute(sql`
    with late as (
      select a.id, today.facts
      from thumbline.alerts a
      left join feedback.conversations c on c.assistant_id = a.assistant_id and c.id = a.conversation_id
      cross join lateral (select case when c.id is null then ${ERASED_FACTS} else ${factsOfConversation} end as facts) today
      where ${chosenBy(sweep)} and a.facts <> today.facts
      order by a.id
      for update of a
    ), changed as (
      update thumbline.alerts a set facts = late.facts from late where a.id = late.id returning a.id
    ), locked as (
      select d.id from thumbline.deliveries d
      where d.id in ${messagesOf(sql`select id from changed`)} and d.state not in ('failed', 'gone')
        and (d.state <> 'cancelled' or d.kind = 'alert')
      order by d.id
      for update
    )
    update thumbline.deliveries d set want_version = d.want_version + 1, ${owedAnew}
    from locked where d.id = locked.id
    returning d.id`);
  return rows.length;
}

/** A card that was dropped unseen, since what it told of did not hold any more, may have something to tell again. */
const owedAnew: SQL = sql`
  fence = d.fence + (d.state = 'cancelled')::int,
  next_at = case when d.state = 'cancelled' then now() else d.next_at end,
  verify_at = case when d.state = 'cancelled' then null else d.verify_at end,
  state = case when d.state <> 'cancelled' then d.state when d.ambiguous then 'unknown' else 'pending' end`;

function chosenBy(sweep: FactsSweep): SQL {
  switch (sweep.of) {
    case 'changed ratings':
      return sql`a.id in (
        select fresh.id from thumbline.alerts fresh where fresh.created_at >= now() - ${duration(sweep.withinMs)}
        union
        select known.id
        from feedback.assistants x
        join feedback.conversations changed
          on changed.assistant_id = x.id and changed.rating_updated_at >= now() - ${duration(sweep.withinMs)}
        join thumbline.alerts known on known.assistant_id = changed.assistant_id and known.conversation_id = changed.id
      )`;
    case 'young alerts':
      return sql`a.created_at >= now() - ${duration(sweep.withinMs)}`;
    case 'erased':
      return sql`c.id is null and a.facts <> ${ERASED_FACTS}`;
  }
}
