import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Outcome } from '../csat/feedback.ts';
import { fateOf, type GapDecision, type GapTriage } from '../csat/gap-decision.ts';
import { EVERYTHING, type Subscription } from '../csat/subscription.ts';
import type { Triage } from '../csat/triage.ts';
import type { Database } from './client.ts';
import { isOneOf } from './conversation-keys.ts';
import { EVER, membersOf } from './gaps.ts';
import { recordDecisions } from './record-triage.ts';
import { triage } from './schema/triage.ts';
import { triageOf } from './triage.ts';
import { mayTriage } from './triage-groups.ts';

export type GapTriageOrder = {
  subscription: Subscription;
  gapId: number;
  by: string;
  decision: GapDecision & { outcome: Outcome };
  before: GapDecision;
  /** The user groups that `by` is in; null: no subscription of the workspace names any. */
  memberOf: string[] | null;
};

/**
 * Sets what was decided of a gap for all of its conversations that follow it and that the person may decide, in the caller's
 * transaction: for all of them or, where that fails, for none.
 */
export async function recordGapTriage(tx: Database, order: GapTriageOrder): Promise<GapTriage> {
  const { by, decision } = order;
  const conversations = await listConversations(tx, order);
  const standing = await lockTriages(tx, conversations);
  const counts = { set: 0, same: 0, kept: 0, refused: 0 };
  const chosen: ConversationKey[] = [];
  for (const { mayDecide, ...key } of conversations) {
    const fate = fateOf(standing.get(nameOf(key)) ?? null, mayDecide, order);
    counts[fate] += 1;
    if (fate === 'set') chosen.push(key);
  }
  const { outcome, ...details } = decision;
  const isNew = (key: ConversationKey) => !standing.has(nameOf(key));
  const set = await recordDecisions(tx, {
    by,
    step: { do: 'decide', outcome, details },
    first: chosen.filter(isNew),
    again: chosen.filter((key) => !isNew(key)),
  });
  // Somebody may have decided one meanwhile.
  return { set, kept: counts.kept + chosen.length - set, refused: counts.refused };
}

const nameOf = ({ assistant, id }: ConversationKey): string => JSON.stringify([assistant, id]);

async function listConversations(
  db: Database,
  { subscription, gapId, memberOf }: GapTriageOrder,
): Promise<(ConversationKey & { mayDecide: boolean })[]> {
  const { workspaceId, acknowledgeGroup } = subscription;
  // As for a single one: whoever is in the group of the channel where it is done may.
  const isFree = memberOf === null || (acknowledgeGroup !== null && memberOf.includes(acknowledgeGroup));
  const rows = await db.execute(sql`
    with member as (
      select distinct assistant_id, conversation_id from (${membersOf(subscription, EVERYTHING, EVER, gapId)}) question
    )
    select c.assistant_id as assistant, c.id, ${isFree ? sql`true` : mayTriage({ workspaceId, memberOf })} as "mayDecide"
    from member join feedback.conversations c on c.assistant_id = member.assistant_id and c.id = member.conversation_id
    order by 1, 2`);
  return z
    .object({ assistant: z.string(), id: z.string(), mayDecide: z.boolean() })
    .array()
    .parse([...rows]);
}

/** What stands, and stays as it is until the transaction ends. */
async function lockTriages(db: Database, keys: ConversationKey[]): Promise<Map<string, Triage>> {
  const rows = await db
    .select()
    .from(triage)
    .where(isOneOf(keys, sql`${triage.assistantId}`, sql`${triage.conversationId}`))
    .orderBy(triage.assistantId, triage.conversationId)
    .for('update');
  return new Map(
    rows.map((row) => [nameOf({ assistant: row.assistantId, id: row.conversationId }), triageOf(row)] as const),
  );
}
