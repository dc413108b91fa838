import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Gap, GapList, GapRow, GapShelf, OtherGap } from '../csat/gap.ts';
import { type Day, instantsOf, type Period, previousPeriod } from '../csat/period.ts';
import type { Scope } from '../csat/subscription.ts';
import { type Database, instant } from './client.ts';
import { gapColumns, gapFields, gapOf, ofSubscription } from './gap-row.ts';
import { firstThumbedAt } from './gap-window.ts';
import { isInScope } from './owed-alerts.ts';
import { assistantsIn, localeAndTopicConditions } from './scope.ts';

/** A subscription's gaps in a period: of its own scope, and within that of what the reader asked for. */
export type GapsAsked = {
  subscription: { id: number } & Scope;
  period: Period;
  filter: Scope;
  shelf?: GapShelf;
  /** The first day that gaps are known of, in the period's zone; missing: all that is asked for. */
  knownFrom?: Day;
};

/** Older than any feedback. */
export const EVER = new Date(0);

const TOPICS_SHOWN = 3;
/** As many as a menu of Slack takes. */
const OTHERS_LISTED = 100;
const count = z.coerce.number().int();
const instantText = z.string().transform((text) => new Date(text));

const rowSchema = gapColumns.extend({
  ...{ conversations: count, conversations_before: count, downvotes: count, thumbs_down: count },
  ...{ first_at: instantText, last_at: instantText, topics: z.array(z.string()), worked: z.boolean() },
});

/**
 * The gaps of two conversations and more in the period, and of one where people work on it, the largest first: those that
 * stand, of these those that are marked done, or those that were dismissed. Counts are of conversations whose feedback came in the period.
 */
export async function listGaps(db: Database, asked: GapsAsked): Promise<GapList> {
  const { knownFrom = null, period: whole } = asked;
  const countedFrom = knownFrom !== null && whole.from < knownFrom ? knownFrom : null;
  const [from = whole.from] = countedFrom === null ? [] : [countedFrom, whole.to].sort();
  const period = { ...whole, from };
  const earlier = previousPeriod(whole);
  const isComparable = knownFrom === null || earlier.from >= knownFrom;
  const { start, end } = instantsOf(period);
  const before = instantsOf(earlier).start;
  const instantIn = (which: SQL, column: SQL) => sql`${which}(${column}) filter (where ${at(column, start, end)})`;
  const [rows, downvotes] = await Promise.all([
    db.execute(sql`
      with member as (${membersOf(asked.subscription, asked.filter, before)}
      ), counted as (
        select gap_id,
          count(distinct conversation) filter (where ${within(start, end)}) as conversations,
          count(distinct conversation) filter (where ${within(before, start)}) as conversations_before,
          count(distinct conversation) filter (where ${at(sql`downvoted_at`, start, end)}) as downvotes,
          count(*) filter (where ${at(sql`first_thumbed_at`, start, end)}) as thumbs_down,
          least(${instantIn(sql`min`, sql`first_thumbed_at`)}, ${instantIn(sql`min`, sql`downvoted_at`)}) as first_at,
          greatest(${instantIn(sql`max`, sql`first_thumbed_at`)}, ${instantIn(sql`max`, sql`downvoted_at`)}) as last_at
        from member group by gap_id
      )
      select ${gapFields}, g.worked, counted.*, array(
        select topic from member m cross join unnest(m.topics) topic
        where m.gap_id = g.id and ${within(start, end, sql`m.`)}
        group by topic order by count(*) desc, topic limit ${TOPICS_SHOWN}
      ) as topics
      from counted join thumbline.gaps g on g.id = counted.gap_id
      where counted.conversations > 0
      order by counted.conversations desc, counted.downvotes desc, g.id`),
    countDownvotes(db, { ...asked, period }),
  ]);
  const found = rowSchema.array().parse([...rows]);
  const dismissed = found.filter(({ status }) => status === 'dismissed');
  const standing = found.filter(({ status }) => status !== 'dismissed');
  const listed = standing.filter(({ conversations, worked }) => conversations > 1 || worked);
  const shelves = { standing: listed, done: standing.filter(({ status }) => status === 'done'), dismissed };
  return {
    gaps: shelves[asked.shelf ?? 'standing'].map((row) => rowOf(row, isComparable)),
    ...{ downvotes, single: standing.length - listed.length, dismissed: dismissed.length, countedFrom },
  };
}

/** The gap that an id means today: the one that it was merged into, where it was. null: the subscription has none of that id. */
export async function loadGap(
  db: Database,
  { id, subscriptionId }: { id: number; subscriptionId: number },
): Promise<Gap | null> {
  const [row] = await db.execute(sql`
    select ${gapFields} from thumbline.gaps asked
    join thumbline.gaps g on g.id = coalesce(asked.merged_into, asked.id)
    where asked.id = ${id} and asked.subscription_id = ${subscriptionId}`);
  return row === undefined ? null : gapOf(gapColumns.parse(row));
}

/** Gaps that another one can be merged with: neither merged nor dismissed, those last heard of first. */
export async function listOtherGaps(
  db: Database,
  { subscriptionId, gapId }: { subscriptionId: number; gapId: number },
): Promise<OtherGap[]> {
  const rows = await db.execute(sql`
    with others as (
      select coalesce(own.merged_into, own.id) as id, count(*) as members, max(q.hurt_at) as last_at
      from thumbline.gaps own
      join thumbline.gap_members m on m.gap_id = own.id
      join thumbline.questions q on q.assistant_id = m.assistant_id and q.conversation_id = m.conversation_id
        and q.message_id = m.message_id
      ${ofSubscription}
      where own.subscription_id = ${subscriptionId} and ${isInScope}
      group by 1
    )
    select ${gapFields} from others join thumbline.gaps g on g.id = others.id
    where g.id <> ${gapId} and g.status <> 'dismissed'
    order by g.worked desc, others.members desc, others.last_at desc, g.id limit ${OTHERS_LISTED}`);
  return gapColumns
    .array()
    .parse([...rows])
    .map(gapOf);
}

/**
 * The questions of a subscription's gaps since then, or of one of them, each with the gap it counts for today: `gap_id`, `conversation` (a
 * row), the instants of its feedback, its conversation's topics and locale.
 */
export function membersOf(subscription: GapsAsked['subscription'], filter: Scope, since: Date, gapId?: number): SQL {
  const ofGap =
    gapId === undefined
      ? sql``
      : sql` and m.gap_id in (select own.id from thumbline.gaps own where own.id = ${gapId} or own.merged_into = ${gapId})`;
  return sql`
    select coalesce(g.merged_into, g.id) as gap_id, (q.assistant_id, q.conversation_id) as conversation,
      q.assistant_id, q.conversation_id, q.message_id, q.thumbed_at, ${firstThumbedAt} as first_thumbed_at,
      q.downvoted_at, q.hurt_at, c.topics, c.locale,
      c.started_at
    from ${assistantsIn(subscription)}
    join thumbline.questions q on q.assistant_id = a.id and q.hurt_at >= ${instant(since)}
    join thumbline.gap_members m on m.subscription_id = ${subscription.id} and m.assistant_id = q.assistant_id
      and m.conversation_id = q.conversation_id and m.message_id = q.message_id${ofGap}
    join thumbline.gaps g on g.id = m.gap_id
    join feedback.conversations c on c.assistant_id = q.assistant_id and c.id = q.conversation_id
      and c.environment = 'real'${localeAndTopicConditions(subscription)}${localeAndTopicConditions(filter)}
    where q.assistant_id in (select id from ${assistantsIn(filter)})`;
}

const at = (column: SQL, start: Date, end: Date): SQL =>
  sql`(${column} >= ${instant(start)} and ${column} < ${instant(end)})`;

/** Whether the question was hurt in the span: by its first thumb down, or with its conversation. */
export const within = (start: Date, end: Date, prefix = sql``): SQL =>
  sql`(${at(sql`${prefix}first_thumbed_at`, start, end)} or ${at(sql`${prefix}downvoted_at`, start, end)})`;

/** The real conversations of both scopes that were rated down in the period. */
export async function countDownvotes(
  db: Database,
  { subscription, filter, period }: { subscription: Scope; filter: Scope; period: Period },
): Promise<number> {
  const { start, end } = instantsOf(period);
  const [row] = await db.execute(sql`
    select count(*) as n from ${assistantsIn(subscription)}
    join feedback.conversations c on c.assistant_id = a.id and c.environment = 'real' and c.verdict = 'down'
      and ${at(sql`c.rated_at`, start, end)}${localeAndTopicConditions(subscription)}${localeAndTopicConditions(filter)}
    where c.assistant_id in (select id from ${assistantsIn(filter)})`);
  return z.object({ n: count }).parse(row).n;
}

function rowOf(row: z.infer<typeof rowSchema>, isComparable: boolean): GapRow {
  return {
    ...gapOf(row),
    conversations: row.conversations,
    conversationsBefore: isComparable ? row.conversations_before : null,
    downvotes: row.downvotes,
    thumbsDown: row.thumbs_down,
    firstAt: row.first_at,
    lastAt: row.last_at,
    topics: row.topics,
  };
}
