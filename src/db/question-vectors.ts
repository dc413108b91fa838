import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { QuestionKey } from '../csat/gap.ts';
import { type Database, instant, textArray } from './client.ts';
import { assistantsIn } from './scope.ts';

/** Longer questions are compared by their beginning. */
export const QUESTION_CHARACTERS = 1_000;

/** A reply that is no longer says little without what it was said to: the shopper's message before it goes with it. */
const SHORT_CHARACTERS = 60;

/** What a question, the message `m`, is compared by. */
export const comparedText: SQL = sql`left(case when char_length(m.body) > ${SHORT_CHARACTERS} then m.body else coalesce((
  select said.body || ' ' from feedback.messages said
  where said.assistant_id = m.assistant_id and said.conversation_id = m.conversation_id and said.role = 'shopper'
    and (said.position, said.sent_at, said.id) < (m.position, m.sent_at, m.id)
  order by said.position desc, said.sent_at desc, said.id desc limit 1
), '') || m.body end, ${QUESTION_CHARACTERS})`;

export type QuestionToEmbed = QuestionKey & { text: string; bodyDigest: string; locale: string | null };

/** Whose vectors: of the questions behind bad feedback, or of the others that show what is common in a shop. */
export type QuestionTable = 'questions' | 'other_questions';

/**
 * Questions that nobody has made a vector of, or looked whether one can be made, newest first.
 * @param since when their feedback came, or, of other questions, when their conversations began.
 */
export async function listQuestionsToEmbed(
  db: Database,
  { table, assistants, since, limit }: { table: QuestionTable; assistants: string[]; since: Date; limit: number },
): Promise<QuestionToEmbed[]> {
  const cameAt = whenIn(table);
  const rows = await db.execute(sql`
    select q.assistant_id as assistant, q.conversation_id as id, q.message_id as message,
      ${comparedText} as text, q.body_digest as "bodyDigest", c.locale
    from ${assistantsIn({ assistants, locales: [], topics: [] })}
    join thumbline.${sql.identifier(table)} q on q.assistant_id = a.id and q.embedded_at is null
      and ${cameAt} >= ${instant(since)}
    join feedback.messages m on m.assistant_id = q.assistant_id and m.conversation_id = q.conversation_id
      and m.id = q.message_id
    join feedback.conversations c on c.assistant_id = q.assistant_id and c.id = q.conversation_id
    order by ${cameAt} desc, q.assistant_id, q.conversation_id, q.message_id
    limit ${limit}`);
  return z
    .object({
      ...{ assistant: z.string(), id: z.string(), message: z.string() },
      ...{ text: z.string(), bodyDigest: z.string(), locale: z.string().nullable() },
    })
    .array()
    .parse([...rows]);
}

/** Keeps the vectors that a model made; null: it does not know the question's language. Words that changed meanwhile keep waiting. */
export async function recordVectors(
  db: Database,
  table: QuestionTable,
  model: string,
  made: { question: QuestionToEmbed; vector: Float32Array | null }[],
): Promise<void> {
  const texts = (of: (question: QuestionToEmbed) => string) => textArray(made.map(({ question }) => of(question)));
  await db.execute(sql`
    update thumbline.${sql.identifier(table)} q set embedded_at = now(), changed_at = now(),
      model = case when made.vector <> '' then ${model} end,
      vector = case when made.vector <> '' then decode(made.vector, 'hex') end
    from unnest(${texts(({ assistant }) => assistant)}, ${texts(({ id }) => id)}, ${texts(({ message }) => message)},
      ${texts(({ bodyDigest }) => bodyDigest)}, ${textArray(made.map(({ vector }) => hexOf(vector)))})
      as made(assistant_id, conversation_id, message_id, body_digest, vector)
    where q.assistant_id = made.assistant_id and q.conversation_id = made.conversation_id
      and q.message_id = made.message_id and q.body_digest = made.body_digest`);
}

/** Lets go of the vectors that another model made, which cannot be compared with this one's: they are made anew. */
export async function forgetOtherModels(
  db: Database,
  { table, assistants, since, model }: { table: QuestionTable; assistants: string[]; since: Date; model: string },
): Promise<void> {
  await db.execute(sql`
    with other as (
      select q.assistant_id, q.conversation_id, q.message_id
      from ${assistantsIn({ assistants, locales: [], topics: [] })}
      join thumbline.${sql.identifier(table)} q on q.assistant_id = a.id and q.model <> ${model}
        and ${whenIn(table)} >= ${instant(since)}
      order by q.assistant_id, q.conversation_id, q.message_id
      for update of q skip locked
    )
    update thumbline.${sql.identifier(table)} q set embedded_at = null, model = null, vector = null, changed_at = now()
    from other
    where q.assistant_id = other.assistant_id and q.conversation_id = other.conversation_id
      and q.message_id = other.message_id`);
}

const whenIn = (table: QuestionTable): SQL => (table === 'questions' ? sql`q.hurt_at` : sql`q.started_at`);

function hexOf(vector: Float32Array | null): string {
  if (vector === null) return '';
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('hex');
}
