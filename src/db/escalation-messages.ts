import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Escalation, Reminder } from '../csat/escalation.ts';
import { entryColumns, entryOf, entryRow, withConversation } from './alert-entries.ts';
import { messagesOf } from './alert-messages.ts';
import type { Database } from './client.ts';

const LISTED = 10;

/** What an escalation's message shows now. null: there is no such one. */
export async function loadEscalation(db: Database, key: string): Promise<Escalation | null> {
  const rows = await listCalled(db, key);
  const [first] = rows;
  if (first === undefined || first.level === 0) return null;
  return {
    level: first.level,
    to: first.target,
    limitMinutes: first.limit_minutes ?? 0,
    ...summaryOf(rows, ({ is_open }) => is_open),
  };
}

/** What a reminder shows now. null: there is no such one. */
export async function loadReminder(db: Database, key: string): Promise<Reminder | null> {
  const rows = await listCalled(db, key);
  // What was taken again since then, and has lapsed again, has a reminder of its own.
  const isOpen = (row: EscalatedRow) => row.is_open && row.is_present;
  return rows.length === 0 ? null : { to: rows.find(isOpen)?.lapsed_by ?? null, ...summaryOf(rows, isOpen) };
}

async function listCalled(db: Database, key: string): Promise<EscalatedRow[]> {
  const rows = await db.execute(sql`
    select ${entryColumns}, e.level, e.round = a.lapses as is_present, a.lapsed_by,
      ${cardTs} as ts,
      case e.level when 1 then s.escalate_to when 2 then s.escalate_again_to end as target,
      case e.level when 1 then s.escalate_after_minutes when 2 then s.escalate_again_after_minutes end as limit_minutes
    from thumbline.escalations e
    join thumbline.alerts a on a.id = e.alert_id
    join thumbline.subscriptions s on s.id = a.subscription_id
    ${withConversation}
    where e.delivery_key = ${key}
    order by a.id`);
  return z.array(escalatedRow).parse([...rows]);
}

function summaryOf(rows: EscalatedRow[], isOpen: (row: EscalatedRow) => boolean) {
  const open = rows.filter(isOpen);
  const listed = [...open, ...rows.filter((row) => !isOpen(row))].slice(0, LISTED);
  return {
    total: rows.length,
    thumbs: rows.filter((row) => row.is_thumb).length,
    open: open.length,
    alerts: listed.map((row) => ({ ...entryOf(row), ts: row.ts })),
  };
}

/** Slack's name for the message that shows the alert `a`, its card or its roll-up; null: there is none, or it is not known yet. */
const cardTs: SQL = sql`(
  select min(d.ts) from thumbline.deliveries d
  where d.id in ${messagesOf(sql`select a.id`)} and d.kind in ('alert', 'rollup') and d.state = 'sent'
)`;

const escalatedRow = entryRow.extend({
  level: z.literal([0, 1, 2]),
  is_present: z.boolean(),
  lapsed_by: z.string().nullable(),
  ts: z.string().nullable(),
  target: z.string().nullable(),
  limit_minutes: z.number().nullable(),
});

type EscalatedRow = z.infer<typeof escalatedRow>;
