import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { ROLLUP_PAGE_ROWS, type Rollup, type RollupPage, type Tally } from '../csat/rollup.ts';
import { entryColumns, entryOf, entryRow, isOpen, isThumb, stands, withConversation } from './alert-entries.ts';
import { ofWorkspace, wantNewVersion } from './alert-messages.ts';
import type { Database } from './client.ts';

const CARD_ROWS = 5;
const MOST_TALLIES = 5;

/** What the card of a burst shows now. null: there is no such roll-up. */
export async function loadRollup(db: Database, rollupId: number): Promise<Rollup | null> {
  const [rows, tallies, newest] = await Promise.all([
    db.execute(sql`
      select count(*) as total, count(*) filter (where ${isThumb}) as thumbs,
        count(*) filter (where a.acknowledged_at is not null) as acknowledged,
        count(*) filter (where ${isOpen}) as open, count(*) filter (where not coalesce(${stands}, false)) as settled,
        min(coalesce(c.rated_at, a.created_at)) as first_at, max(coalesce(c.rated_at, a.created_at)) as last_at
      ${membersOf(rollupId)}`),
    db.execute(sql`
      with members as (
        select a.assistant_id, c.topics, nullif(trim(left(c.negative_reason, 600)), '') as reason
        ${membersOf(rollupId)} and c.id is not null
      ), tallied as (
        select 'assistant' as of, x.name as text, count(*) as n
        from members m join feedback.assistants x on x.id = m.assistant_id group by x.name
        union all
        select 'topic', topic, count(*) from members cross join lateral unnest(topics) topic group by topic
        union all
        select 'reason', min(reason), count(*) from members where reason is not null group by lower(reason) having count(*) > 1
      ), ranked as (
        select *, row_number() over (partition by of order by n desc, text) as rank from tallied
      )
      select of, text, n from ranked where rank <= ${MOST_TALLIES}::int order by of, rank`),
    listEntries(db, rollupId, { limit: CARD_ROWS, offset: 0 }),
  ]);
  const summary = summaryRow.parse(rows[0]);
  if (summary.total === 0 || summary.first_at === null || summary.last_at === null) return null;
  const counted = z.array(tallyRow).parse([...tallies]);
  const tally = (of: string): Tally[] =>
    counted.filter((row) => row.of === of).map(({ text, n }) => ({ text, count: n }));
  return {
    id: rollupId,
    total: summary.total,
    thumbs: summary.thumbs,
    acknowledged: summary.acknowledged,
    open: summary.open,
    settled: summary.settled,
    firstAt: summary.first_at,
    lastAt: summary.last_at,
    assistants: tally('assistant'),
    topics: tally('topic'),
    reasons: tally('reason'),
    newest,
  };
}

/** A page of the list behind the card; one past the end is the last. null: there is no such roll-up in that channel. */
export async function loadRollupPage(
  db: Database,
  {
    rollupId,
    channelId,
    workspaceId,
    page,
  }: { rollupId: number; channelId: string; workspaceId?: string; page: number },
): Promise<RollupPage | null> {
  const rows = await db.execute(sql`
    select count(*) as total, count(*) filter (where ${isThumb}) as thumbs,
      count(*) filter (where a.acknowledged_at is not null) as acknowledged
    ${membersOf(rollupId)} and d.channel_id = ${channelId}
    and ${workspaceId === undefined ? sql`true` : sql`d.workspace_id = ${workspaceId}`}`);
  const { total, thumbs, acknowledged } = z
    .object({ total: z.coerce.number(), thumbs: z.coerce.number(), acknowledged: z.coerce.number() })
    .parse(rows[0]);
  if (total === 0) return null;
  const pages = Math.ceil(total / ROLLUP_PAGE_ROWS);
  const at = Math.min(page, pages - 1);
  const entries = await listEntries(db, rollupId, { limit: ROLLUP_PAGE_ROWS, offset: at * ROLLUP_PAGE_ROWS });
  return { rollupId, total, thumbs, acknowledged, page: at, pages, entries };
}

/**
 * Records that a person takes all alerts of the roll-up that are open: what was withdrawn, erased or triaged is nobody's to take.
 * Returns how many those were.
 * null: there is no such roll-up in that channel, or another message was used than its card; see `acknowledgeAlert`.
 */
export async function acknowledgeRollup(
  db: Database,
  order: { rollupId: number; by: string; channelId: string; workspaceId?: string; ts?: string },
): Promise<{ taken: number } | null> {
  const { rollupId, by, channelId, workspaceId, ts } = order;
  return db.transaction(async (tx) => {
    const there = await tx.execute(sql`
      select from thumbline.deliveries
      where rollup_id = ${rollupId} and kind = 'rollup' and channel_id = ${channelId} and ${ofWorkspace(workspaceId)}
        and (ts is null or ambiguous or ${ts === undefined ? sql`true` : sql`ts = ${ts}`})`);
    if (there.length === 0) return null;
    const rows = await tx.execute(sql`
      with members as (
        select a.id from thumbline.alerts a ${withConversation}
        where a.id in (select alert_id from thumbline.deliveries where rollup_id = ${rollupId} and kind = 'alert')
          and ${isOpen}
        order by a.id for update of a
      )
      update thumbline.alerts a
      set acknowledged_by = ${by}, acknowledged_at = now(), acknowledged_until = null
      from members where a.id = members.id and a.acknowledged_at is null
      returning a.id`);
    const taken = z.array(z.object({ id: z.coerce.number() })).parse([...rows]);
    await wantNewVersion(
      tx,
      taken.map(({ id }) => id),
    );
    await tx.execute(sql`
      insert into thumbline.audit (actor, action, subject)
      values (${by}, 'acknowledge', ${JSON.stringify({ rollupId, channelId, ts: ts ?? null, alerts: taken.length })}::jsonb)`);
    return { taken: taken.length };
  });
}

async function listEntries(db: Database, rollupId: number, { limit, offset }: { limit: number; offset: number }) {
  const rows = await db.execute(sql`
    select ${entryColumns} ${membersOf(rollupId)} order by a.id desc limit ${limit} offset ${offset}`);
  return z
    .array(entryRow)
    .parse([...rows])
    .map(entryOf);
}

const membersOf = (rollupId: number): SQL => sql`
  from thumbline.deliveries d join thumbline.alerts a on a.id = d.alert_id ${withConversation}
  where d.rollup_id = ${rollupId} and d.kind = 'alert'`;

const instantText = z.string().transform((text) => new Date(text));
const summaryRow = z.object({
  total: z.coerce.number(),
  thumbs: z.coerce.number(),
  acknowledged: z.coerce.number(),
  open: z.coerce.number(),
  settled: z.coerce.number(),
  first_at: instantText.nullable(),
  last_at: instantText.nullable(),
});
const tallyRow = z.object({ of: z.string(), text: z.string(), n: z.coerce.number() });
