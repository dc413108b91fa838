import { WebAPIPlatformError } from '@slack/web-api';
import type { EscalationSettings } from '../../csat/escalation.ts';
import { InputError } from '../../csat/input-error.ts';
import type { Subscription, SubscriptionOrder } from '../../csat/subscription.ts';
import { cureOf } from '../../delivery/cure.ts';
import { settingsOf } from '../commands/subscribe.ts';
import type { Directory } from '../directory.ts';
import type { House, SubmissionHandler } from '../house.ts';
import { respondWith } from '../respond.ts';
import { enteredOrder, parseForm } from '../subscription-entered.ts';
import { failedModal } from '../views/modal.ts';
import { previewWithSendNow } from '../views/send-now.ts';
import { subscribed, subscribedModal } from '../views/subscribed.ts';
import { asksToConfirm, FIELD } from '../views/subscription-fields.ts';
import { refusalByGroup, refusalToAct } from '../who-may.ts';

/**
 * Saves a channel's settings: written first, then told. Whoever saved them reads in the channel what happens next and when,
 * with the digest as it would be now; where Thumbline is not in the channel, the modal says how to mend that.
 */
export const saveSubscription: SubmissionHandler = async ({ userId, modal, values }, house) => {
  const { questions, directory } = house;
  const { channelId, mustConfirm } = parseForm(modal.privateMetadata);
  const [refused, former] = await Promise.all([
    refusalToAct({ userId, channelId }, house),
    settingsOf(channelId, questions),
  ]);
  if (refused !== null) return { view: failedModal(refused, 'Nothing was saved.') };
  const entered = enteredOrder(values, { channelId, userId, former });
  if ('errors' in entered) return entered;
  const { order, escalation, shareConfirmed } = entered;
  const unknown = await unknownTargets(order, escalation, directory);
  if (unknown !== null) return { errors: unknown };

  if (order.acknowledgeGroup !== null && order.acknowledgeGroup !== former.subscription?.acknowledgeGroup) {
    const lockedOut = await refusalByGroup(userId, order.acknowledgeGroup, directory);
    if (lockedOut !== null) {
      return {
        errors: {
          [FIELD.acknowledgeGroup]:
            'You are not a member of this group, so you could not change it back: choose one of yours.',
        },
      };
    }
  }
  const channel = await directory.channel(channelId);
  if (asksToConfirm(channel) && !shareConfirmed) {
    return mustConfirm
      ? {
          errors: {
            [FIELD.shareConfirmed]: 'Confirm that people outside of this workspace may read it, or close this window.',
          },
        }
      : {
          view: failedModal(
            typeof channel === 'object'
              ? 'This channel is shared with another organisation since you opened the form: nothing was saved.'
              : 'Since you opened the form it cannot be seen any more whether another organisation shares this channel: nothing was saved.',
            'Open it again: /csat subscribe',
          ),
        };
  }
  const saved = await recorded(order, escalation, house);
  if ('errors' in saved) return saved;
  const nextDigest = await questions.findNextDigest(saved.id);
  const isNew = former.subscription === null;
  const facts = { subscription: saved, escalation, isNew, nextDigest, now: house.clock.now() };
  const blockedBy = await tell(saved, userId, house, () => subscribed(facts));
  if (blockedBy !== null) return { view: subscribedModal(facts, cureOf(blockedBy)) };
  return { after: () => showPreview(saved, userId, house) };
};

/** A call that nobody of this workspace would hear is none. */
async function unknownTargets(
  { escalateTo }: SubscriptionOrder,
  { againTo }: EscalationSettings,
  directory: Directory,
): Promise<Record<string, string> | null> {
  const isStranger = async (id: string | null) => {
    if (id === null || id.startsWith('S')) return false;
    const person = await directory.person(id);
    return person !== 'scope missing' && person.isStranger;
  };
  const [first, second] = await Promise.all([isStranger(escalateTo), isStranger(againTo)]);
  if (!first && !second) return null;
  const sentence = 'This person is not of this workspace: choose somebody who is.';
  return {
    ...(first && { [FIELD.escalateToPerson]: sentence }),
    ...(second && { [FIELD.escalateAgainToPerson]: sentence }),
  };
}

async function recorded(
  order: SubscriptionOrder,
  escalation: EscalationSettings,
  { questions }: House,
): Promise<Subscription | { errors: Record<string, string> }> {
  try {
    return await questions.recordSettings(order, escalation);
  } catch (error) {
    if (error instanceof InputError) return { errors: { [FIELD.alerts]: error.message } };
    throw error;
  }
}

/** Tells the person in the channel. Returns Slack's error where that cannot be: then nothing else could be posted there either. */
async function tell(
  { channelId }: Subscription,
  userId: string,
  { client }: House,
  message: () => ReturnType<typeof subscribed>,
): Promise<string | null> {
  try {
    await client.chat.postEphemeral({ channel: channelId, user: userId, ...message() });
    return null;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data.error;
    throw error;
  }
}

async function showPreview({ channelId, digest }: Subscription, userId: string, house: House): Promise<void> {
  if (digest === null) return;
  const preview = await house.questions.previewDigest(channelId, house.clock.now());
  await respondWith(
    { ...previewWithSendNow(preview), to: 'asker' },
    ({ text, blocks }) =>
      house.client.chat.postEphemeral({
        channel: channelId,
        user: userId,
        text,
        blocks: blocks as typeof preview.message.blocks,
      }),
    house,
  );
}
