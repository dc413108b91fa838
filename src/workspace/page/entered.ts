import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { EnteredValues } from '../standin/stand-in.ts';
import type { Block, Json } from '../standin/workspace.ts';

/** What the page's fields hold, by block id and action id: texts, chosen values, or null for nothing. */
export const rawValuesSchema = z.record(
  z.string(),
  z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])),
);
export type RawValues = z.infer<typeof rawValuesSchema>;
type Raw = string | string[] | null;

/**
 * The page's fields as Slack's `state.values`. Options come from the blocks themselves, so a value that the app never
 * offered stands for nothing.
 */
export function enteredValues(blocks: readonly Block[], raw: RawValues, zone: string): EnteredValues {
  const values: EnteredValues = {};
  for (const { blockId, element } of elementsOf(blocks)) {
    const actionId = String(element.action_id ?? '');
    const given = raw[blockId]?.[actionId];
    if (given === undefined) continue;
    values[blockId] = { ...values[blockId], [actionId]: stateOf(element, given, zone) };
  }
  return values;
}

/**
 * The element with these ids and its block's id now, or null. A message that the app changed after it was shown has new
 * block ids (see `withIds`): then the one element that does the same, with the same value.
 */
export function findElement(
  blocks: readonly Block[],
  { blockId, actionId, value }: { blockId: string; actionId: string; value: Raw },
): { blockId: string; element: Json } | null {
  const same = elementsOf(blocks).filter((each) => each.element.action_id === actionId);
  const there = same.find((each) => each.blockId === blockId);
  if (there !== undefined) return there;
  const alike = same.filter(({ element }) => element.value === undefined || element.value === value);
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/** One element's state, e.g. `{type: 'static_select', selected_option: {…}}`. */
export function stateOf(element: Json, raw: Raw, zone: string): Json {
  const type = String(element.type);
  const one = (Array.isArray(raw) ? raw[0] : raw) || null;
  const many = Array.isArray(raw) ? raw : raw ? [raw] : [];
  const options = offered(element);
  const option = (value: string | null) => options.find((each) => each.value === value) ?? null;
  switch (type) {
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: option(one) };
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return { type, selected_options: many.map(option).filter((each) => each !== null) };
    case 'users_select':
      return { type, selected_user: one };
    case 'conversations_select':
      return { type, selected_conversation: one };
    case 'channels_select':
      return { type, selected_channel: one };
    case 'multi_users_select':
      return { type, selected_users: many };
    case 'multi_conversations_select':
      return { type, selected_conversations: many };
    case 'multi_channels_select':
      return { type, selected_channels: many };
    case 'datepicker':
      return { type, selected_date: one };
    case 'timepicker':
      return { type, selected_time: one };
    case 'datetimepicker':
      return { type, selected_date_time: one === null ? null : secondsOf(one, zone) };
    case 'rich_text_input':
      return { type, rich_text_value: one === null ? null : richText(one) };
    default:
      return { type, value: one };
  }
}

function secondsOf(local: string, zone: string): number {
  return Math.floor(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds / 1000);
}

const richText = (text: string): Json => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

function offered(element: Json): Json[] {
  const groups = listOf(element.option_groups).flatMap((group) => listOf(group.options));
  return [...listOf(element.options), ...groups];
}

function elementsOf(blocks: readonly Block[]): { blockId: string; element: Json }[] {
  return blocks.flatMap((block) => {
    const blockId = block.block_id ?? '';
    const cards = block.type === 'carousel' ? listOf(block.elements) : [block];
    const own = [
      block.element,
      block.accessory,
      ...listOf(block.elements),
      ...cards.flatMap((card) => listOf(card.actions)),
    ]
      .filter((element): element is Json => typeof element === 'object' && element !== null)
      .map((element) => ({ blockId, element }));
    return [...own, ...elementsOf(listOf(block.child_blocks) as Block[])];
  });
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : []);
