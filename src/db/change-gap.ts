import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Gap, GapAction, GapChange, GapStep } from '../csat/gap.ts';
import type { Database } from './client.ts';
import { loadGap } from './gaps.ts';

export type GapOrder = {
  gapId: number;
  subscriptionId: number;
  by: string;
  /** The version that `by` saw: where another one is there, nothing is written. */
  seenVersion: number;
  step: GapStep;
};

/**
 * Does to a gap what a person says, if it still is what they saw. A regrouping that is under way is overtaken and done
 * anew, so that it cannot undo it. `changed` false: somebody else was faster, or there is nothing to do; `gap` is what
 * stands. null: the subscription has no such gap.
 */
export async function changeGap(db: Database, order: GapOrder): Promise<GapChange | null> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into thumbline.groupings as g (subscription_id, fence) values (${order.subscriptionId}, 1)
      on conflict (subscription_id) do update set fence = g.fence + 1, lease_until = null`);
    const standing = await loadGap(tx, { id: order.gapId, subscriptionId: order.subscriptionId });
    if (standing === null) return null;
    // It joined another one, which nobody has seen here: that one's version says nothing about what was seen.
    if (standing.id !== order.gapId) return { changed: false, gap: standing, before: standing, splitOff: null };
    const events = await take(tx, order, standing);
    for (const { gapId = standing.id, action, detail = null } of events) {
      await tx.execute(sql`
        insert into thumbline.gap_events (gap_id, actor, action, detail)
        values (${gapId}, ${order.by}, ${action}, ${detail})`);
    }
    const gap = await loadGap(tx, { id: standing.id, subscriptionId: order.subscriptionId });
    if (gap === null) throw new Error('A gap that was just changed is not there.');
    const splitOff = events.find(({ action, gapId }) => action === 'split' && gapId !== undefined)?.gapId ?? null;
    return { changed: events.length > 0, gap, before: standing, splitOff };
  });
}

type Change = { action: GapAction; detail?: string | null; gapId?: number };

/** @returns what happened; nothing where it could not be done. */
async function take(db: Database, order: GapOrder, standing: Gap): Promise<Change[]> {
  const { step, by } = order;
  switch (step.do) {
    case 'work': {
      const { name, outcome, owner, note, link } = step;
      const changes = differences(standing, step);
      if (changes.length === 0) return [];
      const set = sql`name = ${name}, outcome = ${outcome}, owner = ${owner}, note = ${note}, link = ${link}`;
      return (await update(db, order, set)) ? changes : [];
    }
    case 'done':
      return (await update(db, order, sql`status = 'done', closed_at = now(), closed_by = ${by}`, 'open'))
        ? [{ action: 'done' }]
        : [];
    case 'reopen':
      return (await update(db, order, sql`status = 'open', closed_at = null, closed_by = null`, 'done'))
        ? [{ action: 'reopened' }]
        : [];
    case 'dismiss':
      return (await update(db, order, sql`status = 'dismissed', closed_at = null, closed_by = null`))
        ? [{ action: 'dismissed' }]
        : [];
    case 'restore':
      return (await update(db, order, sql`status = 'open'`, 'dismissed')) ? [{ action: 'restored' }] : [];
    case 'merge':
      return merge(db, order, step.into);
    case 'split':
      return split(db, order, step.conversation);
  }
}

/** What is otherwise now, each by itself. */
function differences(standing: Gap, step: Extract<GapStep, { do: 'work' }>): Change[] {
  const isOther = (field: 'name' | 'outcome' | 'owner' | 'note' | 'link') => step[field] !== standing[field];
  return [
    ...(isOther('name') ? [{ action: 'renamed' as const }] : []),
    ...(isOther('outcome') ? [{ action: 'decided' as const, detail: step.outcome }] : []),
    ...(isOther('owner') ? [{ action: 'owned' as const, detail: step.owner }] : []),
    ...(isOther('note') || isOther('link') ? [{ action: 'noted' as const }] : []),
  ];
}

async function update(
  db: Database,
  { gapId, seenVersion }: GapOrder,
  set: SQL,
  from?: Gap['status'],
): Promise<boolean> {
  const rows = await db.execute(sql`
    update thumbline.gaps set ${set}, worked = true, version = version + 1
    where id = ${gapId} and version = ${seenVersion}${from === undefined ? sql`` : sql` and status = ${from}`}
    returning id`);
  return rows.length > 0;
}

/**
 * The gap is one with `into` from now on; its questions, and new ones like them, count for that one. Where one of the two is
 * marked done, they both are, by the later fix: else its watch would end here.
 */
async function merge(db: Database, order: GapOrder, into: number): Promise<Change[]> {
  const { gapId, subscriptionId } = order;
  const target = await loadGap(db, { id: into, subscriptionId });
  if (target === null || target.id !== into || target.id === gapId || target.status === 'dismissed') return [];
  if (!(await update(db, order, sql`merged_into = ${target.id}`))) return [];
  await db.execute(sql`update thumbline.gaps set merged_into = ${target.id} where merged_into = ${gapId}`);
  await db.execute(sql`
    update thumbline.gaps g set worked = true, version = g.version + 1,
      status = case when merged.closed_at is null then g.status else 'done' end,
      closed_at = greatest(g.closed_at, merged.closed_at),
      closed_by = case when g.closed_at >= merged.closed_at then g.closed_by else coalesce(merged.closed_by, g.closed_by) end
    from thumbline.gaps merged where g.id = ${target.id} and merged.id = ${gapId}`);
  return [
    { action: 'merged', detail: String(target.id) },
    { gapId: target.id, action: 'merged', detail: String(gapId) },
  ];
}

/** The conversation's questions become a gap of their own, and stay there. */
async function split(db: Database, order: GapOrder, { assistant, id }: ConversationKey): Promise<Change[]> {
  const { gapId, subscriptionId } = order;
  const own = sql`m.subscription_id = ${subscriptionId} and m.assistant_id = ${assistant} and m.conversation_id = ${id}
    and m.gap_id in (select g.id from thumbline.gaps g where g.id = ${gapId} or g.merged_into = ${gapId})`;
  const [member] = await db.execute(sql`
    select m.message_id as message from thumbline.gap_members m where ${own} order by m.message_id limit 1`);
  if (member === undefined || !(await update(db, order, sql`outcome = outcome`))) return [];
  const { message } = z.object({ message: z.string() }).parse(member);
  const [created] = await db.execute(sql`
    insert into thumbline.gaps
      (subscription_id, worked, sample_assistant_id, sample_conversation_id, sample_message_id)
    values (${subscriptionId}, true, ${assistant}, ${id}, ${message}) returning id`);
  const { id: fresh } = z.object({ id: z.coerce.number() }).parse(created);
  await db.execute(sql`update thumbline.gap_members m set gap_id = ${fresh}, pinned = true where ${own}`);
  return [
    { action: 'split', detail: String(fresh) },
    { gapId: fresh, action: 'split', detail: String(gapId) },
  ];
}
