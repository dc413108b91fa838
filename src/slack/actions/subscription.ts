import { formOf } from '../commands/subscribe.ts';
import { disclosedBy } from '../escalation-entered.ts';
import type { ActionHandler } from '../house.ts';
import { toAsker } from '../house.ts';
import { showModal, updateModal } from '../modals.ts';
import { parseForm } from '../subscription-entered.ts';
import { notice } from '../views/notice.ts';
import { subscriptionEnded } from '../views/subscribed.ts';
import { refusalToAct } from '../who-may.ts';

/** The button below the question whether to end it. It is meant for the channel it stands in, whatever its value says. */
export const endSubscription: ActionHandler = async ({ userId, channelId }, house) => {
  if (channelId === null) return toAsker(notice('Nothing was ended: type /csat unsubscribe in the channel.'));
  const refused = await refusalToAct({ userId, channelId }, house);
  if (refused !== null) return toAsker(notice(refused));
  const ended = await house.questions.endSubscription(channelId, userId);
  return {
    message:
      ended === null ? notice('This channel is not subscribed any more: somebody was faster.') : subscriptionEnded(),
    to: 'in place',
  };
};

/** A channel's settings, from a list of channels or a status. */
export const openSettings: ActionHandler = async ({ userId, channelId, value, triggerId }, house) =>
  showModal(house, triggerId, () => formOf({ channelId: value || (channelId ?? ''), userId }, house));

/** In the form: the inputs that the choice asks for come, and those that it makes idle go. Slack keeps what stands in the others. */
export const discloseInputs: ActionHandler = async ({ userId, modal }, house) => {
  if (modal === null) throw new Error('A limit was chosen outside of a channel’s settings.');
  const { channelId } = parseForm(modal.privateMetadata);
  const view = await formOf({ channelId, userId, disclosed: disclosedBy(modal.values) }, house);
  await updateModal(house, view, modal);
  return null;
};
