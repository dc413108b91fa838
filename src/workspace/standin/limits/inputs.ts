import { z } from 'zod';
import { actionable, confirmable, dispatchActionConfig, focusable, placeholdable } from './composition.ts';
import { richText } from './rich-text.ts';
import { webUrl, written } from './text.ts';

const picker = { ...actionable, ...confirmable, ...focusable };
const typed = {
  ...actionable,
  ...focusable,
  ...placeholdable,
  dispatch_action_config: dispatchActionConfig.optional(),
};
const length = (least: number) => z.int().min(least).max(3000).optional();
const numeral = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'must be a number in a string')
  .optional();
const lines = z.int().min(1).max(100).optional();

export const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...picker,
  ...placeholdable,
  initial_date: z.iso.date().optional(),
});

export const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...picker,
  ...placeholdable,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be of the form HH:mm')
    .optional(),
  timezone: z.string().min(1).optional(),
});

export const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...picker,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

export const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: richText.optional(),
  min_lines: lines,
  max_lines: lines,
});

/** Inputs that stand in an input block only. */
export const typedInputs = [
  z
    .strictObject({
      type: z.literal('plain_text_input'),
      ...typed,
      initial_value: written(3000, 0).optional(),
      multiline: z.boolean().optional(),
      min_length: length(0),
      max_length: length(1),
    })
    .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? 3000), 'min_length is above max_length'),
  z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: z.email().optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: webUrl().optional() }),
  z
    .strictObject({
      type: z.literal('number_input'),
      ...typed,
      is_decimal_allowed: z.boolean(),
      initial_value: numeral,
      min_value: numeral,
      max_value: numeral,
    })
    .refine(
      (input) => Number(input.min_value ?? Number.NEGATIVE_INFINITY) <= Number(input.max_value ?? Infinity),
      'min_value is above max_value',
    ),
  z.strictObject({
    type: z.literal('file_input'),
    ...actionable,
    filetypes: z.array(z.string().min(1)).min(1).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
] as const;
