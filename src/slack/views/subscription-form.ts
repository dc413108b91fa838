import type { KnownBlock, ModalView } from '@slack/types';
import { CALLBACK } from '../ids.ts';
import { header, leaf, line, note, plain, richText } from './blocks.ts';
import {
  alertInputs,
  digestInputs,
  type SubscriptionForm,
  scopeInputs,
  shareInput,
  whoMayInputs,
} from './subscription-inputs.ts';

/** Everything that a channel's subscription holds, to fill in: `/csat subscribe` and `/csat settings`. */
export function subscriptionForm(form: SubscriptionForm): ModalView {
  const { channelId, subscription, channel } = form;
  const isShared = typeof channel === 'object' && channel.isShared;
  return {
    type: 'modal',
    callback_id: CALLBACK.subscription,
    title: plain(subscription === null ? 'Subscribe channel' : 'Channel settings'),
    submit: plain(subscription === null ? 'Subscribe' : 'Save'),
    close: plain('Cancel'),
    private_metadata: JSON.stringify({ channelId, isShared }),
    blocks: present([
      richText(
        line(
          leaf(subscription === null ? 'What should ' : 'What '),
          { type: 'channel', channel_id: channelId },
          leaf(subscription === null ? ' get?' : ' gets.'),
        ),
      ),
      ...warnings(form),
      ...scopeInputs(form),
      header('Alerts'),
      ...alertInputs(form),
      header('Weekly digest'),
      ...digestInputs(form),
      ...whoMayInputs(form),
      isShared ? shareInput() : null,
    ]),
  };
}

function warnings({ channel }: SubscriptionForm): KnownBlock[] {
  const told = [
    channel === 'scope missing'
      ? 'Whether this channel is shared with another organisation cannot be seen: that takes the scope channels:read (groups:read in a private channel).'
      : null,
    channel === 'not found' || (typeof channel === 'object' && !channel.isMember)
      ? 'Thumbline is not in this channel yet. Invite it, now or later: /invite @Thumbline'
      : null,
  ].filter((sentence) => sentence !== null);
  return told.map((sentence) => note(plain(sentence)));
}

const present = (blocks: (KnownBlock | null)[]): KnownBlock[] => blocks.filter((block) => block !== null);
