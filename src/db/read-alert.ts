import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Alert } from '../csat/alert.ts';
import { loadAlertInChannel } from './alert-in-channel.ts';
import type { Database } from './client.ts';
import { alerts } from './schema/alerts.ts';

/** The alert for a person who opens it from its card, which is kept the first time. null: there is none in that channel. */
export async function readAlert(
  db: Database,
  asked: { alertId: number; channelId: string; workspaceId?: string },
): Promise<Alert | null> {
  const alert = await loadAlertInChannel(db, asked);
  if (alert === null) return null;
  await db
    .update(alerts)
    .set({ firstReadAt: sql`now()` })
    .where(and(eq(alerts.id, alert.id), isNull(alerts.firstReadAt)));
  return alert;
}
