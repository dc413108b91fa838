import { z } from 'zod';
import { button, overflow, workflowButton } from './buttons.ts';
import { hasOneSource, imageElement, ONE_SOURCE, pictureFields } from './composition.ts';
import { datepicker, datetimepicker, richTextInput, timepicker, typedInputs } from './inputs.ts';
import { checkboxes, multiSelects, radioButtons, selects } from './selects.ts';
import { eitherText, id, plainText, webUrl, written } from './text.ts';

const block_id = id.optional();
const menus = [...selects, ...multiSelects, checkboxes, radioButtons] as const;

export const section = z
  .strictObject({
    type: z.literal('section'),
    block_id,
    text: eitherText(3000).optional(),
    fields: z.array(eitherText(2000)).min(1).max(10).optional(),
    accessory: z
      .discriminatedUnion('type', [button, workflowButton, overflow, imageElement, datepicker, timepicker, ...menus])
      .optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, 'must have text or fields');

export const header = z.strictObject({
  type: z.literal('header'),
  block_id,
  text: plainText(150),
  level: z.int().min(1).max(4).optional(),
});

export const divider = z.strictObject({ type: z.literal('divider'), block_id });

export const context = z.strictObject({
  type: z.literal('context'),
  block_id,
  // 3000 is the limit of any text object.
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, ...eitherText(3000).options]))
    .min(1)
    .max(10),
});

export const image = z
  .strictObject({ type: z.literal('image'), block_id, ...pictureFields, title: plainText(2000).optional() })
  .refine(hasOneSource, ONE_SOURCE);

export const actions = z.strictObject({
  type: z.literal('actions'),
  block_id,
  elements: z
    .array(
      z.discriminatedUnion('type', [
        button,
        workflowButton,
        overflow,
        datepicker,
        timepicker,
        datetimepicker,
        richTextInput,
        ...menus,
      ]),
    )
    .min(1)
    .max(25),
});

export const input = z.strictObject({
  type: z.literal('input'),
  block_id,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: z.discriminatedUnion('type', [
    ...typedInputs,
    richTextInput,
    datepicker,
    timepicker,
    datetimepicker,
    ...menus,
  ]),
});

export const markdown = z.strictObject({ type: z.literal('markdown'), block_id, text: written(12_000) });

export const alert = z.strictObject({
  type: z.literal('alert'),
  block_id,
  text: eitherText(200),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const https = webUrl().refine((url) => url.startsWith('https:'), 'must be an HTTPS URL');

export const video = z.strictObject({
  type: z.literal('video'),
  block_id,
  video_url: https,
  thumbnail_url: webUrl(),
  alt_text: written(2000),
  title: plainText(199),
  title_url: https.optional(),
  author_name: written(49).optional(),
  provider_name: written(255).optional(),
  provider_icon_url: webUrl().optional(),
  description: plainText(200).optional(),
});
