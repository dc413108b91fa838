import type { Block, Json } from './workspace.ts';

/** What a user can click or fill in, and what goes by an action id. */
const INTERACTIVE = new Set([
  'button',
  'workflow_button',
  'icon_button',
  'feedback_buttons',
  'overflow',
  'checkboxes',
  'radio_buttons',
  'datepicker',
  'timepicker',
  'datetimepicker',
  'plain_text_input',
  'rich_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'file_input',
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
]);

export type PlacedElement = { element: Json; block: Block };

/** The interactive elements of some blocks, in their order, with the innermost block that holds each. */
export function placedElements(blocks: Json[]): PlacedElement[] {
  return blocks.flatMap((block) => {
    const inner = ['child_blocks', 'cards'].flatMap((key) => objects(block[key]));
    const cards = block.type === 'carousel' ? objects(block.elements) : [];
    const own = [
      ...(block.type === 'carousel' ? [] : objects(block.elements)),
      ...objects(block.accessory),
      ...objects(block.element),
      ...objects(block.actions),
    ].filter((element) => INTERACTIVE.has(String(element.type)));
    return [...own.map((element) => ({ element, block: block as Block })), ...placedElements([...inner, ...cards])];
  });
}

function objects(value: unknown): Json[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is Json => typeof item === 'object' && item !== null);
}

/** A copy in which every block has a block id and every interactive element an action id, made up where missing. */
export function withIds(blocks: Json[], newShortId: () => string): Block[] {
  const copies = structuredClone(blocks);
  const nameBlocks = (list: Json[]): void => {
    for (const block of list) {
      block.block_id ??= newShortId();
      nameBlocks(objects(block.child_blocks));
      if (block.type === 'carousel') nameBlocks(objects(block.elements));
    }
  };
  nameBlocks(copies);
  for (const { element } of placedElements(copies)) element.action_id ??= newShortId();
  return copies as Block[];
}
