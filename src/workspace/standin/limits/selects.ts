import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  actionable,
  confirmable,
  conversationFilter,
  focusable,
  markedOption,
  option,
  optionGroup,
  placeholdable,
} from './composition.ts';

const select = { ...actionable, ...confirmable, ...focusable, ...placeholdable };
const multi = { ...select, max_selected_items: z.int().min(1).optional() };
const choices = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

type Chooser = {
  options?: unknown[];
  option_groups?: { options: unknown[] }[];
  initial_option?: unknown;
  initial_options?: unknown[];
};

/** A static menu has options or groups of them; what is chosen at first is one of them, word for word. */
const isConsistent = (element: Chooser, context: z.RefinementCtx) => {
  if ((element.options === undefined) === (element.option_groups === undefined)) {
    context.addIssue({ code: 'custom', message: 'must have either options or option_groups' });
  }
  initialIsOffered(element, context);
};

const initialIsOffered = (element: Chooser, context: z.RefinementCtx) => {
  const offered = [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];
  const isOffered = (initial: unknown) => offered.some((one) => isDeepStrictEqual(one, initial));
  if (element.initial_option !== undefined && !isOffered(element.initial_option)) {
    context.addIssue({ code: 'custom', path: ['initial_option'], message: 'must match one of the options' });
  }
  if (element.initial_options !== undefined && !element.initial_options.every(isOffered)) {
    context.addIssue({ code: 'custom', path: ['initial_options'], message: 'must match the options' });
  }
};

const ids = z.array(z.string()).min(1).optional();
const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: conversationFilter.optional(),
};
const response_url_enabled = z.boolean().optional();
const min_query_length = z.int().min(0).optional();
const initialOptions = z.array(option).min(1).optional();
const type = <Name extends string>(name: Name) => z.literal(name);

/** Menus of one choice. */
export const selects = [
  z
    .strictObject({ type: type('static_select'), ...select, ...choices, initial_option: option.optional() })
    .superRefine(isConsistent),
  z.strictObject({
    type: type('external_select'),
    ...select,
    initial_option: option.optional(),
    min_query_length,
  }),
  z.strictObject({ type: type('users_select'), ...select, initial_user: z.string().optional() }),
  z.strictObject({
    type: type('conversations_select'),
    ...select,
    ...conversations,
    initial_conversation: z.string().optional(),
    response_url_enabled,
  }),
  z.strictObject({
    type: type('channels_select'),
    ...select,
    initial_channel: z.string().optional(),
    response_url_enabled,
  }),
] as const;

/** Menus of several choices. */
export const multiSelects = [
  z
    .strictObject({ type: type('multi_static_select'), ...multi, ...choices, initial_options: initialOptions })
    .superRefine(isConsistent),
  z.strictObject({
    type: type('multi_external_select'),
    ...multi,
    initial_options: initialOptions,
    min_query_length,
  }),
  z.strictObject({ type: type('multi_users_select'), ...multi, initial_users: ids }),
  z.strictObject({
    type: type('multi_conversations_select'),
    ...multi,
    ...conversations,
    initial_conversations: ids,
  }),
  z.strictObject({ type: type('multi_channels_select'), ...multi, initial_channels: ids }),
] as const;

const markedOptions = z.array(markedOption).min(1).max(10);

export const checkboxes = z
  .strictObject({
    type: type('checkboxes'),
    ...actionable,
    ...confirmable,
    ...focusable,
    options: markedOptions,
    initial_options: z.array(markedOption).min(1).optional(),
  })
  .superRefine(initialIsOffered);

export const radioButtons = z
  .strictObject({
    type: type('radio_buttons'),
    ...actionable,
    ...confirmable,
    ...focusable,
    options: markedOptions,
    initial_option: markedOption.optional(),
  })
  .superRefine(initialIsOffered);
