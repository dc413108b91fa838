import type { Json } from '../../standin/workspace.ts';
import type { RenderContext } from './context.ts';
import { attributes, type Html, type HtmlPart, html, nothing } from './html.ts';
import { plainCharacters, renderText } from './text.ts';

/** An interactive element: `acts` is false in an input block that does not dispatch. */
export type Placed = { element: Json & { type: string }; blockId: string; acts: boolean; labelId: string | null };

export type Option = { text: unknown; value: string; description: unknown };

/** The attributes by which the page finds an element again: its kind, its ids, and whether its use reaches the app. */
export function controlAttributes(placed: Placed): Html {
  return attributes({
    'data-control': placed.element.type,
    'data-block-id': placed.blockId,
    'data-action-id': actionIdOf(placed.element),
    'data-acts': placed.acts,
  });
}

/** The wrapper of an element, with its confirmation dialog if it has one. */
export function control(placed: Placed, name: string, content: HtmlPart, context: RenderContext): Html {
  return html`<span class="control ${name}"${controlAttributes(placed)}>${content}${confirmation(placed.element, context)}</span>`;
}

/** The questions that are asked before the element acts; the page clones them into a dialog. */
function confirmation(element: Json, context: RenderContext): Html {
  const confirm = element.confirm as Json | undefined;
  if (confirm === undefined) return nothing;
  return html`<template class="confirm"${attributes({ 'data-style': confirm.style === 'danger' ? 'danger' : 'primary' })}>
<h2>${renderText(confirm.title, context)}</h2><div class="text">${renderText(confirm.text, context)}</div>
<button data-answer="no">${renderText(confirm.deny, context)}</button><button data-answer="yes">${renderText(confirm.confirm, context)}</button></template>`;
}

/** What was entered into the element, or null while it is untouched. */
export function enteredInto({ element, blockId }: Placed, context: RenderContext): Json | null {
  return context.values[blockId]?.[actionIdOf(element)] ?? null;
}

export const actionIdOf = (element: Json) => (typeof element.action_id === 'string' ? element.action_id : '');

/** How a screen reader names the element: by the label of its input block, or by its own words. */
export function naming({ element, labelId }: Placed): Html {
  if (labelId !== null) return attributes({ 'aria-labelledby': labelId });
  const words = element.accessibility_label ?? plainCharacters(element.placeholder);
  return attributes({ 'aria-label': String(words || 'Choose') });
}

export function optionsOf(list: unknown): Option[] {
  if (!Array.isArray(list)) return [];
  return list.map((option: Json) => ({
    text: option.text,
    value: String(option.value ?? ''),
    description: option.description,
  }));
}

/** The values of a list of option objects. */
export function valuesOf(list: unknown): string[] {
  return optionsOf(Array.isArray(list) ? list.filter((option) => option !== null) : []).map((option) => option.value);
}
