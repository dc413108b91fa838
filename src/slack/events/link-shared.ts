import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import type { EventHandler, House } from '../house.ts';
import { conversationCard, type LinkCard } from '../views/conversation-card.ts';
import { refusalOf } from '../who-may.ts';

const eventSchema = z.object({
  user: z.string(),
  channel: z.string(),
  message_ts: z.string(),
  /** `composer`: it is still being written. */
  source: z.string().optional(),
  is_bot_user_member: z.boolean().default(false),
  links: z.array(z.object({ url: z.string() })),
});

/** A message with more links is a list of its own. */
const MOST_LINKS = 5;

/**
 * Somebody posted links to conversations: each gets a small card, in channels that Thumbline was invited to and of people who
 * may use it. What the shopper wrote is shown only where it is certain that nobody of another organisation reads along.
 */
export const linkShared: EventHandler = async (event, house) => {
  const { user, channel, message_ts: ts, source, is_bot_user_member: isHere, links } = eventSchema.parse(event);
  if (source === 'composer' || !isHere) return;
  const urls = [...new Set(links.map(({ url }) => url))].slice(0, MOST_LINKS);
  const found = await house.questions.findConversationsAt(urls);
  if (found.size === 0) return;
  if ((await refusalOf({ userId: user, teamId: null }, house)) !== null) return;
  const facts = await house.directory.channel(channel);
  const quotes = typeof facts === 'object' && !facts.isShared;
  const cards: Record<string, LinkCard> = {};
  for (const url of urls) {
    const key = found.get(url);
    const conversation = key === undefined ? null : await house.questions.loadConversation(key);
    if (conversation !== null) cards[url] = conversationCard(conversation, { quotes });
  }
  await unfurl(house, { channel, ts, cards });
};

async function unfurl(
  { client, log }: House,
  { channel, ts, cards }: { channel: string; ts: string; cards: Record<string, LinkCard> },
): Promise<void> {
  try {
    await client.chat.unfurl({ channel, ts, unfurls: cards });
  } catch (error) {
    const code = error instanceof WebAPIPlatformError ? error.data.error : null;
    if (code === null) throw error;
    // Not asked for in this workspace, or the message is gone: nothing is amiss.
    log.info({ channel, slack: code }, 'Links to conversations stay without a card');
  }
}
