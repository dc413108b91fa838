import type { RichTextBlock } from '@slack/types';
import type { Block, Json } from '../../standin/workspace.ts';
import type { RenderContext } from './context.ts';
import { type Html, html, safeUrl } from './html.ts';
import { renderRichText } from './rich-text.ts';

const STATUS_MARKS: Record<string, string> = { pending: '○', in_progress: '◐', complete: '✓', error: '✕' };

export function renderTaskCard(block: Json, context: RenderContext): Html {
  const part = (value: unknown) => (value ? renderRichText(value as RichTextBlock, context) : null);
  const status = Object.hasOwn(STATUS_MARKS, String(block.status)) ? String(block.status) : 'pending';
  const sources = (Array.isArray(block.sources) ? block.sources : []) as Json[];
  return html`<div class="b-task task-${status}"><div><span class="task-mark" role="img" aria-label="${status.replace('_', ' ')}">${STATUS_MARKS[status]}</span>
<strong dir="auto">${String(block.title ?? '')}</strong></div>${part(block.details)}${part(block.output)}${sources.map(
    (source) => {
      const href = safeUrl(source.url);
      return href
        ? html`<a href="${href}" target="_blank" rel="noopener noreferrer">${String(source.text)}</a> `
        : html`${String(source.text)} `;
    },
  )}</div>`;
}

export function renderPlan(block: Block, context: RenderContext): Html {
  const tasks = (Array.isArray(block.tasks) ? block.tasks : []) as Json[];
  return html`<div class="b-plan"><strong dir="auto">${String(block.title ?? '')}</strong>${tasks.map((task) => renderTaskCard(task, context))}</div>`;
}
