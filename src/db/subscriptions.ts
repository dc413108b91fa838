import type { Subscription, SubscriptionOrder } from '../csat/subscription.ts';
import type { Database } from './client.ts';

/**
 * Begins the channel's subscription, or changes its settings in place and keeps `beganAt`.
 * @throws InputError when the zone or an assistant is unknown.
 */
export async function recordSubscription(_db: Database, _order: SubscriptionOrder): Promise<Subscription> {
  throw new Error('not built yet');
}

/** The channel's subscription that has not ended; null where there is none. */
export async function findSubscription(_db: Database, _channelId: string): Promise<Subscription | null> {
  throw new Error('not built yet');
}

/** By id, ended ones too; null where there is none. */
export async function loadSubscription(_db: Database, _id: number): Promise<Subscription | null> {
  throw new Error('not built yet');
}

/** Every subscription that has not ended, by channel. */
export async function listSubscriptions(_db: Database): Promise<Subscription[]> {
  throw new Error('not built yet');
}

/** Ends the channel's subscription. null: it had none. */
export async function endSubscription(_db: Database, _channelId: string, _by: string): Promise<Subscription | null> {
  throw new Error('not built yet');
}
