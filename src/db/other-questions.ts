import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { GAP_WINDOW_DAYS } from '../csat/gap.ts';
import type { Question } from '../csat/gaps/distinct.ts';
import { KNOWN_LANGUAGES } from '../csat/gaps/known-language.ts';
import type { Scope } from '../csat/subscription.ts';
import { type Database, textArray } from './client.ts';
import { QUESTION_CHARACTERS } from './question-vectors.ts';
import { assistantsIn, localeAndTopicConditions, localeMatches } from './scope.ts';

/** How many of one assistant are kept. */
const MOST_KEPT = 1_500;

type Chosen = { assistants: Scope['assistants']; day: string; most?: number };

/**
 * Chooses other questions of each assistant for a day (UTC), unless that was done: what was asked first in its newest
 * real conversations that began before the day, without bad feedback, in a language that the sentence model knows. Of any
 * number of processes one does it.
 */
export async function recordOtherQuestions(db: Database, { assistants, day, most = MOST_KEPT }: Chosen): Promise<void> {
  const before = sql`${day}::timestamp at time zone 'UTC'`;
  await db.execute(sql`
    with due as (
      insert into thumbline.other_question_days as d (assistant_id, day)
      select known.id, ${day}::date from ${everyAssistant(assistants)} join feedback.assistants known on known.id = a.id
      order by known.id
      on conflict (assistant_id) do update set day = excluded.day where d.day < excluded.day
      returning assistant_id
    ), chosen as (
      select due.assistant_id, first.*
      from due cross join lateral (
        select c.id as conversation_id, c.started_at, m.id as message_id, md5(m.body) as body_digest
        from feedback.conversations c
        cross join lateral (
          select said.id, said.body from feedback.messages said
          where said.assistant_id = c.assistant_id and said.conversation_id = c.id and said.role = 'shopper'
          order by said.position, said.sent_at, said.id limit 1
        ) m
        where c.assistant_id = due.assistant_id and c.environment = 'real' and c.verdict is distinct from 'down'
          and c.started_at < ${before} and c.started_at >= ${before} - ${GAP_WINDOW_DAYS} * interval '1 day'
          and ${localeMatches(textArray(KNOWN_LANGUAGES))}
          and not exists (
            select from feedback.thumbs t
            where t.assistant_id = c.assistant_id and t.conversation_id = c.id and t.value = 'down'
          )
        order by c.started_at desc, c.id desc limit ${most}
      ) first
    )
    insert into thumbline.other_questions as o (assistant_id, conversation_id, message_id, started_at, body_digest)
    select assistant_id, conversation_id, message_id, started_at, body_digest from chosen
    order by assistant_id, conversation_id, message_id
    on conflict (assistant_id, conversation_id, message_id) do update set
      body_digest = excluded.body_digest, embedded_at = null, model = null, vector = null, changed_at = now()
    where o.body_digest <> excluded.body_digest`);
}

/**
 * Lets go of what is too much: the oldest beyond `most` of an assistant, and those whose conversation has bad feedback by
 * now. Those with a vector are counted apart from those that wait for one, so that the old ones serve until the new can.
 */
export async function forgetOtherQuestions(
  db: Database,
  { assistants, most = MOST_KEPT }: Omit<Chosen, 'day'>,
): Promise<void> {
  await db.execute(sql`
    delete from thumbline.other_questions o
    using (
      select kept.assistant_id, kept.conversation_id, kept.message_id, ${hasBadFeedback(sql`kept`)} as is_bad,
        row_number() over (
          partition by kept.assistant_id, kept.embedded_at is null
          order by kept.started_at desc, kept.conversation_id desc, kept.message_id desc
        ) as place
      from ${everyAssistant(assistants)} join thumbline.other_questions kept on kept.assistant_id = a.id
    ) kept
    where (kept.is_bad or kept.place > ${most}) and o.assistant_id = kept.assistant_id
      and o.conversation_id = kept.conversation_id and o.message_id = kept.message_id`);
}

/** The newest other questions of the scope's assistants, in its locales but about any topic, whose vector is made. */
export async function loadOtherQuestions(
  db: Database,
  { scope, most }: { scope: Scope; most: number },
): Promise<Question[]> {
  const rows = await db.execute(sql`
    select left(m.body, ${QUESTION_CHARACTERS}) as text, o.vector
    from ${assistantsIn(scope)}
    join thumbline.other_questions o on o.assistant_id = a.id and o.vector is not null
    join feedback.conversations c on c.assistant_id = o.assistant_id and c.id = o.conversation_id
      and c.environment = 'real'${localeAndTopicConditions({ ...scope, topics: [] })}
    join feedback.messages m on m.assistant_id = o.assistant_id and m.conversation_id = o.conversation_id
      and m.id = o.message_id and md5(m.body) = o.body_digest
    where not ${hasBadFeedback(sql`o`)}
    order by o.started_at desc, o.assistant_id, o.conversation_id, o.message_id
    limit ${most}`);
  return z
    .object({ text: z.string(), vector: z.instanceof(Buffer) })
    .array()
    .parse([...rows])
    .map(({ text, vector }) => ({ text, meaning: new Float32Array(Uint8Array.from(vector).buffer) }));
}

/** A text that is another one whenever other questions of the assistants got a vector, or are gone. */
export async function loadOtherQuestionsState(db: Database, assistants: Scope['assistants']): Promise<string> {
  const [row] = await db.execute(sql`
    select count(*) as questions, coalesce(extract(epoch from max(o.changed_at)), 0) as changed
    from ${everyAssistant(assistants)}
    join thumbline.other_questions o on o.assistant_id = a.id and o.embedded_at is not null`);
  const { questions, changed } = z.object({ questions: z.string(), changed: z.string() }).parse(row);
  return `${questions} ${changed}`;
}

const everyAssistant = (assistants: Scope['assistants']): SQL => assistantsIn({ assistants, locales: [], topics: [] });

const hasBadFeedback = (o: SQL): SQL => sql`exists (
  select from thumbline.questions q where q.assistant_id = ${o}.assistant_id and q.conversation_id = ${o}.conversation_id
)`;
