import { sql } from 'drizzle-orm';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Verdict } from '../csat/feedback.ts';
import { type Database, instant } from './client.ts';

export type NewRating = {
  verdict: Verdict;
  /** undefined, here and below: what was given stays while the verdict does; null: there is none. */
  score?: number | null;
  negativeReason?: string | null;
  ratedAt: Date;
};

/**
 * The shopper's current rating. `ratedAt` moves only when the verdict changes, so a reason that comes later
 * leaves the rating in its week. false: there is no such conversation.
 */
export async function recordRating(db: Database, key: ConversationKey, rating: NewRating): Promise<boolean> {
  const stays = sql`verdict is not distinct from ${rating.verdict}`;
  const rows = await db.execute(sql`
    update feedback.conversations set
      verdict = ${rating.verdict},
      score = case when ${rating.score === undefined} and ${stays} then score else ${rating.score ?? null}::smallint end,
      negative_reason = case when ${rating.negativeReason === undefined} and ${stays} then negative_reason
        else ${rating.negativeReason ?? null}::text end,
      rated_at = case when ${stays} then rated_at else ${instant(rating.ratedAt)} end
    where assistant_id = ${key.assistant} and id = ${key.id}
    returning id`);
  return rows.length > 0;
}
