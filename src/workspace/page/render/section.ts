import type { Block, Json } from '../../standin/workspace.ts';
import type { RenderContext } from './context.ts';
import { renderElement } from './element.ts';
import { type Html, html } from './html.ts';
import { renderText } from './text.ts';

export function renderSection(block: Block, context: RenderContext): Html {
  const accessory = block.accessory as Json | undefined;
  const wide = ['checkboxes', 'radio_buttons'].includes(String(accessory?.type));
  return html`<div class="b-section${accessory ? (wide ? ' stacked' : ' with-accessory') : ''}"><div class="b-section-words">
${block.text ? html`<div class="text" dir="auto">${renderText(block.text, context)}</div>` : null}${renderFields(block.fields, context)}</div>
${accessory ? html`<div class="b-accessory">${renderElement(accessory, blockIdOf(block), context)}</div>` : null}</div>`;
}

export function renderHeader(block: Block, context: RenderContext): Html {
  const level = Math.min(Math.max(Number(block.level ?? 1) || 1, 1), 4);
  return html`<div class="b-header level-${level}" role="heading" aria-level="${level + 2}" dir="auto">${renderText(block.text, context)}</div>`;
}

export function renderContext(block: Block, context: RenderContext): Html {
  const parts = listOf(block.elements).map((element) =>
    element.type === 'image'
      ? html`<span class="context-image">${renderElement(element, blockIdOf(block), context)}</span>`
      : html`<span class="text" dir="auto">${renderText(element, context)}</span>`,
  );
  return html`<div class="b-context">${parts}</div>`;
}

export function renderActions(block: Block, context: RenderContext): Html {
  return html`<div class="b-actions">${listOf(block.elements).map((element) => renderElement(element, blockIdOf(block), context))}</div>`;
}

function renderFields(fields: unknown, context: RenderContext): Html | null {
  const list = listOf(fields);
  if (list.length === 0) return null;
  return html`<div class="b-fields">${list.map((field) => html`<div class="text" dir="auto">${renderText(field, context)}</div>`)}</div>`;
}

export const blockIdOf = (block: Block) => block.block_id ?? '';
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : []);
