import { z } from 'zod';

/** A slash command. `text` is what the person typed after it. */
export type Command = { command: string; text: string; userId: string; channelId: string };

/** A click on a button. Exactly one of `channelId` (in a message) and `modal` is set. */
export type Click = {
  actionId: string;
  value: string;
  userId: string;
  /** Good once, within three seconds. */
  triggerId: string;
  channelId: string | null;
  messageTs: string | null;
  modal: { id: string; hash: string; privateMetadata: string } | null;
};

const commandSchema = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
});

const clickSchema = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).nullish(),
  container: z.object({ message_ts: z.string().optional() }).optional(),
  message: z.object({ ts: z.string() }).optional(),
  view: z.object({ id: z.string(), hash: z.string(), private_metadata: z.string().default('') }).nullish(),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string().default('') })], z.unknown()),
});

/** @throws z.ZodError when Slack sent something else. */
export function parseCommand(body: unknown): Command {
  const { command, text, user_id, channel_id } = commandSchema.parse(body);
  return { command, text: asTyped(text), userId: user_id, channelId: channel_id };
}

/** @throws z.ZodError when Slack sent something else. */
export function parseClick(body: unknown): Click {
  const { user, trigger_id, channel, container, message, view, actions } = clickSchema.parse(body);
  return {
    actionId: actions[0].action_id,
    value: actions[0].value,
    userId: user.id,
    triggerId: trigger_id,
    channelId: channel?.id ?? null,
    messageTs: message?.ts ?? container?.message_ts ?? null,
    modal: view == null ? null : { id: view.id, hash: view.hash, privateMetadata: view.private_metadata },
  };
}

/** Slack sends the three characters that it parses as entities. */
const asTyped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
