import { placedElements } from '../block-elements.ts';
import type { Json } from '../workspace.ts';

type Values = Record<string, Record<string, Json>>;

/** How each kind of input shows what is in it: the key in `state.values`, the key of its initial value, its empty value. */
const INPUTS: Record<string, { key: string; initial: string; empty: unknown }> = {
  plain_text_input: { key: 'value', initial: 'initial_value', empty: null },
  email_text_input: { key: 'value', initial: 'initial_value', empty: null },
  url_text_input: { key: 'value', initial: 'initial_value', empty: null },
  number_input: { key: 'value', initial: 'initial_value', empty: null },
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value', empty: null },
  file_input: { key: 'files', initial: '', empty: [] },
  static_select: { key: 'selected_option', initial: 'initial_option', empty: null },
  external_select: { key: 'selected_option', initial: 'initial_option', empty: null },
  radio_buttons: { key: 'selected_option', initial: 'initial_option', empty: null },
  checkboxes: { key: 'selected_options', initial: 'initial_options', empty: [] },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', empty: [] },
  multi_external_select: { key: 'selected_options', initial: 'initial_options', empty: [] },
  users_select: { key: 'selected_user', initial: 'initial_user', empty: null },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', empty: [] },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation', empty: null },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', empty: [] },
  channels_select: { key: 'selected_channel', initial: 'initial_channel', empty: null },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', empty: [] },
  datepicker: { key: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { key: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time', empty: null },
};

/** `state.values` of some blocks: what was entered, else what they began with. A block that is gone loses its values. */
export function inputValues(blocks: Json[], entered: Values): Values {
  const values: Values = {};
  for (const { element, block } of placedElements(blocks)) {
    const input = INPUTS[String(element.type)];
    if (!input) continue;
    const blockId = String(block.block_id);
    const actionId = String(element.action_id);
    const value = entered[blockId]?.[actionId] ?? { [input.key]: element[input.initial] ?? input.empty };
    values[blockId] = { ...values[blockId], [actionId]: { type: element.type, ...withWholeOptions(element, value) } };
  }
  return values;
}

/** What an element carries in `actions` after the user chose `chosen` in it. */
export function chosenValue(element: Json, chosen: { value?: string; selected?: Json }): Json {
  if (chosen.selected) return withWholeOptions(element, chosen.selected);
  const options = optionsOf(element);
  if (options.length === 0) return {};
  const option = options.find((one) => one.value === chosen.value);
  if (!option) {
    const offered = options.map((one) => `"${one.value}"`).join(', ');
    throw new Error(`"${element.action_id}" has no option "${chosen.value}", only ${offered}.`);
  }
  const key = INPUTS[String(element.type)]?.key ?? 'selected_option';
  return { [key]: key === 'selected_options' ? [option] : option };
}

export function optionsOf(element: Json): Json[] {
  const groups = (element.option_groups ?? []) as { options: Json[] }[];
  return [...((element.options ?? []) as Json[]), ...groups.flatMap((group) => group.options)];
}

/** Slack sends a chosen option whole; a caller may name it by its value alone. */
function withWholeOptions(element: Json, given: Json): Json {
  const whole = (option: unknown) =>
    optionsOf(element).find((one) => one.value === (option as Json | null)?.value) ?? option;
  return {
    ...given,
    ...(given.selected_option ? { selected_option: whole(given.selected_option) } : {}),
    ...(Array.isArray(given.selected_options) ? { selected_options: given.selected_options.map(whole) } : {}),
  };
}

/** What the Slack client says by itself before it lets the user submit: by block id. */
export function missingInputs(blocks: Json[], values: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { element, block } of placedElements(blocks)) {
    const input = INPUTS[String(element.type)];
    if (block.type !== 'input' || !input) continue;
    const value = values[String(block.block_id)]?.[String(element.action_id)]?.[input.key];
    const isEmpty =
      value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (isEmpty && block.optional !== true) errors[String(block.block_id)] = 'Please complete this required field.';
    if (typeof value !== 'string' || isEmpty) continue;
    const least = Number(element.min_length ?? 0);
    const most = Number(element.max_length ?? 3000);
    if (value.length < least || value.length > most) {
      errors[String(block.block_id)] = `Please enter between ${least} and ${most} characters.`;
    }
  }
  return errors;
}
