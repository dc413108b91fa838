import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { QuestionKey } from '../csat/gap.ts';
import { type Database, textArray } from './client.ts';
import { QUESTION_CHARACTERS } from './question-vectors.ts';

/** The words of questions, in their order, as the shoppers wrote them; null: erased. */
export async function loadQuestionTexts(db: Database, keys: QuestionKey[]): Promise<(string | null)[]> {
  if (keys.length === 0) return [];
  const rows = await db.execute(sql`
    select n.place, left(m.body, ${QUESTION_CHARACTERS}) as text
    from unnest(${textArray(keys.map(({ assistant }) => assistant))}, ${textArray(keys.map(({ id }) => id))},
      ${textArray(keys.map(({ message }) => message))}) with ordinality as n(assistant_id, conversation_id, message_id, place)
    join feedback.messages m on m.assistant_id = n.assistant_id and m.conversation_id = n.conversation_id
      and m.id = n.message_id`);
  const texts = z
    .object({ place: z.coerce.number(), text: z.string() })
    .array()
    .parse([...rows]);
  return keys.map((_, at) => texts.find(({ place }) => place === at + 1)?.text ?? null);
}
