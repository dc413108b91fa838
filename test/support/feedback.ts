import { sql } from 'drizzle-orm';
import { type Database, instant, textArray } from '../../src/db/client.ts';

export type GivenConversation = {
  assistant: string;
  id: string;
  environment?: 'real' | 'sandbox';
  locale?: string | null;
  topics?: string[];
  verdict?: 'up' | 'down' | 'neutral' | null;
  reason?: string | null;
  ratedAt?: Date;
};

/** Writes, or rewrites, a conversation of two turns as a chat platform would. */
export async function giveConversation(db: Database, given: GivenConversation): Promise<void> {
  const { assistant, id, environment = 'real', locale = 'de-DE', topics = [], verdict = 'down', reason = null } = given;
  const ratedAt = given.ratedAt ?? new Date();
  const startedAt = new Date(ratedAt.getTime() - 600_000);
  await db.execute(sql`
    with assistant as (
      insert into feedback.assistants (id, name) values (${assistant}, ${assistant}) on conflict do nothing
    ), conversation as (
      insert into feedback.conversations
        (assistant_id, id, environment, started_at, locale, topics, verdict, negative_reason, rated_at)
      values (${assistant}, ${id}, ${environment}, ${instant(startedAt)}, ${locale}, ${textArray(topics)}, ${verdict},
        ${verdict === null ? null : reason}, ${verdict === null ? null : instant(ratedAt)})
      on conflict (assistant_id, id) do update
      set verdict = excluded.verdict, negative_reason = excluded.negative_reason, rated_at = excluded.rated_at
    )
    insert into feedback.messages (assistant_id, conversation_id, id, role, body, sent_at, position)
    values (${assistant}, ${id}, 'm1', 'shopper', 'Where is my order?', ${instant(startedAt)}, 0),
      (${assistant}, ${id}, 'm2', 'assistant', 'I do not know.', ${instant(startedAt)}, 1)
    on conflict do nothing`);
}

export type GivenSubscription = {
  channelId: string;
  assistants?: string[];
  locales?: string[];
  topics?: string[];
  alerts?: 'downvotes' | 'thumbs' | 'off';
  beganAt?: Date;
};

/** Returns the subscription's id. */
export async function giveSubscription(db: Database, given: GivenSubscription): Promise<number> {
  const { channelId, assistants = [], locales = [], topics = [], alerts = 'downvotes' } = given;
  const beganAt = given.beganAt ?? new Date(Date.now() - 3_600_000);
  const [row] = await db.execute<{ id: string }>(sql`
    insert into thumbline.subscriptions (channel_id, assistants, locales, topics, alerts, zone, began_at)
    values (${channelId}, ${textArray(assistants)}, ${textArray(locales)}, ${textArray(topics)}, ${alerts}, 'UTC', ${instant(beganAt)})
    returning id`);
  return Number(row?.id);
}
