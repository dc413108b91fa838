import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { AlertList } from '../csat/home.ts';
import { type Database, textArray } from './client.ts';

/** What was left alone for longer is no news on anybody's start page. */
const LOOK_BACK_DAYS = 30;

const rowSchema = z.object({
  assistant: z.string(),
  id: z.string(),
  channel_id: z.string(),
  assistant_name: z.string(),
  reason: z.string().nullable(),
  at: z.string().transform((text) => new Date(text)),
  acknowledged_at: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : new Date(text))),
  total: z.coerce.number(),
});

/**
 * The alerts of the last 30 days that stand for a downvote still and that nobody has triaged, newest first: those that
 * nobody has acknowledged, or those that one person has.
 * @param acknowledgedBy a Slack user id; null: nobody
 * @param channelIds null: of every subscribed channel
 */
export async function listOpenAlerts(
  db: Database,
  asked: { acknowledgedBy: string | null; channelIds: string[] | null; workspaceId?: string; limit: number },
): Promise<AlertList> {
  const { acknowledgedBy, channelIds, workspaceId, limit } = asked;
  const rows = await db.execute(sql`
    select al.assistant_id as assistant, al.conversation_id as id, s.channel_id, a.name as assistant_name,
      c.negative_reason as reason, al.created_at as at, al.acknowledged_at, count(*) over () as total
    from thumbline.alerts al
    join thumbline.subscriptions s on s.id = al.subscription_id
    join feedback.assistants a on a.id = al.assistant_id
    join feedback.conversations c on c.assistant_id = al.assistant_id and c.id = al.conversation_id
    where al.created_at > now() - make_interval(days => ${LOOK_BACK_DAYS}) and al.message_id = '' and c.verdict = 'down'
      and s.ended_at is null
      and ${acknowledgedBy === null ? sql`al.acknowledged_at is null` : sql`al.acknowledged_by = ${acknowledgedBy}`}
      and ${channelIds === null ? sql`true` : sql`s.channel_id = any(${textArray(channelIds)})`}
      and ${workspaceId === undefined ? sql`true` : sql`s.workspace_id = ${workspaceId}`}
      and not exists (
        select from thumbline.triage t where t.assistant_id = al.assistant_id and t.conversation_id = al.conversation_id
          and t.retest is distinct from 'failed'
      )
    order by al.created_at desc, al.id desc
    limit ${limit}`);
  const read = rowSchema.array().parse([...rows]);
  return {
    count: read[0]?.total ?? 0,
    entries: read.map(({ channel_id, assistant_name, acknowledged_at, total: _, ...entry }) => ({
      ...entry,
      channelId: channel_id,
      assistantName: assistant_name,
      acknowledgedAt: acknowledged_at,
    })),
  };
}
