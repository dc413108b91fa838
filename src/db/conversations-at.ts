import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationKey } from '../csat/conversation.ts';
import { conversationIdsIn } from '../csat/conversation-url.ts';
import { listAssistants } from './assistants.ts';
import { type Database, textArray } from './client.ts';

/** The conversations that these addresses open: their own, or filled into their assistant's template. By address; others are left out. */
export async function findConversationsAt(db: Database, urls: string[]): Promise<Map<string, ConversationKey>> {
  const assistants = await listAssistants(db);
  const asked = urls.flatMap((url) =>
    assistants.flatMap(({ id: assistant, conversationUrl }) =>
      conversationIdsIn(url, conversationUrl).map((id) => ({ url, assistant, id })),
    ),
  );
  const rows = await db.execute(sql`
    select c.url as address, c.assistant_id as assistant, c.id
    from feedback.conversations c where c.url = any(${textArray(urls)})
    union all
    select asked.address, c.assistant_id, c.id
    from unnest(
      ${textArray(asked.map(({ url }) => url))}, ${textArray(asked.map(({ assistant }) => assistant))},
      ${textArray(asked.map(({ id }) => id))}
    ) as asked(address, assistant, id)
    join feedback.conversations c on c.assistant_id = asked.assistant and c.id = asked.id`);
  const found = z
    .object({ address: z.string(), assistant: z.string(), id: z.string() })
    .array()
    .parse([...rows]);
  return new Map(found.map(({ address, ...key }) => [address, key]));
}
