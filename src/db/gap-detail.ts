import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationKey } from '../csat/conversation.ts';
import { OUTCOMES } from '../csat/feedback.ts';
import { GAP_PAGE_ROWS, type Gap, type GapConversation, type GapEvent, type GapPage } from '../csat/gap.ts';
import { EVERYTHING, type Scope } from '../csat/subscription.ts';
import type { Database } from './client.ts';
import { EVER, membersOf } from './gaps.ts';

type Subscription = { id: number } & Scope;

const SHOWN_REASONS = 5;
const SHOWN_EVENTS = 8;
const instantText = z.string().transform((text) => new Date(text));
const count = z.coerce.number().int();

/** A page of the gap's conversations, the newest feedback first; one past the end is the last. */
export async function loadGapPage(
  db: Database,
  { subscription, gapId, page }: { subscription: Subscription; gapId: number; page: number },
): Promise<GapPage> {
  const total = (await countGap(db, subscription, gapId)).conversations;
  const pages = Math.max(1, Math.ceil(total / GAP_PAGE_ROWS));
  const shown = Math.min(page, pages - 1);
  const rows = await db.execute(sql`
    with member as (${membersOf(subscription, EVERYTHING, EVER, gapId)}), page as (
      select assistant_id, conversation_id, max(hurt_at) as at, count(thumbed_at) as thumbs_down,
        bool_or(downvoted_at is not null) as downvoted, (array_agg(message_id order by hurt_at desc, message_id))[1] as message_id
      from member
      group by assistant_id, conversation_id
      order by at desc, assistant_id, conversation_id
      limit ${GAP_PAGE_ROWS} offset ${shown * GAP_PAGE_ROWS}
    )
    select page.assistant_id as assistant, page.conversation_id as id, page.at, page.thumbs_down, page.downvoted,
      left(m.body, 1000) as question, c.locale, c.negative_reason,
      case when t.retest is distinct from 'failed' then t.outcome end as triage
    from page
    join feedback.conversations c on c.assistant_id = page.assistant_id and c.id = page.conversation_id
    join feedback.messages m on m.assistant_id = page.assistant_id and m.conversation_id = page.conversation_id
      and m.id = page.message_id
    left join thumbline.triage t on t.assistant_id = page.assistant_id and t.conversation_id = page.conversation_id
    order by page.at desc, page.assistant_id, page.conversation_id`);
  const conversations = z
    .object({
      ...{ assistant: z.string(), id: z.string(), at: instantText, thumbs_down: count, downvoted: z.boolean() },
      ...{ question: z.string(), locale: z.string().nullable(), negative_reason: z.string().nullable() },
      triage: z.enum(OUTCOMES).nullable(),
    })
    .array()
    .parse([...rows])
    .map(
      ({ thumbs_down, negative_reason, ...row }): GapConversation => ({
        ...row,
        thumbsDown: thumbs_down,
        negativeReason: negative_reason,
      }),
    );
  return { page: shown, pages, total, conversations };
}

/** Whether the conversation is one of the gap's, as its pages list them. */
export async function isInGap(
  db: Database,
  { subscription, gapId, key }: { subscription: Subscription; gapId: number; key: ConversationKey },
): Promise<boolean> {
  const rows = await db.execute(sql`
    with member as (${membersOf(subscription, EVERYTHING, EVER, gapId)})
    select from member where assistant_id = ${key.assistant} and conversation_id = ${key.id} limit 1`);
  return rows.length > 0;
}

/** The newest reasons of the gap's shoppers, its topics by how often, and when it was first and last seen. */
export async function loadGapFacts(
  db: Database,
  { subscription, gapId }: { subscription: Subscription; gapId: number },
): Promise<{ reasons: string[]; topics: string[]; firstAt: Date | null; lastAt: Date | null }> {
  const { first_at, last_at } = await countGap(db, subscription, gapId);
  const member = sql`with member as (${membersOf(subscription, EVERYTHING, EVER, gapId)})`;
  const reasons = await texts(
    db,
    sql`${member}
    select reason as text from (
      select distinct on (c.negative_reason) left(c.negative_reason, 500) as reason, c.rated_at
      from member m join feedback.conversations c on c.assistant_id = m.assistant_id and c.id = m.conversation_id
      where c.negative_reason is not null
      order by c.negative_reason, c.rated_at desc
    ) told order by rated_at desc, reason limit ${SHOWN_REASONS}`,
  );
  const topics = await texts(
    db,
    sql`${member}
    select topic as text from member m cross join unnest(m.topics) topic 
    group by topic order by count(*) desc, topic limit 3`,
  );
  return { reasons, topics, firstAt: first_at, lastAt: last_at };
}

async function countGap(db: Database, subscription: Subscription, gapId: number) {
  const [row] = await db.execute(sql`
    with member as (${membersOf(subscription, EVERYTHING, EVER, gapId)})
    select count(distinct conversation) as conversations, min(least(first_thumbed_at, downvoted_at)) as first_at,
      max(hurt_at) as last_at
    from member`);
  return z
    .object({ conversations: count, first_at: instantText.nullable(), last_at: instantText.nullable() })
    .parse(row);
}

async function texts(db: Database, statement: SQL): Promise<string[]> {
  const rows = await db.execute(statement);
  return z
    .object({ text: z.string() })
    .array()
    .parse([...rows])
    .map(({ text }) => text);
}

/** What people did to the gap, and to those that were merged into it before that, newest first. */
export async function listGapEvents(db: Database, { id }: Pick<Gap, 'id'>): Promise<GapEvent[]> {
  const rows = await db.execute(sql`
    select e.at, e.actor, e.action, e.detail from thumbline.gap_events e
    join thumbline.gaps g on g.id = e.gap_id and (g.id = ${id} or (g.merged_into = ${id} and e.action <> 'merged'))
    order by e.id desc limit ${SHOWN_EVENTS}`);
  return z
    .object({
      at: instantText,
      actor: z.string(),
      action: z.enum([
        'renamed',
        'decided',
        'noted',
        'owned',
        'done',
        'reopened',
        'dismissed',
        'restored',
        'merged',
        'split',
      ]),
      detail: z.string().nullable(),
    })
    .array()
    .parse([...rows]);
}
