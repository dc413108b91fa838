import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type QuestionKey, questionName } from '../csat/gap.ts';
import type { KnownGap } from '../csat/gaps/identity.ts';
import { type Database, duration, textArray } from './client.ts';

/** The right to group a subscription's window. `seen`: what it held when it was last grouped; null: never. */
export type GroupingClaim = { subscriptionId: number; fence: number; seen: string | null };

/** Longer than the largest window takes; who dies in it is followed by another. */
const LEASE_MS = 120_000;
const PIECE = 2_000;

/** null: somebody else is at it. */
export async function claimGrouping(db: Database, subscriptionId: number): Promise<GroupingClaim | null> {
  const [row] = await db.execute(sql`
    insert into thumbline.groupings as g (subscription_id, fence, lease_until)
    values (${subscriptionId}, 1, now() + ${duration(LEASE_MS)})
    on conflict (subscription_id) do update set fence = g.fence + 1, lease_until = excluded.lease_until
    where g.lease_until is null or g.lease_until < now()
    returning fence, seen`);
  if (row === undefined) return null;
  return { subscriptionId, ...z.object({ fence: z.number(), seen: z.string().nullable() }).parse(row) };
}

/** Subscriptions that nobody has looked at for so long, the longest first. */
export async function listSubscriptionsToGroup(db: Database, everyMs: number): Promise<number[]> {
  const rows = await db.execute(sql`
    select s.id from thumbline.subscriptions s
    left join thumbline.groupings g on g.subscription_id = s.id
    where s.ended_at is null and (g.checked_at is null or g.checked_at < now() - ${duration(everyMs)})
      and (g.lease_until is null or g.lease_until < now())
    order by g.checked_at nulls first, s.id`);
  return z
    .object({ id: z.coerce.number() })
    .array()
    .parse([...rows])
    .map(({ id }) => id);
}

/** It could not be done: the next one may. */
export async function releaseGrouping(db: Database, { subscriptionId, fence }: GroupingClaim): Promise<void> {
  await db.execute(sql`
    update thumbline.groupings set lease_until = null where subscription_id = ${subscriptionId} and fence = ${fence}`);
}

/** Whether the subscription's gaps were brought up to date within the span. */
export async function wasCheckedWithin(db: Database, subscriptionId: number, spanMs: number): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from thumbline.groupings
    where subscription_id = ${subscriptionId} and checked_at >= now() - ${duration(spanMs)}`);
  return rows.length > 0;
}

/** Writes that the window still is what was grouped last. false: it is not, so it is to be grouped. */
export async function markChecked(
  db: Database,
  { subscriptionId, seen }: { subscriptionId: number; seen: string },
): Promise<boolean> {
  const rows = await db.execute(sql`
    update thumbline.groupings set checked_at = now() where subscription_id = ${subscriptionId} and seen = ${seen}
    returning fence`);
  return rows.length > 0;
}

/** Every gap of the subscription by itself, merged ones too. */
export async function listKnownGaps(db: Database, subscriptionId: number): Promise<KnownGap[]> {
  const rows = await db.execute(sql`
    select g.id, g.worked, coalesce(whole.status, g.status) = 'dismissed' as dismissed
    from thumbline.gaps g left join thumbline.gaps whole on whole.id = g.merged_into
    where g.subscription_id = ${subscriptionId} order by g.id`);
  return z
    .object({ id: z.coerce.number(), worked: z.boolean(), dismissed: z.boolean() })
    .array()
    .parse([...rows]);
}

export type GroupedGap = { id: number | null; sample: QuestionKey; members: QuestionKey[] };

/**
 * Stores what a window was grouped into, all or nothing. false: the claim was overtaken, or a person has changed a gap
 * since, and nothing is stored.
 * @param alone questions that are in no gap any more.
 */
export async function recordGrouping(
  db: Database,
  claim: GroupingClaim,
  result: { seen: string; gaps: GroupedGap[]; alone: QuestionKey[]; joined: { gap: number; into: number }[] },
): Promise<boolean> {
  const { subscriptionId, fence } = claim;
  return db.transaction(async (tx) => {
    const held = await tx.execute(sql`
      update thumbline.groupings set lease_until = null, checked_at = now(), seen = ${result.seen}
      where subscription_id = ${subscriptionId} and fence = ${fence} returning fence`);
    if (held.length === 0) return false;
    const ids = await recordGaps(tx, subscriptionId, result.gaps);
    for (const piece of pieces(result.alone)) {
      await tx.execute(sql`
        delete from thumbline.gap_members g using ${keyTable(piece)}
        where g.subscription_id = ${subscriptionId} and not g.pinned and g.assistant_id = n.assistant_id
          and g.conversation_id = n.conversation_id and g.message_id = n.message_id`);
    }
    const members = result.gaps.flatMap(({ members }, at) =>
      members.map((key) => ({ ...key, gap: ids[at] as number })),
    );
    for (const piece of pieces(members)) {
      await tx.execute(sql`
        insert into thumbline.gap_members as g (subscription_id, assistant_id, conversation_id, message_id, gap_id)
        select ${subscriptionId}, q.assistant_id, q.conversation_id, q.message_id, n.gap::bigint
        from ${keyTable(
          piece,
          piece.map(({ gap }) => String(gap)),
        )}
        join thumbline.questions q on q.assistant_id = n.assistant_id and q.conversation_id = n.conversation_id
          and q.message_id = n.message_id
        for key share of q
        on conflict (subscription_id, assistant_id, conversation_id, message_id) do update set gap_id = excluded.gap_id
        where g.gap_id <> excluded.gap_id and not g.pinned`);
    }
    for (const { gap, into } of result.joined) {
      await tx.execute(sql`
        update thumbline.gaps set merged_into = coalesce(
          (select other.merged_into from thumbline.gaps other where other.id = ${into}), ${into})
        where id = ${gap} or merged_into = ${gap}`);
    }
    return true;
  });
}

/** Writes the new ones and the samples of all. @returns their ids, in order. */
async function recordGaps(db: Database, subscriptionId: number, gaps: GroupedGap[]): Promise<number[]> {
  const fresh = gaps.filter(({ id }) => id === null).map(({ sample }) => sample);
  const idOf = new Map<string, number>();
  for (const piece of pieces(fresh)) {
    const rows = await db.execute(sql`
      insert into thumbline.gaps (subscription_id, sample_assistant_id, sample_conversation_id, sample_message_id)
      select ${subscriptionId}, n.assistant_id, n.conversation_id, n.message_id from ${keyTable(piece)}
      returning id, sample_assistant_id as assistant, sample_conversation_id as conversation, sample_message_id as message`);
    const schema = z.object({
      ...{ id: z.coerce.number(), assistant: z.string(), conversation: z.string(), message: z.string() },
    });
    for (const { id, assistant, conversation, message } of schema.array().parse([...rows])) {
      idOf.set(questionName({ assistant, id: conversation, message }), id);
    }
  }
  const known = gaps.flatMap(({ id, sample }) => (id === null ? [] : [{ ...sample, gap: id }]));
  for (const piece of pieces(known)) {
    await db.execute(sql`
      update thumbline.gaps g set sample_assistant_id = n.assistant_id, sample_conversation_id = n.conversation_id,
        sample_message_id = n.message_id
      from ${keyTable(
        piece,
        piece.map(({ gap }) => String(gap)),
      )} where g.id = n.gap::bigint and (g.sample_assistant_id, g.sample_conversation_id, g.sample_message_id)
        is distinct from (n.assistant_id, n.conversation_id, n.message_id)`);
  }
  return gaps.map(({ id, sample }) => id ?? (idOf.get(questionName(sample)) as number));
}

function keyTable(keys: QuestionKey[], gaps: string[] = keys.map(() => '')) {
  return sql`unnest(${textArray(keys.map(({ assistant }) => assistant))}, ${textArray(keys.map(({ id }) => id))},
    ${textArray(keys.map(({ message }) => message))}, ${textArray(gaps)})
    as n(assistant_id, conversation_id, message_id, gap)`;
}

function* pieces<Item>(items: Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += PIECE) yield items.slice(start, start + PIECE);
}
