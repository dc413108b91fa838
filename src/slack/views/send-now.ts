import type { SlackMessage } from '../../delivery/message.ts';
import { ACTION } from '../ids.ts';
import { button, buttons } from './blocks.ts';

const MAX_BLOCKS = 50;

/** A digest that one person sees, with the button that shows it to the channel. */
export function withSendNow(digest: SlackMessage): SlackMessage {
  const row = buttons(
    button(ACTION.sendTrial, 'Send now', 'trial', { label: 'Send now: post this digest in the channel as a trial' }),
  );
  return digest.blocks.length + row.length > MAX_BLOCKS ? digest : { ...digest, blocks: [...digest.blocks, ...row] };
}

/** A preview whose every form has the button. */
export function previewWithSendNow({ message, simpler, plain }: Preview): Preview {
  return {
    message: withSendNow(message),
    simpler: simpler.map((make) => async () => withSendNow(await make())),
    plain: async () => withSendNow(await plain()),
  };
}

type Preview = {
  message: SlackMessage;
  simpler: (() => Promise<SlackMessage>)[];
  plain: () => Promise<SlackMessage>;
};
