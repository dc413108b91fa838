import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Acknowledgement, Alert } from '../csat/alert.ts';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Database } from './client.ts';
import { loadConversation } from './conversation.ts';
import { alerts, audit, deliveries } from './schema/thumbline.ts';

/** What the alert's card shows now. null: there is no such alert. */
export async function loadAlert(db: Database, id: number): Promise<Alert | null> {
  const [row] = await db
    .select({ alert: alerts, visibleAt: sql`min(${deliveries.visibleAt})`.mapWith(deliveries.visibleAt) })
    .from(alerts)
    .leftJoin(deliveries, and(eq(deliveries.alertId, alerts.id), eq(deliveries.kind, 'alert')))
    .where(eq(alerts.id, id))
    .groupBy(alerts.id);
  if (row === undefined) return null;
  const { alert, visibleAt } = row;
  const conversation = await loadConversation(db, { assistant: alert.assistantId, id: alert.conversationId });
  return { id: alert.id, conversation, visibleAt, acknowledged: acknowledgementOf(alert) };
}

/**
 * Records that a person takes the alert, unless someone was first; every message of the alert will show it.
 * `channelId` and `ts` say which message was used. The ts that is stored may be missing or another one while Slack's answer
 * is in doubt: then the channel alone decides. null: there is no such alert in that channel.
 */
export async function acknowledgeAlert(
  db: Database,
  order: { alertId: number; by: string; channelId: string; ts?: string },
): Promise<{ acknowledged: Acknowledgement; first: boolean } | null> {
  const { alertId, by, channelId, ts } = order;
  return db.transaction(async (tx) => {
    const isThere = sql`exists (
      select from ${deliveries} where ${deliveries.alertId} = ${alerts.id} and ${deliveries.channelId} = ${channelId}
        and (${deliveries.ts} is null or ${deliveries.ambiguous} or ${ts === undefined ? sql`true` : eq(deliveries.ts, ts)})
    )`;
    const [taken] = await tx
      .update(alerts)
      .set({ acknowledgedBy: by, acknowledgedAt: sql`now()` })
      .where(and(eq(alerts.id, alertId), isNull(alerts.acknowledgedAt), isThere))
      .returning();
    if (taken === undefined) {
      const [earlier] = await tx
        .select()
        .from(alerts)
        .where(and(eq(alerts.id, alertId), isNotNull(alerts.acknowledgedAt), isThere));
      const acknowledged = earlier === undefined ? null : acknowledgementOf(earlier);
      return acknowledged === null ? null : { acknowledged, first: false };
    }
    await wantNewVersion(tx, [alertId]);
    await tx
      .insert(audit)
      .values({ actor: by, action: 'acknowledge', subject: { alertId, channelId, ts: ts ?? null } });
    const acknowledged = acknowledgementOf(taken);
    return acknowledged === null ? null : { acknowledged, first: true };
  });
}

/** Asks for a new version of every message about the conversation's alerts: for whoever writes what their cards show. */
export async function wantNewVersionsOf(db: Database, { assistant, id }: ConversationKey): Promise<void> {
  const found = await db
    .select({ id: alerts.id })
    .from(alerts)
    .where(and(eq(alerts.assistantId, assistant), eq(alerts.conversationId, id)));
  await wantNewVersion(
    db,
    found.map((alert) => alert.id),
  );
}

async function wantNewVersion(db: Database, alertIds: number[]): Promise<void> {
  if (alertIds.length === 0) return;
  await db
    .update(deliveries)
    .set({ wantVersion: sql`${deliveries.wantVersion} + 1` })
    .where(inArray(deliveries.alertId, alertIds));
}

function acknowledgementOf(row: typeof alerts.$inferSelect): Acknowledgement | null {
  return row.acknowledgedBy === null || row.acknowledgedAt === null
    ? null
    : { by: row.acknowledgedBy, at: row.acknowledgedAt };
}
