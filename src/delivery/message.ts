import type { KnownBlock } from '@slack/types';
import type { DeliveryKind } from '../db/schema/deliveries.ts';

/**
 * A chat message as a view makes it: `text` is what notifications and screen readers say. `isLacking`: something that it should
 * show could not be had just now, so that it is made anew later.
 */
export type SlackMessage = { text: string; blocks: KnownBlock[]; isLacking?: boolean };

/** Which pictures a message may show. `hosted`: none that was uploaded; `none`: Slack's own chart at most. */
export type Pictures = 'all' | 'hosted' | 'none';

/** What a renderer is told of the message that is owed. */
export type OwedMessage = {
  key: string;
  kind: DeliveryKind;
  /** Slack's id of the workspace that it is for; '': the only one. */
  workspaceId: string;
  channelId: string;
  /** null: of no subscription. */
  subscriptionId: number | null;
  alertId: number | null;
  /** Of a digest: the local Monday that names it. */
  monday: string | null;
  /** Of a roll-up: which. */
  rollupId: number | null;
  /** Slack's name for it; null: it is not there yet, or nobody knows. */
  ts: string | null;
  /** Less where Slack refused a picture. */
  pictures: Pictures;
  /** Slack refused every fuller message: leave pictures and anything else that can be refused out. */
  plain: boolean;
};

/** Reads today's truth and makes the message that should be in Slack now. null: nothing is owed any more. */
export type RenderMessage = (owed: OwedMessage) => Promise<SlackMessage | null>;

/** Whether it goes to one person: such a message is dropped, not kept back, where that person cannot be written to. */
export const isPersonal = ({ kind }: { kind: DeliveryKind }): boolean => kind === 'notice' || kind === 'retest';

const REPEAT_NOTE = 'This may be a repeat: Slack did not say whether the first one arrived.';

/** Marks a message that was posted again although the first try may be in the channel. */
export function withRepeatNote(message: SlackMessage): SlackMessage {
  const note: KnownBlock = { type: 'context', elements: [{ type: 'plain_text', text: REPEAT_NOTE }] };
  const blocks = message.blocks.length < 50 ? [...message.blocks, note] : message.blocks;
  return { ...message, text: `${message.text} (possible repeat)`, blocks };
}
