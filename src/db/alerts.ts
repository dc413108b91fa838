import { and, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Acknowledgement, Alert } from '../csat/alert.ts';
import type { ConversationKey } from '../csat/conversation.ts';
import type { AcknowledgeSpan } from '../csat/escalation.ts';
import { messagesOf, ofWorkspace, shownAt, wantNewVersion } from './alert-messages.ts';
import type { Database } from './client.ts';
import { loadConversationNamed } from './conversation.ts';
import { isOneOf } from './conversation-keys.ts';
import { alerts } from './schema/alerts.ts';
import { deliveries } from './schema/deliveries.ts';
import { audit } from './schema/thumbline.ts';

/** What the alert's card shows now. null: there is no such alert. */
export async function loadAlert(db: Database, id: number): Promise<Alert | null> {
  const told = sql`(select a.assistant_id, a.conversation_id from thumbline.alerts a where a.id = ${id})`;
  const [alert, conversation] = await Promise.all([findAlert(db, id), loadConversationNamed(db, told)]);
  return alert === null ? null : { ...alert, conversation };
}

const instantText = z.string().transform((text) => new Date(text));
const alertRow = z.object({
  id: z.coerce.number(),
  messageId: z.string().transform((messageId) => messageId || null),
  visibleAt: instantText.nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: instantText.nullable(),
  acknowledgedUntil: instantText.nullable(),
  lapsedBy: z.string().nullable(),
  lapsedAt: instantText.nullable(),
});

async function findAlert(db: Database, id: number): Promise<Omit<Alert, 'conversation'> | null> {
  const [row] = await db.execute(sql`
    select a.id, a.message_id as "messageId", ${shownAt} as "visibleAt", a.acknowledged_by as "acknowledgedBy",
      a.acknowledged_at as "acknowledgedAt", a.acknowledged_until as "acknowledgedUntil", a.lapsed_by as "lapsedBy",
      a.lapsed_at as "lapsedAt"
    from thumbline.alerts a where a.id = ${id}`);
  if (row === undefined) return null;
  const { acknowledgedBy, acknowledgedAt, lapsedBy, lapsedAt, ...alert } = alertRow.parse(row);
  return {
    ...alert,
    acknowledged: acknowledgementOf({ acknowledgedBy, acknowledgedAt }),
    lapsed: lapsedBy === null || lapsedAt === null ? null : { by: lapsedBy, at: lapsedAt },
  };
}

/**
 * Records that a person takes the alert, unless someone was first; every message of the alert will show it.
 * `channelId` and `ts` say which message was used. The ts that is stored may be missing or another one while Slack's answer
 * is in doubt: then the channel alone decides. `span`: for how long, undefined: for good; see `recordLapses`. Whoever has it
 * for a time may say so again: the time begins anew, and when they took it stays.
 * `workspaceId` missing: of any. null: there is no such alert in that channel.
 */
export async function acknowledgeAlert(
  db: Database,
  order: { alertId: number; by: string; channelId: string; workspaceId?: string; ts?: string; span?: AcknowledgeSpan },
): Promise<{ acknowledged: Acknowledgement; first: boolean } | null> {
  const { alertId, by, channelId, workspaceId, ts, span } = order;
  return db.transaction(async (tx) => {
    const isThere = sql`exists (
      select from ${deliveries} where ${deliveries.id} in ${messagesOf(sql`select ${alerts.id}`)}
        and ${deliveries.channelId} = ${channelId} and ${ofWorkspace(workspaceId)}
        and (${deliveries.ts} is null or ${deliveries.ambiguous} or ${ts === undefined ? sql`true` : eq(deliveries.ts, ts)})
    )`;
    const [taken] = await tx
      .update(alerts)
      .set({
        acknowledgedBy: by,
        acknowledgedAt: sql`coalesce(${alerts.acknowledgedAt}, now())`,
        acknowledgedUntil: untilOf(span),
      })
      .where(and(eq(alerts.id, alertId), or(isNull(alerts.acknowledgedAt), isHeldForATime(by)), isThere))
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
    await tx.insert(audit).values({
      actor: by,
      action: 'acknowledge',
      subject: { alertId, channelId, ts: ts ?? null, span: span ?? null },
    });
    const acknowledged = acknowledgementOf(taken);
    return acknowledged === null ? null : { acknowledged, first: true };
  });
}

/**
 * Asks for a new version of every message about the conversations' alerts: for whoever writes what their cards show, in the
 * same transaction. It waits for whoever is about to owe another message of them, and makes them wait.
 */
export async function wantNewVersionsOf(tx: Database, keys: ConversationKey[]): Promise<void> {
  const found = await tx
    .select({ id: alerts.id })
    .from(alerts)
    .where(isOneOf(keys, sql`${alerts.assistantId}`, sql`${alerts.conversationId}`))
    .orderBy(alerts.id)
    .for('no key update');
  await wantNewVersion(
    tx,
    found.map((alert) => alert.id),
  );
}

const isHeldForATime = (by: string) => and(eq(alerts.acknowledgedBy, by), isNotNull(alerts.acknowledgedUntil));

/** By the database's clock, and the subscription's zone. */
function untilOf(span: AcknowledgeSpan | undefined): SQL | null {
  switch (span) {
    case undefined:
      return null;
    case '1h':
      return sql`now() + interval '1 hour'`;
    case '4h':
      return sql`now() + interval '4 hours'`;
    case 'tomorrow':
      return sql`(
        select (date_trunc('day', now() at time zone s.zone) + interval '1 day 9 hours') at time zone s.zone
        from thumbline.subscriptions s where s.id = ${alerts.subscriptionId}
      )`;
  }
}

function acknowledgementOf(
  row: Pick<typeof alerts.$inferSelect, 'acknowledgedBy' | 'acknowledgedAt'>,
): Acknowledgement | null {
  return row.acknowledgedBy === null || row.acknowledgedAt === null
    ? null
    : { by: row.acknowledgedBy, at: row.acknowledgedAt };
}
