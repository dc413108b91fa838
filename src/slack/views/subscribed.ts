import type { KnownBlock, ModalView, RichTextElement, RichTextSection } from '@slack/types';
import type { EscalationSettings } from '../../csat/escalation.ts';
import type { Subscription } from '../../csat/subscription.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { ACTION } from '../ids.ts';
import {
  button,
  buttons,
  leaf,
  line,
  mrkdwn,
  note,
  outside,
  outsideLine,
  person,
  plain,
  richText,
  when,
} from './blocks.ts';
import { ALERT_WORDS, digestTimeWords, languageWords, limitWords, scopeWords } from './subscription-words.ts';

export type SubscribedFacts = {
  subscription: Subscription;
  escalation: EscalationSettings;
  isNew: boolean;
  /** null: no digest. */
  nextDigest: Date | null;
  now: Date;
};

/** To the person who saved the settings: what the channel gets now, and what comes next and when. */
export function subscribed(facts: SubscribedFacts): SlackMessage {
  return {
    text: facts.isNew ? 'This channel is subscribed.' : 'The settings of this channel are saved.',
    blocks: [
      ...linesOf(facts),
      note(
        plain(
          facts.subscription.digest === null
            ? 'To change it: /csat settings'
            : 'To change it: /csat settings. Below is the digest as it would be now; only you see it.',
        ),
      ),
    ],
  };
}

/** The same in place of the form, where nothing can be posted in the channel yet. `cure` says what to do. */
export function subscribedModal(facts: SubscribedFacts, cure: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'notice',
    title: plain(facts.isNew ? 'Subscribed' : 'Saved'),
    close: plain('Close'),
    blocks: [
      richText(
        line(leaf('One thing is left to do: ', { bold: true }), outside(cure, 400, ' ')),
        line(leaf('In the channel, type  '), leaf('/invite @Thumbline', { code: true })),
      ),
      ...linesOf(facts),
    ],
  };
}

/** Asks before it ends anything. */
export function endingSubscription(subscription: Subscription): SlackMessage {
  return {
    text: 'End the subscription of this channel?',
    blocks: [
      richText(
        line(leaf('End the subscription of this channel?', { bold: true })),
        line(leaf(`It gets ${[...whatItGets(subscription)].join('; ')}. All of that stops; what was posted stays.`)),
      ),
      ...buttons(
        withDanger(button(ACTION.endSubscription, 'End the subscription', subscription.channelId)),
        button(ACTION.openSettings, 'Change it instead', subscription.channelId),
      ),
    ],
  };
}

export const subscriptionEnded = (): SlackMessage => ({
  text: 'The subscription of this channel has ended.',
  blocks: [
    richText(
      line(leaf('The subscription of this channel has ended.', { bold: true })),
      line(leaf('No more cards and digests are posted here; what was posted stays.')),
    ),
    note(mrkdwn('To begin again: `/csat subscribe`')),
  ],
});

function linesOf({ subscription, escalation, isNew, nextDigest, now }: SubscribedFacts): KnownBlock[] {
  const { alerts, digest, zone, language, acknowledgeGroup } = subscription;
  return [
    richText(
      line(leaf(isNew ? 'This channel is subscribed.' : 'The settings of this channel are saved.', { bold: true })),
      row('About', outsideLine(scopeWords(subscription), 300)),
      row('Alerts', leaf(`${ALERT_WORDS[alerts]}${alerts === 'off' ? '' : ', for feedback that arrives from now on'}`)),
      ...(alerts === 'off' ? [] : callLines(subscription, escalation)),
      ...(acknowledgeGroup === null ? [] : [row('Who may act', mention(acknowledgeGroup))]),
      row('Digest', leaf(digest === null ? 'none' : `${digestTimeWords(digest, zone)}, in ${languageWords(language)}`)),
      ...(nextDigest === null
        ? []
        : [
            row(
              'Next digest',
              ...(nextDigest <= now ? [leaf('within a minute or two')] : [when(nextDigest), leaf(' your time')]),
            ),
          ]),
    ),
  ];
}

/** Who is called when nobody acknowledges, when, and in which hours nobody is. */
function callLines(
  { escalateAfterMinutes: limit, escalateTo, zone }: Subscription,
  { againAfterMinutes, againTo, quiet }: EscalationSettings,
): RichTextSection[] {
  if (limit === null) return [];
  const call = (minutes: number, to: string | null) => [leaf(`after ${limitWords(minutes)}, mentions `), mention(to)];
  return [
    row(
      'If nobody acknowledges',
      ...call(limit, escalateTo),
      ...(againAfterMinutes === null ? [] : [leaf('; '), ...call(againAfterMinutes, againTo)]),
    ),
    ...(quiet === null ? [] : [row('Quiet hours', leaf(`${quiet.from} to ${quiet.to}, ${zone}: nobody is called`))]),
  ];
}

const row = (name: string, ...said: RichTextElement[]) => line(leaf(`${name}  `, { bold: true }), ...said);

function mention(id: string | null): RichTextElement {
  if (id === null) return leaf('nobody');
  return /^S[A-Z0-9]{2,}$/.test(id) ? { type: 'usergroup', usergroup_id: id } : person(id);
}

function* whatItGets({ alerts, digest, zone }: Subscription): Generator<string> {
  yield ALERT_WORDS[alerts].toLowerCase();
  if (digest !== null) yield `a digest on ${digestTimeWords(digest, zone)}`;
}

const withDanger = (element: ReturnType<typeof button>) =>
  element === null ? null : { ...element, style: 'danger' as const };
