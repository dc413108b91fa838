import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { EscalationSettings } from '../csat/escalation.ts';
import { InputError } from '../csat/input-error.ts';
import type { Subscription, SubscriptionOrder } from '../csat/subscription.ts';
import type { Database } from './client.ts';
import { quietOf } from './escalations.ts';
import { recordSubscription } from './subscriptions.ts';

/**
 * Begins a channel's subscription or changes it, with the given ones of the rest of its escalation: both or neither.
 * @throws InputError when a setting is none that can be kept.
 */
export async function recordSettings(
  db: Database,
  order: SubscriptionOrder,
  changes: Partial<EscalationSettings>,
): Promise<{ subscription: Subscription; escalation: EscalationSettings }> {
  return db.transaction(async (tx) => {
    const subscription = await recordSubscription(tx, order);
    return { subscription, escalation: await recordEscalationSettings(tx, subscription.id, changes) };
  });
}

/**
 * Changes the given ones of a subscription's second limit, second target and quiet hours; what is missing stays.
 * @throws InputError when the second limit is not longer than the first, or the quiet hours are none
 */
export async function recordEscalationSettings(
  db: Database,
  subscriptionId: number,
  changes: Partial<EscalationSettings>,
): Promise<EscalationSettings> {
  return db.transaction(async (tx) => {
    const rows = await tx.execute(sql`
      select escalate_after_minutes as first, escalate_again_after_minutes as again_minutes, escalate_again_to as again_to,
        quiet_from::text, quiet_to::text
      from thumbline.subscriptions where id = ${subscriptionId} for update`);
    const { first, again_minutes, again_to, quiet_from, quiet_to } = settingsRow.parse(rows[0]);
    const before = { againAfterMinutes: again_minutes, againTo: again_to, quiet: quietOf(quiet_from, quiet_to) };
    // Without a first limit there is no second one to keep.
    const kept = first === null ? { ...before, againAfterMinutes: null } : before;
    const { againAfterMinutes, againTo, quiet } = { ...kept, ...changes };
    if (againAfterMinutes !== null && (first === null || againAfterMinutes <= first)) {
      throw new InputError(
        `The second limit is ${againAfterMinutes} minutes and the first ${first === null ? 'is off' : first}: both count from when the card is seen, so that the second must be the longer one.`,
      );
    }
    if (quiet !== null && quiet.from === quiet.to) {
      throw new InputError(`Quiet hours from ${quiet.from} to ${quiet.to} are none: expected two different times.`);
    }
    await tx.execute(sql`
      update thumbline.subscriptions
      set escalate_again_after_minutes = ${againAfterMinutes}, escalate_again_to = ${againTo},
        quiet_from = ${quiet?.from ?? null}, quiet_to = ${quiet?.to ?? null}
      where id = ${subscriptionId}`);
    return { againAfterMinutes, againTo, quiet };
  });
}

/** By the subscription's id. @throws z.ZodError when there is none */
export async function loadEscalationSettings(db: Database, subscriptionId: number): Promise<EscalationSettings> {
  const rows = await db.execute(sql`
    select escalate_after_minutes as first, escalate_again_after_minutes as again_minutes, escalate_again_to as again_to,
      quiet_from::text, quiet_to::text
    from thumbline.subscriptions where id = ${subscriptionId}`);
  const { again_minutes, again_to, quiet_from, quiet_to } = settingsRow.parse(rows[0]);
  return { againAfterMinutes: again_minutes, againTo: again_to, quiet: quietOf(quiet_from, quiet_to) };
}

const settingsRow = z.object({
  first: z.number().nullable(),
  again_minutes: z.number().nullable(),
  again_to: z.string().nullable(),
  quiet_from: z.string().nullable(),
  quiet_to: z.string().nullable(),
});
