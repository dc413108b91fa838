import type { RichTextBlock } from '@slack/types';
import type { Block, Json } from '../../standin/workspace.ts';
import type { RenderContext } from './context.ts';
import { attributes, type Html, html } from './html.ts';
import { renderImageElement } from './image.ts';
import { renderRichText } from './rich-text.ts';
import { renderText } from './text.ts';

type DrawElement = (element: Json, blockId: string, context: RenderContext) => Html;
type DrawBlocks = (blocks: readonly Block[], context: RenderContext) => Html;

const ALERT_MARKS: Record<string, string> = { info: 'ℹ', warning: '⚠', error: '✕', success: '✓', default: '•' };

export function renderAlert(block: Block, context: RenderContext): Html {
  const level = Object.hasOwn(ALERT_MARKS, String(block.level)) ? String(block.level) : 'default';
  return html`<div class="b-alert alert-${level}" role="note"><span class="alert-mark" aria-hidden="true">${ALERT_MARKS[level]}</span>
<div class="text" dir="auto">${renderText(block.text, context)}</div></div>`;
}

export function renderCard(block: Json, context: RenderContext, drawElement: DrawElement): Html {
  const blockId = String(block.block_id ?? '');
  const picture = (name: 'hero_image' | 'icon' | 'slack_icon') =>
    block[name] ? renderImageElement(block[name] as Json, context) : null;
  const line = (name: string) =>
    block[name] ? html`<div class="card-${name} text" dir="auto">${renderText(block[name], context)}</div>` : null;
  const actions = Array.isArray(block.actions) ? (block.actions as Json[]) : [];
  return html`<div class="b-card">${block.hero_image ? html`<div class="card-hero">${picture('hero_image')}</div>` : null}
<div class="card-head">${picture('icon')}<div>${line('title')}${line('subtitle')}</div></div>${line('body')}${line('subtext')}
${actions.length > 0 ? html`<div class="b-actions">${actions.map((action) => drawElement(action, blockId, context))}</div>` : null}</div>`;
}

export function renderCarousel(block: Block, context: RenderContext, drawElement: DrawElement): Html {
  const cards = (Array.isArray(block.elements) ? block.elements : []) as Json[];
  return html`<div class="b-carousel" tabindex="0" role="region" aria-label="Cards">${cards.map((card) =>
    renderCard({ block_id: block.block_id, ...card }, context, drawElement),
  )}</div>`;
}

export function renderContainer(block: Block, context: RenderContext, drawBlocks: DrawBlocks): Html {
  const title = block.rich_text_title
    ? renderRichText(block.rich_text_title as unknown as RichTextBlock, context)
    : html`<span dir="auto">${renderText(block.title, context)}</span>`;
  const width = ['narrow', 'wide', 'full'].includes(String(block.width)) ? String(block.width) : 'standard';
  const head = html`${block.icon ? renderImageElement(block.icon as Json, context) : null}<span class="container-titles">
<strong>${title}</strong>${block.subtitle ? html`<span class="quiet" dir="auto">${renderText(block.subtitle, context)}</span>` : null}</span>`;
  const inside = html`<div class="container-inside">${drawBlocks((block.child_blocks ?? []) as Block[], context)}</div>`;
  if (block.is_collapsible) {
    return html`<details class="b-container width-${width}"${attributes({ open: block.default_collapsed !== true })}>
<summary class="container-head">${head}</summary>${inside}</details>`;
  }
  return html`<div class="b-container width-${width}"><div class="container-head${block.has_header_divider ? ' divided' : ''}">${head}</div>${inside}</div>`;
}
