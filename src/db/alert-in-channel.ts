import { and, eq } from 'drizzle-orm';
import type { Alert } from '../csat/alert.ts';
import { ofWorkspace } from './alert-messages.ts';
import { loadAlert } from './alerts.ts';
import type { Database } from './client.ts';
import { deliveries } from './schema/deliveries.ts';

/** What the alert's card shows now. `workspaceId` missing: of any. null: there is no such alert in that channel. */
export async function loadAlertInChannel(
  db: Database,
  { alertId, channelId, workspaceId }: { alertId: number; channelId: string; workspaceId?: string },
): Promise<Alert | null> {
  const [there] = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.alertId, alertId), eq(deliveries.channelId, channelId), ofWorkspace(workspaceId)))
    .limit(1);
  return there === undefined ? null : loadAlert(db, alertId);
}

/** The alert whose card the message is; null: it is none, or its name is not known yet. */
export async function findAlertAt(
  db: Database,
  { channelId, workspaceId, ts }: { channelId: string; workspaceId?: string; ts: string },
): Promise<{ alertId: number } | null> {
  const [there] = await db
    .select({ alertId: deliveries.alertId })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.channelId, channelId),
        ofWorkspace(workspaceId),
        eq(deliveries.ts, ts),
        eq(deliveries.kind, 'alert'),
      ),
    )
    .limit(1);
  return there?.alertId == null ? null : { alertId: there.alertId };
}
