import { type SQL, sql } from 'drizzle-orm';
import type { Feedback } from '../csat/feedback.ts';

/**
 * Whether the words, as they stand, are somewhere in the reason of a conversation `c` or in one of its messages: in any
 * language, also in one without spaces, whatever the case (ς is σ, ß is ss, and the i of any dot is one letter), accents as they
 * are. Begins with "and"; empty when no words are asked for.
 */
export function wordsCondition(words: string | null, feedback: Feedback): SQL {
  if (words === null) return sql``;
  // Postgres text cannot hold NUL, so nothing stored matches it either.
  const spellings = spellingsOf(words.replaceAll('\0', '\ufffd'));
  const isIn = (text: SQL) =>
    sql.join(
      spellings.map((spelling) => sql`strpos(${text}, thumbline.folded(${spelling}::text)) > 0`),
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

/**
 * The same words as different keyboards write them: accents in one character or two, Latin letters and digits as wide as a Kanji
 * or not. A text mixes them rarely, and to fold every message alike would take as long as all the rest.
 */
function spellingsOf(words: string): string[] {
  const plain = words.normalize('NFKC');
  const wide = plain.replace(/[!-~]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
  return [...new Set([words.normalize('NFC'), words.normalize('NFD'), plain, wide])];
}
