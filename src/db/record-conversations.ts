import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Environment, Role, Thumb, Verdict } from '../csat/feedback.ts';
import type { Database } from './client.ts';

/** ISO 8601 with a zone, to the microsecond that Postgres keeps: a Date would round it. */
export type InstantText = string;

/** A whole conversation as a writer knows it. Text holds no NUL and no lone surrogate: Postgres takes neither. */
export type ConversationRecord = ConversationKey & {
  environment: Environment;
  startedAt: InstantText;
  resolvedAt: InstantText | null;
  locale: string | null;
  shopper: string | null;
  title: string | null;
  summary: string | null;
  topics: string[];
  url: string | null;
  /** In order; ids are unique within the conversation. */
  messages: MessageRecord[];
  rating: {
    verdict: Verdict;
    score: number | null;
    negativeReason: string | null;
    ratedAt: InstantText;
  } | null;
};

export type MessageRecord = {
  id: string;
  role: Role;
  body: string;
  sentAt: InstantText;
  thumb: { value: Thumb; reason: string | null; givenAt: InstantText } | null;
};

export type RecordCounts = { added: number; updated: number; unchanged: number };

/**
 * Makes the stored conversations equal to these, all or none: new ones are added, messages and thumbs that a
 * conversation no longer has are removed, assistants that are not there yet are created with their id as name.
 * What is equal already is not written at all. A conversation may appear only once in the list.
 */
export async function recordConversations(db: Database, records: ConversationRecord[]): Promise<RecordCounts> {
  if (records.length === 0) return { added: 0, updated: 0, unchanged: 0 };
  const rows = rowsOf(records);
  return db.transaction(async (tx) => {
    const write = async (statement: SQL) => keys.parse([...(await tx.execute(statement))]);
    await tx.execute(addAssistants(rows.conversations));
    const conversations = await write(writeConversations(rows.conversations));
    const added = new Set(conversations.filter((row) => row.added).map(keyText));
    const touched = new Set(conversations.map(keyText));
    const known = rows.conversations.filter((row) => !added.has(keyText(row)));
    const written = [
      ...(known.length === 0 ? [] : await write(removeMessages(known, rows.messages))),
      ...(await write(writeMessages(rows.messages))),
      ...(known.length === 0 ? [] : await write(removeThumbs(known, rows.thumbs))),
      ...(await write(writeThumbs(rows.thumbs))),
    ];
    for (const row of written) touched.add(keyText(row));
    return { added: added.size, updated: touched.size - added.size, unchanged: records.length - touched.size };
  });
}

const keys = z.array(
  z.object({ assistant_id: z.string(), conversation_id: z.string(), added: z.boolean().optional() }),
);

const keyText = (row: { assistant_id: string; conversation_id: string }) =>
  JSON.stringify([row.assistant_id, row.conversation_id]);

type Rows = ReturnType<typeof rowsOf>;

function rowsOf(records: ConversationRecord[]) {
  const keyed = records.map((record) => ({
    key: { assistant_id: record.assistant, conversation_id: record.id },
    record,
  }));
  return {
    conversations: keyed.map(({ key, record }) => ({
      ...key,
      environment: record.environment,
      started_at: record.startedAt,
      resolved_at: record.resolvedAt,
      locale: record.locale,
      shopper: record.shopper,
      title: record.title,
      summary: record.summary,
      topics: record.topics,
      url: record.url,
      verdict: record.rating?.verdict ?? null,
      score: record.rating?.score ?? null,
      negative_reason: record.rating?.negativeReason ?? null,
      rated_at: record.rating?.ratedAt ?? null,
    })),
    messages: keyed.flatMap(({ key, record }) =>
      record.messages.map(({ id, role, body, sentAt }, position) => ({
        ...key,
        id,
        role,
        body,
        sent_at: sentAt,
        position,
      })),
    ),
    thumbs: keyed.flatMap(({ key, record }) =>
      record.messages.flatMap(({ id, thumb }) =>
        thumb === null
          ? []
          : [{ ...key, message_id: id, value: thumb.value, reason: thumb.reason, given_at: thumb.givenAt }],
      ),
    ),
  };
}

/** Rows travel as one JSON parameter: a parameter a cell would meet Postgres's limit of 65,535. */
const asJson = (rows: object[]) => sql`${JSON.stringify(rows)}::json`;

function addAssistants(conversations: Rows['conversations']): SQL {
  const ids = [...new Set(conversations.map((row) => row.assistant_id))].map((id) => ({ id }));
  return sql`
    insert into feedback.assistants (id, name)
    select x.id, x.id from json_to_recordset(${asJson(ids)}) as x(id text)
    where not exists (select 1 from feedback.assistants a where a.id = x.id)
    order by x.id on conflict (id) do nothing`;
}

// Each write leaves equal rows out before it begins, since ON CONFLICT would lock (and so write) them;
// the order by key keeps two imports at once from waiting for each other in a circle.

function writeConversations(rows: Rows['conversations']): SQL {
  return sql`
    insert into feedback.conversations as c (assistant_id, id, environment, started_at, resolved_at, locale, shopper,
      title, summary, topics, url, verdict, score, negative_reason, rated_at)
    select x.* from json_to_recordset(${asJson(rows)}) as x(assistant_id text, conversation_id text, environment text,
      started_at timestamptz, resolved_at timestamptz, locale text, shopper text, title text, summary text,
      topics text[], url text, verdict text, score smallint, negative_reason text, rated_at timestamptz)
    where not exists (
      select 1 from feedback.conversations e where e.assistant_id = x.assistant_id and e.id = x.conversation_id
        and (e.environment, e.started_at, e.resolved_at, e.locale, e.shopper, e.title, e.summary, e.topics, e.url,
          e.verdict, e.score, e.negative_reason, e.rated_at)
        is not distinct from (x.environment, x.started_at, x.resolved_at, x.locale, x.shopper, x.title, x.summary,
          x.topics, x.url, x.verdict, x.score, x.negative_reason, x.rated_at)
    )
    order by x.assistant_id, x.conversation_id
    on conflict (assistant_id, id) do update set environment = excluded.environment, started_at = excluded.started_at,
      resolved_at = excluded.resolved_at, locale = excluded.locale, shopper = excluded.shopper,
      title = excluded.title, summary = excluded.summary, topics = excluded.topics, url = excluded.url,
      verdict = excluded.verdict, score = excluded.score, negative_reason = excluded.negative_reason,
      rated_at = excluded.rated_at
    returning c.assistant_id, c.id as conversation_id, c.xmax = 0 as added`;
}

function removeMessages(known: Rows['conversations'], messages: Rows['messages']): SQL {
  return sql`
    delete from feedback.messages m using ${keyTable(known)}
    where m.assistant_id = k.assistant_id and m.conversation_id = k.conversation_id and not exists (
      select 1 from json_to_recordset(${asJson(messages.map(({ body, ...rest }) => rest))})
        as x(assistant_id text, conversation_id text, id text)
      where x.assistant_id = m.assistant_id and x.conversation_id = m.conversation_id and x.id = m.id
    )
    returning m.assistant_id, m.conversation_id`;
}

function writeMessages(rows: Rows['messages']): SQL {
  return sql`
    insert into feedback.messages as m (assistant_id, conversation_id, id, role, body, sent_at, position)
    select x.* from json_to_recordset(${asJson(rows)}) as x(assistant_id text, conversation_id text, id text,
      role text, body text, sent_at timestamptz, position integer)
    where not exists (
      select 1 from feedback.messages e
      where e.assistant_id = x.assistant_id and e.conversation_id = x.conversation_id and e.id = x.id
        and (e.role, e.body, e.sent_at, e.position) = (x.role, x.body, x.sent_at, x.position)
    )
    order by x.assistant_id, x.conversation_id, x.id
    on conflict (assistant_id, conversation_id, id) do update set role = excluded.role, body = excluded.body,
      sent_at = excluded.sent_at, position = excluded.position
    returning m.assistant_id, m.conversation_id`;
}

function removeThumbs(known: Rows['conversations'], thumbs: Rows['thumbs']): SQL {
  return sql`
    delete from feedback.thumbs t using ${keyTable(known)}
    where t.assistant_id = k.assistant_id and t.conversation_id = k.conversation_id and not exists (
      select 1 from json_to_recordset(${asJson(thumbs)}) as x(assistant_id text, conversation_id text, message_id text)
      where x.assistant_id = t.assistant_id and x.conversation_id = t.conversation_id and x.message_id = t.message_id
    )
    returning t.assistant_id, t.conversation_id`;
}

function writeThumbs(rows: Rows['thumbs']): SQL {
  return sql`
    insert into feedback.thumbs as t (assistant_id, conversation_id, message_id, value, reason, given_at)
    select x.* from json_to_recordset(${asJson(rows)}) as x(assistant_id text, conversation_id text, message_id text,
      value text, reason text, given_at timestamptz)
    where not exists (
      select 1 from feedback.thumbs e where e.assistant_id = x.assistant_id
        and e.conversation_id = x.conversation_id and e.message_id = x.message_id
        and (e.value, e.reason, e.given_at) is not distinct from (x.value, x.reason, x.given_at)
    )
    order by x.assistant_id, x.conversation_id, x.message_id
    on conflict (assistant_id, conversation_id, message_id) do update set value = excluded.value,
      reason = excluded.reason, given_at = excluded.given_at
    returning t.assistant_id, t.conversation_id`;
}

const keyTable = (known: Rows['conversations']) => {
  const keyRows = known.map(({ assistant_id, conversation_id }) => ({ assistant_id, conversation_id }));
  return sql`json_to_recordset(${asJson(keyRows)}) as k(assistant_id text, conversation_id text)`;
};
