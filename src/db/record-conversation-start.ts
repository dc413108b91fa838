import { sql } from 'drizzle-orm';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Environment } from '../csat/feedback.ts';
import { type Database, instant, textArray } from './client.ts';

export type ConversationStart = ConversationKey & {
  environment: Environment;
  startedAt: Date;
  locale: string | null;
  shopper: string | null;
  title: string | null;
  topics: string[];
  url: string | null;
};

/**
 * Adds the conversation, or makes what is known of its start equal to this; its start instant, end and rating stay.
 * false: there is no such assistant.
 */
export async function recordConversationStart(db: Database, start: ConversationStart): Promise<boolean> {
  const rows = await db.execute(sql`
    insert into feedback.conversations
      (assistant_id, id, environment, started_at, locale, shopper, title, topics, url)
    select a.id, ${start.id}, ${start.environment}, ${instant(start.startedAt)}, ${start.locale}, ${start.shopper},
      ${start.title}, ${textArray(start.topics)}, ${start.url}
    from feedback.assistants a where a.id = ${start.assistant}
    on conflict (assistant_id, id) do update set environment = excluded.environment, locale = excluded.locale,
      shopper = excluded.shopper, title = excluded.title, topics = excluded.topics, url = excluded.url
    returning id`);
  return rows.length > 0;
}
