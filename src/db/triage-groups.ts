import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationKey } from '../csat/conversation.ts';
import { type Database, textArray } from './client.ts';
import { isInScope } from './owed-alerts.ts';

/**
 * The user groups of which somebody must be in one to triage the conversation: those that the subscriptions of the workspace
 * name that cover it, and the one of the channel where it is done. None: everybody may.
 */
export async function listTriageGroups(
  db: Database,
  { key, channelId, workspaceId }: { key: ConversationKey; channelId: string | null; workspaceId: string },
): Promise<string[]> {
  const rows = await db.execute(sql`
    select distinct s.acknowledge_group as "group" from thumbline.subscriptions s
    where s.ended_at is null and s.workspace_id = ${workspaceId} and s.acknowledge_group is not null
      and (s.channel_id = ${channelId}::text or exists (
        select from feedback.conversations c
        where c.assistant_id = ${key.assistant} and c.id = ${key.id} and ${isInScope}
      ))
    order by 1`);
  return groupRow
    .array()
    .parse([...rows])
    .map(({ group }) => group);
}

const groupRow = z.object({ group: z.string() });

/** Whether everybody, or somebody who is in these groups, may triage the conversation `c`. */
export function mayTriage({ workspaceId, memberOf }: { workspaceId: string; memberOf: string[] }): SQL {
  const covering = sql`select from thumbline.subscriptions s
    where s.workspace_id = ${workspaceId} and s.acknowledge_group is not null and ${isInScope}`;
  return sql`(not exists (${covering}) or exists (${covering} and s.acknowledge_group = any(${textArray(memberOf)})))`;
}
