import { loadBlockNotice } from '../db/block-notices.ts';
import type { Database } from '../db/client.ts';
import type { OwedMessage, SlackMessage } from '../delivery/message.ts';
import { blockNotice } from '../slack/views/block-notice.ts';
import { plainMessage } from '../slack/views/plain-message.ts';

/** What a person who subscribed a channel is told of its trouble. null: it was over before they were told. */
export async function renderBlockNotice(
  db: Database,
  { key, subscriptionId, ts, plain }: OwedMessage,
): Promise<SlackMessage | null> {
  const notice = subscriptionId === null ? null : await loadBlockNotice(db, { key, subscriptionId });
  if (notice === null || (ts === null && (notice.blockedBy === null || notice.isEnded))) return null;
  const message = blockNotice(notice);
  return plain ? plainMessage(message) : message;
}
