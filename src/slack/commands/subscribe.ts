import type { ModalView } from '@slack/types';
import { type CommandHandler, type House, toAsker } from '../house.ts';
import { showModal } from '../modals.ts';
import { failedModal } from '../views/modal.ts';
import { notice } from '../views/notice.ts';
import { endingSubscription } from '../views/subscribed.ts';
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

/** What a person sees who opens a channel's settings: the form, or why it is not theirs. */
export async function formOf(
  { channelId, userId }: { channelId: string; userId: string },
  house: House,
): Promise<ModalView> {
  const { questions, directory } = house;
  const refused = await refusalToAct({ userId, channelId }, house);
  if (refused !== null) return failedModal(refused);
  const [subscription, assistants, known, person, groups, channel] = await Promise.all([
    questions.findSubscription(channelId),
    questions.listAssistants(),
    questions.listKnownLocalesAndTopics(),
    directory.person(userId),
    directory.groups(),
    directory.channel(channelId),
  ]);
  const zone = person === 'scope missing' ? null : person.zone;
  return subscriptionForm({ channelId, subscription, assistants, known, zone, groups, channel });
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
