import { and, desc, eq } from 'drizzle-orm';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Triage, TriageEvent } from '../csat/triage.ts';
import type { Database } from './client.ts';
import { triage, triageEvents } from './schema/triage.ts';

/** What came of the conversation; null: nobody has decided yet. */
export async function loadTriage(db: Database, { assistant, id }: ConversationKey): Promise<Triage | null> {
  const [row] = await db
    .select()
    .from(triage)
    .where(and(eq(triage.assistantId, assistant), eq(triage.conversationId, id)));
  return row === undefined ? null : triageOf(row);
}

/** The conversation's last `limit` changes, newest first. */
export async function listTriageEvents(
  db: Database,
  { assistant, id }: ConversationKey,
  limit: number,
): Promise<TriageEvent[]> {
  const rows = await db
    .select()
    .from(triageEvents)
    .where(and(eq(triageEvents.assistantId, assistant), eq(triageEvents.conversationId, id)))
    .orderBy(desc(triageEvents.id))
    .limit(limit);
  return rows.map(({ at, actor, action, outcome, owner, note, link }) => ({
    ...{ at, actor, action, outcome, owner, note, link },
  }));
}

/** A row of the table, without its key. */
export function triageOf({ assistantId, conversationId, ...known }: typeof triage.$inferSelect): Triage {
  return known;
}
