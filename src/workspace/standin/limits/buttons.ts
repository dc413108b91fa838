import { z } from 'zod';
import { actionable, confirmable, overflowOption } from './composition.ts';
import { plainText, webUrl, written } from './text.ts';

const style = z.enum(['primary', 'danger']).optional();
const accessibility_label = written(75).optional();
const buttonText = plainText(75);

export const button = z.strictObject({
  type: z.literal('button'),
  ...actionable,
  ...confirmable,
  text: buttonText,
  value: written(2000).optional(),
  url: webUrl().optional(),
  style,
  accessibility_label,
});

export const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...actionable,
  ...confirmable,
  text: buttonText,
  workflow: z.strictObject({
    trigger: z.strictObject({
      url: webUrl(),
      customizable_input_parameters: z.array(z.strictObject({ name: written(255), value: z.unknown() })).optional(),
    }),
  }),
  style,
  accessibility_label,
});

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionable,
  ...confirmable,
  options: z.array(overflowOption).min(1).max(5),
});

const feedbackButton = z.strictObject({ text: buttonText, value: written(2000), accessibility_label });

export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  ...actionable,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
});

export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  ...actionable,
  ...confirmable,
  icon: z.literal('trash'),
  text: buttonText,
  value: written(2000).optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
  accessibility_label,
});
