import { loadAlert } from '../db/alerts.ts';
import type { Database } from '../db/client.ts';
import { loadCardTs, loadEscalation } from '../db/escalations.ts';
import { loadRollup } from '../db/rollups.ts';
import type { OwedMessage, SlackMessage } from '../delivery/message.ts';
import type { PermalinkOf } from '../delivery/permalink.ts';
import { alertCard } from '../slack/views/alert-card.ts';
import { escalationMessage, reminderMessage } from '../slack/views/escalation.ts';
import { rollupCard } from '../slack/views/rollup-card.ts';

/**
 * What a message about alerts shows now: a card, a roll-up, an escalation or a reminder. null: nothing is owed any more, as
 * when an alert was acknowledged before anybody was called.
 */
export async function renderAlertMessage(
  { db, permalinkOf }: { db: Database; permalinkOf: PermalinkOf },
  owed: OwedMessage,
): Promise<SlackMessage | null> {
  if (owed.kind === 'rollup') {
    const rollup = owed.rollupId === null ? null : await loadRollup(db, owed.rollupId);
    return rollup === null ? null : rollupCard(rollup);
  }
  if (owed.kind === 'escalation') {
    const escalation = await loadEscalation(db, owed.key);
    if (escalation === null || (escalation.open === 0 && owed.ts === null)) return null;
    const named = [...new Set(escalation.alerts.flatMap(({ ts }) => (ts === null ? [] : [ts])))];
    const links = new Map(
      await Promise.all(named.map(async (ts) => [ts, await permalinkOf(owed.channelId, ts)] as const)),
    );
    return escalationMessage(escalation, (ts) => links.get(ts) ?? null);
  }
  const alert = owed.alertId === null ? null : await loadAlert(db, owed.alertId);
  if (alert === null) return null;
  if (owed.kind === 'alert') return alertCard(alert);
  if (alert.acknowledged !== null && owed.ts === null) return null;
  const ts = await loadCardTs(db, alert.id);
  return reminderMessage(alert, ts === null ? null : await permalinkOf(owed.channelId, ts));
}
