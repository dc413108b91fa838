import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Outcome } from '../csat/feedback.ts';
import type { QuestionKey } from '../csat/gap.ts';
import { type Database, instant, textArray } from './client.ts';

export type KnownFix = {
  subscriptionId: number;
  name: string;
  outcome: Outcome;
  /** Whose it was, and who marked it done. */
  owner: string;
  closedAt: Date;
  /** One at least, each written down already. */
  questions: [QuestionKey, ...QuestionKey[]];
};

/** Writes a gap that was found and closed before anybody followed gaps here; regrouping goes on from it. Returns its id. */
export async function recordKnownGap(db: Database, fix: KnownFix): Promise<number> {
  const { subscriptionId, name, outcome, owner, closedAt, questions } = fix;
  const [sample] = questions;
  return db.transaction(async (tx) => {
    const [row] = await tx.execute(sql`
      insert into thumbline.gaps (subscription_id, name, status, outcome, owner, closed_at, closed_by, worked,
        sample_assistant_id, sample_conversation_id, sample_message_id, found_at)
      values (${subscriptionId}, ${name}, 'done', ${outcome}, ${owner}, ${instant(closedAt)}, ${owner}, true,
        ${sample.assistant}, ${sample.id}, ${sample.message}, ${instant(closedAt)})
      returning id`);
    const { id } = z.object({ id: z.coerce.number() }).parse(row);
    await tx.execute(sql`
      insert into thumbline.gap_members (subscription_id, assistant_id, conversation_id, message_id, gap_id)
      select ${subscriptionId}, n.*, ${id}::bigint
      from unnest(${textArray(questions.map(({ assistant }) => assistant))}, ${textArray(questions.map(({ id }) => id))},
        ${textArray(questions.map(({ message }) => message))}) as n`);
    await tx.execute(sql`
      insert into thumbline.gap_events (gap_id, at, actor, action, detail)
      values (${id}, ${instant(closedAt)}, ${owner}, 'decided', ${outcome}), (${id}, ${instant(closedAt)}, ${owner}, 'done', null)`);
    return id;
  });
}
