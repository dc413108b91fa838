import type { View } from '../../standin/workspace.ts';
import { renderBlocks } from './block.ts';
import type { RenderContext } from './context.ts';
import { attributes, type Html, html } from './html.ts';
import { plainCharacters, renderText } from './text.ts';

/** A modal: head, blocks, and its buttons. A pushed view has a way back. */
export function renderModal(view: View, appName: string, context: RenderContext): Html {
  const inner = viewContext(view, context);
  const titleId = `title-${view.id}`;
  const pushed = view.previousViewId !== null;
  const close = plainCharacters(view.close) || (pushed ? 'Back' : 'Close');
  return html`<form class="modal" novalidate data-surface="view" data-view-id="${view.id}" data-hash="${view.hash}" aria-labelledby="${titleId}">
<header class="modal-head">${pushed ? html`<button type="button" class="tool" data-close-view aria-label="Back">←</button>` : null}
<div class="modal-titles"><h2 id="${titleId}" dir="auto">${renderText(view.title, context)}</h2><span class="quiet">${appName}</span></div>
<button type="button" class="tool" ${pushed ? html`data-close-all` : html`data-close-view`} aria-label="Close">✕</button></header>
<div class="modal-body" tabindex="-1">${renderBlocks(view.blocks, inner)}</div>
<footer class="modal-foot"><button type="button" class="btn" data-close-view>${close}</button>
${view.submit ? html`<button type="submit" class="btn btn-primary"><span class="btn-words">${renderText(view.submit, context)}</span></button>` : null}</footer></form>`;
}

export function renderHome(view: View, context: RenderContext): Html {
  return html`<div class="home"${attributes({ 'data-surface': 'view', 'data-view-id': view.id, 'data-hash': view.hash })}>${renderBlocks(view.blocks, viewContext(view, context))}</div>`;
}

const viewContext = (view: View, context: RenderContext): RenderContext => ({
  ...context,
  surface: view.type,
  values: view.values,
  errors: view.errors,
  idPrefix: `${view.id}-`,
});
