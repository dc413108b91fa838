import { z } from 'zod';
import { button, feedbackButtons, iconButton } from './buttons.ts';
import { imageElement } from './composition.ts';
import { richText } from './rich-text.ts';
import { table } from './tables.ts';
import { eitherText, id, mrkdwn, plainText, webUrl, written } from './text.ts';
import { actions, context, divider, header, image, input, section, video } from './text-blocks.ts';

const block_id = id.optional();
const flag = z.boolean().optional();

export const container = z
  .strictObject({
    type: z.literal('container'),
    block_id,
    title: plainText(150).optional(),
    rich_text_title: richText.optional(),
    subtitle: eitherText(150).optional(),
    child_blocks: z
      .array(
        z.discriminatedUnion('type', [
          actions,
          context,
          divider,
          header,
          image,
          input,
          richText,
          section,
          table,
          video,
        ]),
      )
      .min(1)
      .max(10),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: flag,
    default_collapsed: flag,
    has_header_divider: flag,
  })
  .refine((block) => block.title !== undefined || block.rich_text_title !== undefined, 'missing required field: title')
  .refine((block) => !block.default_collapsed || block.is_collapsible, 'default_collapsed needs is_collapsible');

/** Sources differ on whether two or three buttons fit: two. */
export const card = z
  .strictObject({
    type: z.literal('card'),
    block_id,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: mrkdwn(150).optional(),
    subtitle: mrkdwn(150).optional(),
    body: mrkdwn(200).optional(),
    actions: z.array(button).min(1).max(2).optional(),
  })
  .refine(
    (block) => [block.hero_image, block.title, block.actions, block.body].some((part) => part !== undefined),
    'must have one of hero_image, title, actions, body',
  );

export const carousel = z.strictObject({
  type: z.literal('carousel'),
  block_id,
  elements: z.array(card).min(1).max(10),
});

export const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  block_id,
  elements: z
    .array(z.discriminatedUnion('type', [feedbackButtons, iconButton]))
    .min(1)
    .max(5),
});

export const taskCard = z.strictObject({
  type: z.literal('task_card'),
  block_id,
  task_id: written(255),
  title: written(3000),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(z.strictObject({ type: z.literal('url'), url: webUrl(), text: written(3000) })).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
});

export const plan = z.strictObject({
  type: z.literal('plan'),
  block_id,
  title: written(3000),
  tasks: z.array(taskCard).optional(),
});
