import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { ERASED_FACTS } from './alert-facts.ts';
import { messagesOf } from './alert-messages.ts';
import { type Database, textArray } from './client.ts';

const MOST_AT_ONCE = 1_000;

/**
 * Owes an edit to every message that may show text of a conversation that was erased, so that it disappears from Slack too: the
 * messages of its alerts, the digests that name a question of it, and the trials of subscriptions that it belonged to, which keep
 * no figures. Any number of processes may do it at once. Returns how many messages will be edited.
 */
export async function recordErasures(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    const noted = await tx.execute(sql`
      delete from thumbline.erasures where id in (
        select id from thumbline.erasures order by id limit ${MOST_AT_ONCE}::int for update skip locked
      )
      returning assistant_id, conversation_id`);
    if (noted.length === 0) return 0;
    const erased = z.array(z.object({ assistant_id: z.string(), conversation_id: z.string() })).parse([...noted]);
    const rows = await tx.execute(sql`
      with erased as (
        select distinct e.assistant_id, e.conversation_id
        from unnest(
          ${textArray(erased.map((row) => row.assistant_id))}, ${textArray(erased.map((row) => row.conversation_id))}
        ) as e (assistant_id, conversation_id)
        where not exists (
          select from feedback.conversations c where c.assistant_id = e.assistant_id and c.id = e.conversation_id
        )
      ), late as (
        select a.id from erased e
        join thumbline.alerts a on a.assistant_id = e.assistant_id and a.conversation_id = e.conversation_id
        where a.facts <> ${ERASED_FACTS}
        order by a.id
        for update of a
      ), changed as (
        update thumbline.alerts a set facts = ${ERASED_FACTS} from late where a.id = late.id returning a.id
      ), naming as (
        select d.id from thumbline.digests g
        join thumbline.deliveries d on d.subscription_id = g.subscription_id and d.monday = g.monday and d.kind = 'digest'
        where g.figures is not null and exists (
          select from (
            select jsonb_path_query(g.figures, '$.gaps[*].sample') union all select jsonb_path_query(g.figures, '$.closedGaps[*].sample')
          ) shown (sample)
          join erased e on e.assistant_id = shown.sample ->> 'assistant' and e.conversation_id = shown.sample ->> 'id'
        )
        union
        select d.id from thumbline.deliveries d
        join thumbline.subscriptions s on s.id = d.subscription_id
        where d.kind = 'trial'
          and exists (select from erased e where s.assistants = '{}' or e.assistant_id = any(s.assistants))
      ), locked as (
        select d.id from thumbline.deliveries d
        where d.state not in ('cancelled', 'failed', 'gone')
          and d.id in (select * from ${messagesOf(sql`select id from changed`)} told union select id from naming)
        order by d.id
        for update
      )
      update thumbline.deliveries d set want_version = d.want_version + 1
      from locked where d.id = locked.id
      returning d.id`);
    return rows.length;
  });
}
