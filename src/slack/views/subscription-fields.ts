import type { EscalationSettings } from '../../csat/escalation.ts';
import type { Subscription } from '../../csat/subscription.ts';
import type { ChannelFacts, Untold, UserGroup } from '../directory.ts';

/** The inputs of the form, by the id of their block. */
export const FIELD = {
  assistants: 'assistants',
  locales: 'locales',
  topics: 'topics',
  alerts: 'alerts',
  escalateAfter: 'escalate_after',
  escalateToPerson: 'escalate_to_person',
  escalateToGroup: 'escalate_to_group',
  escalateAgainAfter: 'escalate_again_after',
  escalateAgainToPerson: 'escalate_again_to_person',
  escalateAgainToGroup: 'escalate_again_to_group',
  quietFrom: 'quiet_from',
  quietTo: 'quiet_to',
  digestDay: 'digest_day',
  digestTime: 'digest_time',
  zone: 'zone',
  language: 'language',
  acknowledgeGroup: 'acknowledge_group',
  shareConfirmed: 'share_confirmed',
} as const;

/** What stands for "none" in a menu that cannot be emptied. */
export const NONE = 'none';

/** Which inputs the choices so far ask for: the others would only make the form long. */
export type Disclosed = { firstCall: boolean; secondCall: boolean };

/**
 * Whether somebody must say that others than this workspace's people may read what shoppers wrote: the channel is shared with
 * another organisation, or that cannot be seen.
 */
export const asksToConfirm = (channel: ChannelFacts | Untold | 'not found'): boolean =>
  typeof channel === 'string' || channel.isShared;

export type SubscriptionForm = {
  channelId: string;
  /** null: the channel has none yet. */
  subscription: Subscription | null;
  escalation: EscalationSettings;
  disclosed: Disclosed;
  assistants: { id: string; name: string }[];
  /** Those that were seen lately, the most frequent first. */
  known: { locales: string[]; topics: string[] };
  /** IANA zones of the channel's creator and of who opened the form, as far as Slack tells. The first is proposed. */
  zones: string[];
  groups: UserGroup[] | Untold;
  channel: ChannelFacts | Untold | 'not found';
};
