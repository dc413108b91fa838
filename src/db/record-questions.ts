import { sql } from 'drizzle-orm';
import type { Scope } from '../csat/subscription.ts';
import { type Database, instant } from './client.ts';
import { comparedText } from './question-vectors.ts';
import { assistantsIn } from './scope.ts';

/**
 * Makes the questions behind the feedback that was given since then what they should be: the shopper's last message before
 * each thumbed-down answer, and of a downvoted conversation that of the turn that hurt (`turnThatHurt`: the newest
 * thumbed-down answer, else the last answer). What was withdrawn is gone afterwards; the sandbox has none. A question
 * whose language, or whose words or those that they are compared with, have changed waits for a new vector. Any number of processes may do it at once.
 * @returns how many are new, changed or gone.
 */
export async function recordQuestions(
  db: Database,
  { assistants, since }: { assistants: Scope['assistants']; since: Date },
): Promise<number> {
  const from = assistantsIn({ assistants, locales: [], topics: [] });
  const rows = await db.execute(sql`
    with touched as (
      select t.assistant_id, t.conversation_id
      from ${from} join feedback.thumbs t on t.assistant_id = a.id and t.value = 'down' and t.given_at >= ${instant(since)}
      union
      select c.assistant_id, c.id
      from ${from} join feedback.conversations c on c.assistant_id = a.id and c.environment = 'real'
        and c.verdict = 'down' and c.rated_at >= ${instant(since)}
      union
      select q.assistant_id, q.conversation_id
      from ${from} join thumbline.questions q on q.assistant_id = a.id and q.hurt_at >= ${instant(since)}
    ), real_ones as (
      select c.assistant_id, c.id, c.verdict, c.rated_at, coalesce(c.locale, '') as locale
      from touched join feedback.conversations c on c.assistant_id = touched.assistant_id and c.id = touched.conversation_id
      where c.environment = 'real'
    ), hurt as (
      select c.assistant_id, c.id as conversation_id, t.message_id as answer_id, t.given_at as thumbed_at,
        null::timestamptz as downvoted_at, c.locale
      from real_ones c
      join feedback.thumbs t on t.assistant_id = c.assistant_id and t.conversation_id = c.id and t.value = 'down'
      join feedback.messages m on m.assistant_id = c.assistant_id and m.conversation_id = c.id and m.id = t.message_id
        and m.role <> 'shopper'
      union all
      select c.assistant_id, c.id, answer.id, null, c.rated_at, c.locale
      from real_ones c
      left join lateral (
        select m.id
        from feedback.messages m
        left join feedback.thumbs t on t.assistant_id = m.assistant_id and t.conversation_id = m.conversation_id
          and t.message_id = m.id and t.value = 'down'
        where m.assistant_id = c.assistant_id and m.conversation_id = c.id and m.role <> 'shopper'
        order by t.message_id is null, m.position desc, m.sent_at desc, m.id desc limit 1
      ) answer on true
      where c.verdict = 'down'
    ), asked as (
      select h.assistant_id, h.conversation_id, q.id as message_id, q.body_digest,
        max(h.thumbed_at) as thumbed_at, nullif(min(h.thumbed_at), max(h.thumbed_at)) as first_thumbed_at,
        max(h.downvoted_at) as downvoted_at
      from hurt h
      left join feedback.messages answer on answer.assistant_id = h.assistant_id
        and answer.conversation_id = h.conversation_id and answer.id = h.answer_id
      cross join lateral (
        select m.id, md5(h.locale || ' ' || ${comparedText}) as body_digest from feedback.messages m
        where m.assistant_id = h.assistant_id and m.conversation_id = h.conversation_id and m.role = 'shopper'
          and (answer.id is null or (m.position, m.sent_at, m.id) < (answer.position, answer.sent_at, answer.id))
        order by m.position desc, m.sent_at desc, m.id desc limit 1
      ) q
      group by h.assistant_id, h.conversation_id, q.id, q.body_digest
    ), gone as (
      delete from thumbline.questions q using touched
      where q.assistant_id = touched.assistant_id and q.conversation_id = touched.conversation_id
        and not exists (
          select from asked where asked.assistant_id = q.assistant_id and asked.conversation_id = q.conversation_id
            and asked.message_id = q.message_id
        )
      returning q.message_id
    ), written as (
      insert into thumbline.questions as q
        (assistant_id, conversation_id, message_id, thumbed_at, first_thumbed_at, downvoted_at, body_digest)
      select assistant_id, conversation_id, message_id, thumbed_at, first_thumbed_at, downvoted_at, body_digest from asked
      order by assistant_id, conversation_id, message_id
      on conflict (assistant_id, conversation_id, message_id) do update set
        thumbed_at = excluded.thumbed_at, first_thumbed_at = excluded.first_thumbed_at,
        downvoted_at = excluded.downvoted_at, body_digest = excluded.body_digest,
        embedded_at = case when q.body_digest = excluded.body_digest then q.embedded_at end,
        model = case when q.body_digest = excluded.body_digest then q.model end,
        vector = case when q.body_digest = excluded.body_digest then q.vector end,
        changed_at = now()
      where (q.thumbed_at, q.first_thumbed_at, q.downvoted_at, q.body_digest)
        is distinct from (excluded.thumbed_at, excluded.first_thumbed_at, excluded.downvoted_at, excluded.body_digest)
      returning q.message_id
    )
    select message_id from gone union all select message_id from written`);
  return rows.length;
}
