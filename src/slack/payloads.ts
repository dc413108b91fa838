import { z } from 'zod';

/** A slash command. `text` is what the person typed after it. */
export type Command = {
  command: string;
  text: string;
  userId: string;
  channelId: string;
  /** Good once, within three seconds. */
  triggerId: string;
};

/** A click on a button, or a choice from a menu: then `value` is what was chosen. `channelId` is set in a message, `modal` in a modal, neither on the Home tab. */
export type Click = {
  actionId: string;
  value: string;
  userId: string;
  /** Good once, within three seconds. */
  triggerId: string;
  channelId: string | null;
  messageTs: string | null;
  /** Of a message: where Slack takes an answer or another message in its place, five times within half an hour. */
  responseUrl: string | null;
  modal: {
    id: string;
    hash: string;
    callbackId: string;
    privateMetadata: string;
    /** What it was pushed onto. */
    previousViewId: string | null;
    values: EnteredValues;
  } | null;
};

/** What stands in a modal's inputs: by block id, then by action id, as Slack says it. Each handler parses its own. */
type EnteredValues = Record<string, Record<string, unknown>>;

/** A message shortcut: which of ours, and on which message. */
export type Shortcut = {
  callbackId: string;
  userId: string;
  /** Good once, within three seconds. */
  triggerId: string;
  channelId: string;
  messageTs: string;
};

/** A modal that was submitted, or closed without it. */
export type ModalEvent = {
  callbackId: string;
  userId: string;
  modal: { id: string; privateMetadata: string /** What it was pushed onto. */; previousViewId: string | null };
  values: EnteredValues;
};

/** `teamId`: of which workspace Slack says the person is; null: it did not say, as of a command. */
export type Actor = { userId: string; teamId: string | null };

const actorSchema = z.union([
  z.object({ user: z.object({ id: z.string(), team_id: z.string().nullish() }) }),
  z.object({ user_id: z.string() }),
]);

const commandSchema = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
});

const shortcutSchema = z.object({
  callback_id: z.string(),
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }),
  message_ts: z.string(),
});

const stateSchema = z
  .object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) })
  .default(() => ({ values: {} }));

const modalEventSchema = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    previous_view_id: z.string().nullish(),
    state: stateSchema,
  }),
});

const clickSchema = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).nullish(),
  container: z.object({ message_ts: z.string().optional() }).optional(),
  message: z.object({ ts: z.string() }).optional(),
  response_url: z.string().optional(),
  view: z
    .object({
      type: z.enum(['modal', 'home']),
      id: z.string(),
      hash: z.string(),
      callback_id: z.string().default(''),
      private_metadata: z.string().default(''),
      previous_view_id: z.string().nullish(),
      state: stateSchema,
    })
    .nullish(),
  actions: z.tuple(
    [
      z.object({
        action_id: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    ],
    z.unknown(),
  ),
});

/** Whoever did what Slack tells. @throws z.ZodError when Slack sent something else. */
export function parseActor(body: unknown): Actor {
  const read = actorSchema.parse(body);
  return 'user' in read
    ? { userId: read.user.id, teamId: read.user.team_id ?? null }
    : { userId: read.user_id, teamId: null };
}

/** @throws z.ZodError when Slack sent something else. */
export function parseCommand(body: unknown): Command {
  const { command, text, user_id, channel_id, trigger_id } = commandSchema.parse(body);
  return { command, text: asTyped(text), userId: user_id, channelId: channel_id, triggerId: trigger_id };
}

/** @throws z.ZodError when Slack sent something else, such as a shortcut that is on no message. */
export function parseShortcut(body: unknown): Shortcut {
  const { callback_id, user, trigger_id, channel, message_ts } = shortcutSchema.parse(body);
  return {
    callbackId: callback_id,
    userId: user.id,
    triggerId: trigger_id,
    channelId: channel.id,
    messageTs: message_ts,
  };
}

/** @throws z.ZodError when Slack sent something else. */
export function parseModalEvent(body: unknown): ModalEvent {
  const { user, view } = modalEventSchema.parse(body);
  return {
    callbackId: view.callback_id,
    userId: user.id,
    modal: { id: view.id, privateMetadata: view.private_metadata, previousViewId: view.previous_view_id ?? null },
    values: view.state.values,
  };
}

/** @throws z.ZodError when Slack sent something else. */
export function parseClick(body: unknown): Click {
  const { user, trigger_id, channel, container, message, response_url, view, actions } = clickSchema.parse(body);
  return {
    actionId: actions[0].action_id,
    value: actions[0].value ?? actions[0].selected_option?.value ?? '',
    userId: user.id,
    triggerId: trigger_id,
    channelId: channel?.id ?? null,
    messageTs: message?.ts ?? container?.message_ts ?? null,
    responseUrl: response_url ?? null,
    modal:
      view == null || view.type === 'home'
        ? null
        : {
            id: view.id,
            hash: view.hash,
            callbackId: view.callback_id,
            privateMetadata: view.private_metadata,
            previousViewId: view.previous_view_id ?? null,
            values: view.state.values,
          },
  };
}

/** Slack sends the three characters that it parses as entities. */
const asTyped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
