import type { BlockNotice } from '../../csat/block-notice.ts';
import { cureOf } from '../../delivery/cure.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { leaf, line, richText } from './blocks.ts';

/**
 * Tells the person who subscribed a channel that nothing can be posted there and what to do, and afterwards that it works again:
 *
 *     Nothing can be posted in #support, which you subscribed.
 *     Thumbline is not in the channel: invite it there with /invite.
 *     Nothing is lost: what waits comes by itself when that is done.
 */
export function blockNotice({ channelId, blockedBy, isEnded }: BlockNotice): SlackMessage {
  const channel = { type: 'channel' as const, channel_id: channelId };
  if (blockedBy === null || isEnded) {
    const news = isEnded ? ' is not subscribed any more.' : ' works again: it goes on, and what waited is on its way.';
    return { text: `<#${channelId}>${news}`, blocks: [richText(line(channel, leaf(news)))] };
  }
  const cure = cureOf(blockedBy);
  return {
    text: `Nothing can be posted in <#${channelId}>. ${cure}`,
    blocks: [
      richText(
        line(
          leaf('Nothing can be posted in ', { bold: true }),
          channel,
          leaf(', which you subscribed.', { bold: true }),
        ),
        line(leaf(cure)),
        line(leaf('Nothing is lost: what waits comes by itself when that is done.')),
      ),
    ],
  };
}
