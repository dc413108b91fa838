import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Conversation, ConversationKey, Turn } from '../csat/conversation.ts';
import { conversationUrl } from '../csat/conversation-url.ts';
import { OUTCOMES } from '../csat/feedback.ts';
import type { Database } from './client.ts';

/** A whole conversation with its turns in order, for the transcript and the alert card. null: there is none, or it was erased. */
export const loadConversation = (db: Database, { assistant, id }: ConversationKey): Promise<Conversation | null> =>
  loadConversationNamed(db, sql`(${assistant}, ${id})`);

/** The same, by an expression of its two names: a pair of values, or a statement that selects them. */
export async function loadConversationNamed(db: Database, name: SQL): Promise<Conversation | null> {
  const [found, turns] = await Promise.all([findConversation(db, name), listTurns(db, name)]);
  if (found === null) return null;
  const { assistant, id, ownUrl, urlTemplate, verdict, score, negativeReason, ratedAt, outcome, ...row } = found;
  const { owner, note, link, decidedBy, decidedAt, doneBy, doneAt, retest, retestedBy, retestedAt, version, ...rest } =
    row;
  return {
    ...{ assistant, id, ...rest, url: conversationUrl(ownUrl, urlTemplate, id) },
    rating: verdict === null || ratedAt === null ? null : { verdict, score, negativeReason, ratedAt },
    triage:
      outcome === null || decidedBy === null || decidedAt === null || version === null
        ? null
        : { outcome, owner, note, link, decidedBy, decidedAt, doneBy, doneAt, retest, retestedBy, retestedAt, version },
    turns,
  };
}

const instantText = z.string().transform((text) => new Date(text));
const text = z.string();
const foundSchema = z.object({
  ...{ assistant: text, id: text },
  assistantName: text,
  urlTemplate: text.nullable(),
  environment: z.enum(['real', 'sandbox']),
  startedAt: instantText,
  resolvedAt: instantText.nullable(),
  ...{ locale: text.nullable(), shopper: text.nullable(), title: text.nullable(), summary: text.nullable() },
  topics: z.array(text),
  ownUrl: text.nullable(),
  ...{
    verdict: z.enum(['up', 'down', 'neutral']).nullable(),
    score: z.number().nullable(),
    negativeReason: text.nullable(),
  },
  ratedAt: instantText.nullable(),
  ...{ outcome: z.enum(OUTCOMES).nullable(), owner: text.nullable(), note: text.nullable(), link: text.nullable() },
  ...{ decidedBy: text.nullable(), decidedAt: instantText.nullable() },
  ...{ doneBy: text.nullable(), doneAt: instantText.nullable() },
  ...{
    retest: z.enum(['passed', 'failed']).nullable(),
    retestedBy: text.nullable(),
    retestedAt: instantText.nullable(),
  },
  version: z.number().nullable(),
});

// Bare statements: a query builder takes as long as they do.

async function findConversation(db: Database, name: SQL) {
  const [row] = await db.execute(sql`
    select c.assistant_id as assistant, c.id, a.name as "assistantName", a.conversation_url as "urlTemplate", c.environment, c.started_at as "startedAt",
      c.resolved_at as "resolvedAt", c.locale, c.shopper, c.title, c.summary, c.topics, c.url as "ownUrl", c.verdict, c.score,
      c.negative_reason as "negativeReason", c.rated_at as "ratedAt", d.outcome, d.owner, d.note, d.link,
      d.decided_by as "decidedBy", d.decided_at as "decidedAt", d.done_by as "doneBy", d.done_at as "doneAt", d.retest,
      d.retested_by as "retestedBy", d.retested_at as "retestedAt", d.version
    from feedback.conversations c
    join feedback.assistants a on a.id = c.assistant_id
    left join thumbline.triage d on d.assistant_id = c.assistant_id and d.conversation_id = c.id
    where (c.assistant_id, c.id) = ${name}`);
  return row === undefined ? null : foundSchema.parse(row);
}

const turnSchema = z
  .object({
    ...{ id: text, role: z.enum(['shopper', 'assistant', 'agent']), body: text, sentAt: instantText },
    ...{ value: z.enum(['up', 'down']).nullable(), reason: text.nullable(), givenAt: instantText.nullable() },
  })
  .transform(
    ({ value, reason, givenAt, ...turn }): Turn => ({
      ...turn,
      thumb: value === null || givenAt === null ? null : { value, reason, givenAt },
    }),
  );

async function listTurns(db: Database, name: SQL): Promise<Turn[]> {
  const rows = await db.execute(sql`
    select m.id, m.role, m.body, m.sent_at as "sentAt", t.value, t.reason, t.given_at as "givenAt"
    from feedback.messages m
    left join feedback.thumbs t on t.assistant_id = m.assistant_id and t.conversation_id = m.conversation_id
      and t.message_id = m.id
    where (m.assistant_id, m.conversation_id) = ${name}
    order by m.position, m.sent_at, m.id`);
  return turnSchema.array().parse([...rows]);
}
