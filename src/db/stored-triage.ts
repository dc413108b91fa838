import { and, asc, inArray, sql } from 'drizzle-orm';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Triage } from '../csat/triage.ts';
import type { Database } from './client.ts';
import { triage } from './schema/triage.ts';
import { triageOf } from './triage.ts';

const PAGE_ROWS = 500;

/** What came of every conversation of the assistants (none named: of all), by assistant and id. */
export async function* readTriage(
  db: Database,
  assistants: string[],
): AsyncGenerator<{ key: ConversationKey; triage: Triage }> {
  for (let after: ConversationKey | null = null; ; ) {
    const rows: (typeof triage.$inferSelect)[] = await db
      .select()
      .from(triage)
      .where(
        and(
          assistants.length === 0 ? undefined : inArray(triage.assistantId, assistants),
          after === null
            ? undefined
            : sql`(${triage.assistantId}, ${triage.conversationId}) > (${after.assistant}, ${after.id})`,
        ),
      )
      .orderBy(asc(triage.assistantId), asc(triage.conversationId))
      .limit(PAGE_ROWS);
    for (const row of rows) {
      after = { assistant: row.assistantId, id: row.conversationId };
      yield { key: after, triage: triageOf(row) };
    }
    if (rows.length < PAGE_ROWS) return;
  }
}
