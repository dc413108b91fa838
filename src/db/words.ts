import { type SQL, sql } from 'drizzle-orm';
import type { Feedback } from '../csat/feedback.ts';
import { partsOf, spellingsOf } from '../csat/spellings.ts';

/**
 * Whether the words, as they stand, are somewhere in the reason of a conversation `c` or in one of its messages: in any
 * language, also in one without spaces, whatever the case (ς is σ, ß is ss, and the i of any dot is one letter), the apostrophe
 * and the white space between them, accents as they are. Begins with "and"; empty when no words are asked for.
 */
export function wordsCondition(words: string | null, feedback: Feedback): SQL {
  if (words === null) return sql``;
  // Postgres text cannot hold NUL, so nothing stored matches it either.
  const spellings = spellingsOf(words.replaceAll('\0', '\ufffd'));
  const isIn = (text: SQL) =>
    spellings.length === 0
      ? sql`false`
      : sql.join(
          spellings.map((spelling) => holds(text, spelling)),
          sql` or `,
        );
  // OFFSET 0: the text is folded once, not once a spelling; and each conversation's messages are asked for by key.
  const reason = sql`exists (select from (select thumbline.folded(c.negative_reason) as text offset 0) r where ${isIn(sql`r.text`)}) or`;
  return sql` and (${feedback === 'unknown' ? sql`` : reason}
    exists (
      select from (
        select thumbline.folded(w.body) as text from feedback.messages w
        where w.assistant_id = c.assistant_id and w.conversation_id = c.id offset 0
      ) m where ${isIn(sql`m.text`)} offset 0
    ))`;
}

/** White space matches any other. It is made alike only in a text that has the longest words apart, since that takes longest. */
function holds(text: SQL, spelling: string): SQL {
  const isAt = (where: SQL, part: string) => sql`strpos(${where}, thumbline.folded(${part}::text)) > 0`;
  const [longest, second] = partsOf(spelling).sort((a, b) => b.length - a.length);
  if (longest === undefined || second === undefined) return isAt(text, spelling);
  const alike = sql`regexp_replace(${text}, ${WHITE_SPACE}, ' ', 'g')`;
  return sql`${isAt(text, spelling)} or case when ${isAt(text, longest)} and ${isAt(text, second)} then ${isAt(alike, spelling)} else false end`;
}

/** What JavaScript takes for it, in a pattern of Postgres. */
const WHITE_SPACE = String.raw`[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+`;
