import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { CALLBACK } from '../ids.ts';
import { header, leaf, line, note, plain, richText } from './blocks.ts';
import { VALUE } from './choices.ts';
import { alertInputs } from './subscription-alerts.ts';
import { digestInputs } from './subscription-digest.ts';
import { asksToConfirm, FIELD, type SubscriptionForm } from './subscription-fields.ts';
import { whoMayInputs } from './subscription-groups.ts';
import { scopeInputs } from './subscription-scope.ts';

/** Everything that a channel's subscription holds, to fill in: `/csat subscribe` and `/csat settings`. */
export function subscriptionForm(form: SubscriptionForm): ModalView {
  const { channelId, subscription, channel } = form;
  const mustConfirm = asksToConfirm(channel);
  return {
    type: 'modal',
    callback_id: CALLBACK.subscription,
    title: plain(subscription === null ? 'Subscribe channel' : 'Channel settings'),
    submit: plain(subscription === null ? 'Subscribe' : 'Save'),
    close: plain('Cancel'),
    private_metadata: JSON.stringify({ channelId, mustConfirm }),
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
      mustConfirm ? shareInput(channel) : null,
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

function shareInput(channel: SubscriptionForm['channel']): InputBlock {
  return {
    type: 'input',
    block_id: FIELD.shareConfirmed,
    optional: true,
    label: plain(
      typeof channel === 'object'
        ? 'This channel is shared with another organisation'
        : 'This channel may be shared with another organisation',
    ),
    element: {
      type: 'checkboxes',
      action_id: VALUE,
      options: [
        {
          text: plain(
            typeof channel === 'object'
              ? 'Its members may read what shoppers wrote'
              : 'It is not, or its members may read what shoppers wrote',
          ),
          description: plain(
            `Cards and digests ${typeof channel === 'object' ? 'will' : 'would'} be visible to people outside of this workspace.`,
          ),
          value: 'confirmed',
        },
      ],
    },
  };
}

const present = (blocks: (KnownBlock | null)[]): KnownBlock[] => blocks.filter((block) => block !== null);
