import { z } from 'zod';
import { eitherText, id, plainText, webUrl, written } from './text.ts';

const optionFields = {
  // 75 by the types, 150 by a page of the documentation: the smaller one holds.
  value: written(75),
  description: plainText(75).optional(),
};

export const option = z.strictObject({ text: plainText(75), ...optionFields });
/** Of radio buttons and checkboxes, where the text may be mrkdwn. */
export const markedOption = z.strictObject({
  text: eitherText(75),
  value: optionFields.value,
  description: eitherText(75).optional(),
});
export const overflowOption = z.strictObject({ text: plainText(75), ...optionFields, url: webUrl().optional() });
export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) });

export const confirm = z.strictObject({
  title: plainText(100).optional(),
  text: eitherText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

export const dispatchActionConfig = z.strictObject({
  trigger_actions_on: z
    .array(z.enum(['on_enter_pressed', 'on_character_entered']))
    .min(1)
    .optional(),
});

export const conversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .refine((filter) => Object.keys(filter).length > 0, 'must have at least one property');

const slackFile = z
  .strictObject({
    id: z
      .string()
      .regex(/^F[A-Z0-9]{8,}$/, 'invalid slack file')
      .optional(),
    url: webUrl().optional(),
  })
  .refine((file) => (file.id === undefined) !== (file.url === undefined), 'must have either id or url');

/** A picture comes from a URL or from a file in Slack, never from both. */
export const pictureFields = {
  alt_text: written(2000),
  image_url: webUrl().optional(),
  slack_file: slackFile.optional(),
};

type Picture = { image_url?: unknown; slack_file?: unknown };
export const hasOneSource = (picture: Picture) =>
  (picture.image_url === undefined) !== (picture.slack_file === undefined);
export const ONE_SOURCE = 'must have either image_url or slack_file';

export const imageElement = z
  .strictObject({ type: z.literal('image'), ...pictureFields })
  .refine(hasOneSource, ONE_SOURCE);

/** What every interactive element has. */
export const actionable = { action_id: id.optional() };
export const confirmable = { confirm: confirm.optional() };
export const focusable = { focus_on_load: z.boolean().optional() };
export const placeholdable = { placeholder: plainText(150).optional() };
