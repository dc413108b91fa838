import type { ModalView } from '@slack/types';
import { NO_SECOND_CALL } from '../../csat/escalation.ts';
import { type CommandHandler, type House, toAsker } from '../house.ts';
import { showModal } from '../modals.ts';
import type { Former } from '../subscription-entered.ts';
import { failedModal } from '../views/modal.ts';
import { notice } from '../views/notice.ts';
import { endingSubscription } from '../views/subscribed.ts';
import type { Disclosed } from '../views/subscription-fields.ts';
import { subscriptionForm } from '../views/subscription-form.ts';
import { refusalToAct } from '../who-may.ts';

/** `/csat subscribe` and `/csat settings`: the same form, filled in where the channel is subscribed. */
export const subscribe: CommandHandler = async ({ channelId, userId, triggerId }, house) => {
  if (!isChannel(channelId)) {
    return toAsker(
      notice(
        'Only a channel can be subscribed.',
        'Type /csat subscribe in the channel that shall get alerts and digests.',
      ),
    );
  }
  return showModal(house, triggerId, () => formOf({ channelId, userId }, house));
};

/**
 * What a person sees who opens a channel's settings: the form, or why it is not theirs. `disclosed`: the inputs that their
 * choices so far ask for; missing: those that the stored settings ask for.
 */
export async function formOf(
  { channelId, userId, disclosed }: { channelId: string; userId: string; disclosed?: Disclosed },
  house: House,
): Promise<ModalView> {
  const { questions, directory } = house;
  const refused = await refusalToAct({ userId, channelId }, house);
  if (refused !== null) return failedModal(refused);
  const [{ subscription, escalation }, assistants, known, person, groups, channel] = await Promise.all([
    settingsOf(channelId, questions),
    questions.listAssistants(),
    questions.listKnownLocalesAndTopics(),
    directory.person(userId),
    directory.groups(),
    directory.channel(channelId),
  ]);
  const creator = typeof channel === 'object' ? channel.creator : null;
  const people = [...(creator === null || creator === userId ? [] : [await directory.person(creator)]), person];
  const zones = people.flatMap((one) => (one === 'scope missing' || one.zone === null ? [] : [one.zone]));
  return subscriptionForm({
    ...{ channelId, subscription, escalation, assistants, known, zones, groups, channel },
    disclosed: disclosed ?? {
      firstCall: subscription !== null && subscription.escalateAfterMinutes !== null,
      secondCall: escalation.againAfterMinutes !== null,
    },
  });
}

/** What the channel has now; null: no subscription. */
export async function settingsOf(channelId: string, questions: House['questions']): Promise<Former> {
  const subscription = await questions.findSubscription(channelId);
  const escalation = subscription === null ? NO_SECOND_CALL : await questions.loadEscalationSettings(subscription.id);
  return { subscription, escalation };
}

/** `/csat unsubscribe`: asks before it ends anything. */
export const unsubscribe: CommandHandler = async ({ channelId, userId }, house) => {
  const refused = await refusalToAct({ userId, channelId }, house);
  if (refused !== null) return toAsker(notice(refused));
  const subscription = await house.questions.findSubscription(channelId);
  return toAsker(
    subscription === null
      ? notice('This channel is not subscribed, so there is nothing to end.', 'To subscribe it: /csat subscribe')
      : endingSubscription(subscription),
  );
};

/** Not a conversation of two or three people: nobody else could find it again. */
const isChannel = (channelId: string) => /^[CG]/.test(channelId);
