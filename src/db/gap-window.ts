import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { MOST_QUESTIONS, type QuestionKey, questionName } from '../csat/gap.ts';
import type { Question } from '../csat/gaps/distinct.ts';
import type { Scope } from '../csat/subscription.ts';
import { type Database, instant } from './client.ts';
import { comparedText, QUESTION_CHARACTERS } from './question-vectors.ts';
import { assistantsIn, localeAndTopicConditions } from './scope.ts';

/** A question of a window, and where it belongs: its gap by itself, merged or not; null: none. */
export type WindowMember = QuestionKey & {
  /** When feedback first hurt it. */
  firstAt: Date;
  /** Whether it was looked at for its vector. */
  embedded: boolean;
  gap: number | null;
  pinned: boolean;
};

/** A question of a window with what is compared. */
export type WindowQuestion = QuestionKey &
  Question & {
    /** Its own words, where `text` has those that it is compared by. */
    question: string;
    /** When its first thumb down was given; null: it has none. */
    thumbedAt: Date | null;
    downvotedAt: Date | null;
    topics: string[];
  };

/** Questions of a scope whose feedback came since then; of those the ones that were first hurt from then, and until then. */
export type WindowAsked = { scope: Scope; since: Date; from?: Date | null; until?: Date | null };

const PIECE = 2_000;

/** The members of a subscription's window: the newest, at most `MOST_QUESTIONS`, in the order of their names. */
export async function listWindow(
  db: Database,
  { subscriptionId, ...asked }: WindowAsked & { subscriptionId: number },
): Promise<WindowMember[]> {
  const belongings = await loadBelongings(db, subscriptionId);
  const rows = await db.execute(sql`
    select q.assistant_id as assistant, q.conversation_id as id, q.message_id as message,
      least(${firstThumbedAt}, q.downvoted_at) as first_at, q.embedded_at is not null as embedded
    from ${windowOf(asked)}
    order by ${NEWEST_FIRST}
    limit ${MOST_QUESTIONS}`);
  return memberSchema
    .array()
    .parse([...rows])
    .map(({ first_at, ...row }) => ({
      ...row,
      firstAt: first_at,
      ...(belongings.get(questionName(row)) ?? { gap: null, pinned: false }),
    }))
    .sort(byKey);
}

/**
 * The questions of a window with their words and vectors: the newest, at most `MOST_QUESTIONS`, in the order of their names.
 */
export async function loadWindow(db: Database, asked: WindowAsked): Promise<WindowQuestion[]> {
  const found: WindowQuestion[] = [];
  for (let after: Row | null = null; found.length < MOST_QUESTIONS; ) {
    const rows: Row[] = await readPiece(db, asked, after);
    found.push(...rows.map(questionOf));
    if (rows.length < PIECE) break;
    after = rows.at(-1) ?? null;
  }
  return found.slice(0, MOST_QUESTIONS).sort(byKey);
}

/**
 * What the window holds, as a text that is another one whenever a question, its vector or its conversation's place in
 * the scope is.
 */
export async function loadWindowState(db: Database, asked: WindowAsked): Promise<string> {
  const [row] = await db.execute(sql`
    select count(*) as questions, coalesce(extract(epoch from max(q.changed_at)), 0) as changed from ${windowOf(asked)}`);
  const { questions, changed } = z.object({ questions: z.string(), changed: z.string() }).parse(row);
  return `${questions} ${changed}`;
}

/** When the first thumb down on the question `q` was given: what a period is counted by, so that later ones do not change it. */
export const firstThumbedAt = sql`coalesce(q.first_thumbed_at, q.thumbed_at)`;

const NEWEST_FIRST = sql`q.hurt_at desc, q.assistant_id desc, q.conversation_id desc, q.message_id desc`;

const windowOf = ({ scope, since, from = null, until = null }: WindowAsked): SQL => sql`${assistantsIn(scope)}
  join thumbline.questions q on q.assistant_id = a.id and q.hurt_at >= ${instant(since)}
  join feedback.conversations c on c.assistant_id = q.assistant_id and c.id = q.conversation_id
    and c.environment = 'real'${localeAndTopicConditions(scope)}
    ${from === null ? sql`` : sql`and least(${firstThumbedAt}, q.downvoted_at) >= ${instant(from)}`}
    ${until === null ? sql`` : sql`and least(${firstThumbedAt}, q.downvoted_at) < ${instant(until)}`}`;

const instantText = z.string().transform((text) => new Date(text));
const memberSchema = z.object({
  ...{ assistant: z.string(), id: z.string(), message: z.string() },
  ...{ first_at: instantText, embedded: z.boolean() },
});
const rowSchema = z.object({
  assistant: z.string(),
  id: z.string(),
  message: z.string(),
  place: z.string(),
  text: z.string(),
  question: z.string(),
  thumbed_at: instantText.nullable(),
  downvoted_at: instantText.nullable(),
  topics: z.array(z.string()),
  vector: z.instanceof(Buffer).nullable(),
});
type Row = z.infer<typeof rowSchema>;

async function readPiece(db: Database, asked: WindowAsked, after: Row | null): Promise<Row[]> {
  const older =
    after === null
      ? sql``
      : sql`where (q.hurt_at, q.assistant_id, q.conversation_id, q.message_id)
          < (${after.place}::timestamptz, ${after.assistant}, ${after.id}, ${after.message})`;
  const rows = await db.execute(sql`
    select q.assistant_id as assistant, q.conversation_id as id, q.message_id as message, q.hurt_at as place,
      ${comparedText} as text, left(m.body, ${QUESTION_CHARACTERS}) as question, ${firstThumbedAt} as thumbed_at, q.downvoted_at, c.topics, q.vector
    from ${windowOf(asked)}
    join feedback.messages m on m.assistant_id = q.assistant_id and m.conversation_id = q.conversation_id
      and m.id = q.message_id
    ${older}
    order by ${NEWEST_FIRST}
    limit ${PIECE}`);
  return rowSchema.array().parse([...rows]);
}

type Belonging = Pick<WindowMember, 'gap' | 'pinned'>;

/** By themselves: joined to a window, a table that has just grown is read anew for every row of it. */
async function loadBelongings(db: Database, subscriptionId: number): Promise<Map<string, Belonging>> {
  const rows = await db.execute(sql`
    select assistant_id as assistant, conversation_id as id, message_id as message, gap_id as gap, pinned
    from thumbline.gap_members where subscription_id = ${subscriptionId}`);
  const schema = z.object({
    ...{ assistant: z.string(), id: z.string(), message: z.string() },
    ...{ gap: z.coerce.number(), pinned: z.boolean() },
  });
  return new Map(
    schema
      .array()
      .parse([...rows])
      .map(({ gap, pinned, ...key }) => [questionName(key), { gap, pinned }]),
  );
}

const questionOf = ({ vector, thumbed_at, downvoted_at, place, ...row }: Row): WindowQuestion => ({
  ...row,
  meaning: vector === null ? null : new Float32Array(Uint8Array.from(vector).buffer),
  thumbedAt: thumbed_at,
  downvotedAt: downvoted_at,
});

function byKey(a: QuestionKey, b: QuestionKey): number {
  return compare(a.assistant, b.assistant) || compare(a.id, b.id) || compare(a.message, b.message);
}
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
