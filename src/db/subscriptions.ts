import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { InputError } from '../csat/input-error.ts';
import { parseZone } from '../csat/period.ts';
import type { Subscription, SubscriptionOrder } from '../csat/subscription.ts';
import { requireAssistants } from './assistants.ts';
import { foldBursts } from './bursts.ts';
import type { Database } from './client.ts';
import { cancelOwed } from './ended-subscriptions.ts';
import { recordOwedAlerts, recordOwedThumbAlerts } from './owed-alerts.ts';
import { subscriptions } from './schema/subscriptions.ts';
import { audit } from './schema/thumbline.ts';

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
/** As far as the watch looks back at its widest. */
const OWED_BEFORE_MS = 30 * 24 * 3_600_000;

/**
 * Begins the channel's subscription, or changes its settings in place: then it keeps `beganAt` and who began it.
 * `order.createdBy` is who does it now; null: the command line. A changed digest time is owed from now on only,
 * and so are the alerts of a changed scope: what the settings until now owe is written down first.
 * @throws InputError when the zone, an assistant, the time or the limit is none.
 */
export async function recordSubscription(db: Database, order: SubscriptionOrder): Promise<Subscription> {
  const settings = settingsOf(order);
  await requireAssistants(db, order.assistants);
  return db.transaction(async (tx) => {
    await recordOwedUntilNow(tx, order);
    const [row] = await tx
      .insert(subscriptions)
      .values({ ...settings, workspaceId: order.workspaceId, channelId: order.channelId, createdBy: order.createdBy })
      .onConflictDoUpdate({
        target: [subscriptions.workspaceId, subscriptions.channelId],
        targetWhere: sql`ended_at is null`,
        set: {
          ...settings,
          createdBy: sql`coalesce(subscriptions.created_by, excluded.created_by)`,
          escalatesSince: sql`case
            when subscriptions.escalate_after_minutes is null and excluded.escalate_after_minutes is not null then now()
            else subscriptions.escalates_since end`,
          digestSince: sql`case
            when (subscriptions.digest_weekday, subscriptions.digest_time, subscriptions.zone)
              is distinct from (excluded.digest_weekday, excluded.digest_time, excluded.zone) then now()
            else subscriptions.digest_since end`,
          digestOnSince: sql`case
            when subscriptions.digest_weekday is null and excluded.digest_weekday is not null then now()
            else subscriptions.digest_on_since end`,
        },
      })
      .returning();
    const subscription = subscriptionOf(row as Row);
    await recordAct(tx, order.createdBy ?? COMMAND_LINE, 'subscribe', subscription);
    return subscription;
  });
}

/** The channel's subscription that has not ended, in whatever workspace or in one; null where there is none. */
export async function findSubscription(
  db: Database,
  channelId: string,
  workspaceId?: string,
): Promise<Subscription | null> {
  const [row] = await db.select().from(subscriptions).where(current(channelId, workspaceId));
  return row === undefined ? null : subscriptionOf(row);
}

/** By id, ended ones too; null where there is none. */
export async function loadSubscription(db: Database, id: number): Promise<Subscription | null> {
  const [row] = await db.select().from(subscriptions).where(eq(subscriptions.id, id));
  return row === undefined ? null : subscriptionOf(row);
}

/** Every subscription that has not ended, by channel: of every workspace, or of one. */
export async function listSubscriptions(db: Database, workspaceId?: string): Promise<Subscription[]> {
  const rows = await db
    .select()
    .from(subscriptions)
    .where(and(isNull(subscriptions.endedAt), ofWorkspace(workspaceId)))
    .orderBy(asc(subscriptions.channelId));
  return rows.map(subscriptionOf);
}

/** Ends the channel's subscription: what was not posted yet is not posted any more. `by` is a Slack user id or `cli`. null: it had none. */
export async function endSubscription(
  db: Database,
  channelId: string,
  by: string,
  workspaceId?: string,
): Promise<Subscription | null> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(subscriptions)
      .set({ endedAt: sql`now()` })
      .where(current(channelId, workspaceId))
      .returning();
    if (row === undefined) return null;
    const subscription = subscriptionOf(row);
    await cancelOwed(tx, subscription.id);
    await recordAct(tx, by, 'unsubscribe', subscription);
    return subscription;
  });
}

/** Otherwise a downvote that the watch has not come to yet would be older than the new scope, and be owed nowhere. */
async function recordOwedUntilNow(tx: Database, { channelId, workspaceId }: SubscriptionOrder): Promise<void> {
  const [known] = await tx
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(current(channelId, workspaceId))
    .for('no key update');
  if (known === undefined) return;
  await recordOwedAlerts(tx, OWED_BEFORE_MS);
  await recordOwedThumbAlerts(tx, OWED_BEFORE_MS);
  await foldBursts(tx);
}

type Row = typeof subscriptions.$inferSelect;

const COMMAND_LINE = 'cli';

const ofWorkspace = (workspaceId: string | undefined) =>
  workspaceId === undefined ? undefined : eq(subscriptions.workspaceId, workspaceId);

const current = (channelId: string, workspaceId: string | undefined) =>
  and(eq(subscriptions.channelId, channelId), isNull(subscriptions.endedAt), ofWorkspace(workspaceId));

function settingsOf(order: SubscriptionOrder) {
  const { digest, escalateAfterMinutes: limit } = order;
  if (digest !== null && !(Number.isInteger(digest.weekday) && digest.weekday >= 1 && digest.weekday <= 7)) {
    throw new InputError(`Unknown weekday ${digest.weekday}: expected 1 (Monday) to 7 (Sunday).`);
  }
  if (digest !== null && !TIME_OF_DAY.test(digest.time)) {
    throw new InputError(`Unknown time "${digest.time}": expected HH:MM from 00:00 to 23:59.`);
  }
  if (limit !== null && !(Number.isInteger(limit) && limit >= 1)) {
    throw new InputError(`An alert cannot be escalated after ${limit} minutes: expected a whole number from 1.`);
  }
  return {
    assistants: order.assistants,
    locales: order.locales,
    topics: order.topics,
    digestWeekday: digest?.weekday ?? null,
    digestTime: digest?.time ?? null,
    zone: parseZone(order.zone),
    language: order.language,
    alerts: order.alerts,
    escalateAfterMinutes: limit,
    escalateTo: order.escalateTo,
    acknowledgeGroup: order.acknowledgeGroup,
  };
}

function subscriptionOf(row: Row): Subscription {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    channelId: row.channelId,
    assistants: row.assistants,
    locales: row.locales,
    topics: row.topics,
    digest:
      row.digestWeekday === null || row.digestTime === null
        ? null
        : { weekday: row.digestWeekday, time: row.digestTime.slice(0, 'HH:MM'.length) },
    zone: row.zone,
    language: row.language,
    alerts: row.alerts,
    escalateAfterMinutes: row.escalateAfterMinutes,
    escalateTo: row.escalateTo,
    acknowledgeGroup: row.acknowledgeGroup,
    createdBy: row.createdBy,
    beganAt: row.beganAt,
  };
}

async function recordAct(db: Database, actor: string, action: string, { id, channelId }: Subscription): Promise<void> {
  await db.insert(audit).values({ actor, action, subject: { subscriptionId: id, channelId } });
}
