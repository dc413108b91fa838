import type { Block, Json } from '../../standin/workspace.ts';
import type { RenderContext } from './context.ts';
import { renderElement } from './element.ts';
import { attributes, type Html, html } from './html.ts';
import { blockIdOf } from './section.ts';
import { renderText } from './text.ts';

/** An input with its label, hint and what is wrong with it. The page fills `.input-error` after a refused submission. */
export function renderInput(block: Block, context: RenderContext): Html {
  const blockId = blockIdOf(block);
  const labelId = `${context.idPrefix}${blockId}-label`.replace(/[^\w-]/g, '_');
  const error = context.errors[blockId];
  const optional = block.optional ? html` <span class="quiet">(optional)</span>` : null;
  return html`<div class="b-input${error ? ' wrong' : ''}"${attributes({ 'data-input-block': blockId, 'data-optional': block.optional === true })}>
<div class="input-label" id="${labelId}" dir="auto">${renderText(block.label, context)}${optional}</div>
${renderElement(block.element as Json, blockId, context, { acts: block.dispatch_action === true, labelId })}
<div class="input-error" role="alert"${attributes({ hidden: !error })}>${error ?? ''}</div>
${block.hint ? html`<div class="input-hint quiet" dir="auto">${renderText(block.hint, context)}</div>` : null}</div>`;
}
