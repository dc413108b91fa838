import { stands } from '../csat/alert.ts';
import type { Escalation } from '../csat/escalation.ts';
import { hasWaitedLong } from '../db/alert-messages.ts';
import { loadAlert } from '../db/alerts.ts';
import type { Database } from '../db/client.ts';
import { hasEnded } from '../db/ended-subscriptions.ts';
import { loadEscalation, loadReminder } from '../db/escalation-messages.ts';
import { loadRollup } from '../db/rollups.ts';
import type { OwedMessage, SlackMessage } from '../delivery/message.ts';
import type { PermalinkOf } from '../delivery/permalink.ts';
import { alertCard } from '../slack/views/alert-card.ts';
import { escalationMessage, reminderMessage } from '../slack/views/escalation.ts';
import { plainMessage } from '../slack/views/plain-message.ts';
import { rollupCard } from '../slack/views/rollup-card.ts';

/**
 * What a message about alerts shows now: a card, a roll-up, an escalation or a reminder. null: nothing is owed any more, as
 * when an alert was acknowledged before anybody was called, when a card that could not be posted for long tells of nothing that
 * holds, or when the channel was unsubscribed.
 */
export async function renderAlertMessage(tools: AlertTools, owed: OwedMessage): Promise<SlackMessage | null> {
  const { subscriptionId, ts } = owed;
  const [isOver, message] = await Promise.all([
    ts === null && subscriptionId !== null && hasEnded(tools.db, subscriptionId),
    richMessage(tools, owed),
  ]);
  if (isOver || message === null) return null;
  return owed.plain ? plainMessage(message) : message;
}

type AlertTools = { db: Database; permalinkOf: PermalinkOf };

async function richMessage({ db, permalinkOf }: AlertTools, owed: OwedMessage): Promise<SlackMessage | null> {
  if (owed.kind === 'rollup') {
    const rollup = owed.rollupId === null ? null : await loadRollup(db, owed.rollupId);
    return rollup === null ? null : rollupCard(rollup);
  }
  if (owed.kind === 'alert') {
    const alert = owed.alertId === null ? null : await loadAlert(db, owed.alertId);
    if (alert === null || (owed.ts === null && !stands(alert) && (await hasWaitedLong(db, owed.key)))) return null;
    return alertCard(alert);
  }
  const linksOf = (alerts: Escalation['alerts']) => linksTo(alerts, (ts) => permalinkOf(owed.channelId, ts));
  if (owed.kind === 'escalation') {
    const escalation = await loadEscalation(db, owed.key);
    if (escalation === null || (escalation.open === 0 && owed.ts === null)) return null;
    const links = await linksOf(escalation.alerts);
    return { ...escalationMessage(escalation, links.of), isLacking: links.areLacking };
  }
  const reminder = await loadReminder(db, owed.key);
  if (reminder === null || (reminder.open === 0 && owed.ts === null)) return null;
  const links = await linksOf(reminder.alerts);
  return { ...reminderMessage(reminder, links.of), isLacking: links.areLacking };
}

/** The addresses of the messages that show the alerts, by Slack's names for the messages, and whether it did not say some of them. */
async function linksTo(alerts: Escalation['alerts'], addressOf: (ts: string) => Promise<string | null | undefined>) {
  const named = [...new Set(alerts.flatMap(({ ts }) => (ts === null ? [] : [ts])))];
  const links = new Map(await Promise.all(named.map(async (ts) => [ts, await addressOf(ts)] as const)));
  return { of: (ts: string) => links.get(ts) ?? null, areLacking: [...links.values()].includes(undefined) };
}
