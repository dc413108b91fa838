import { type ActionHandler, toAsker } from '../house.ts';
import { notice } from '../views/notice.ts';

/** Below a digest that one person sees: the channel gets it, marked as sent by hand, once for each message with the button. */
export const sendTrial: ActionHandler = async ({ userId, channelId, messageTs, triggerId }, { questions }) => {
  if (channelId === null) return toAsker(notice('Nothing was sent: type /csat digest in the channel.'));
  const isOwed = await questions.recordTrial({ channelId, by: userId, click: messageTs ?? triggerId });
  const said = isOwed
    ? notice(
        'The digest is on its way to this channel, marked as sent by hand.',
        'The weekly one comes as planned. Is it missing? /csat status',
      )
    : notice('Nothing was sent: this channel is not subscribed any more.', 'To begin again: /csat subscribe');
  return { message: said, to: 'in place' };
};
