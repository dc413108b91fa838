import type { Block, Json } from '../../standin/workspace.ts';
import { renderBlocks } from './block.ts';
import type { RenderContext } from './context.ts';
import { attributes, type Html, html, safeUrl } from './html.ts';
import { renderMrkdwn } from './mrkdwn.ts';

const NAMED_COLOURS: Record<string, string> = { good: '#2eb67d', warning: '#d9a514', danger: '#d3405c' };

/** A legacy attachment: blocks or the old fields behind a coloured stripe. */
export function renderAttachment(attachment: Json, context: RenderContext): Html {
  const colour = colourOf(attachment.color);
  const stripe = html`<svg class="stripe" aria-hidden="true"><rect width="4" height="100%" rx="2"${attributes({ fill: colour })}/></svg>`;
  const inside = Array.isArray(attachment.blocks)
    ? renderBlocks(attachment.blocks as Block[], context)
    : renderOldFields(attachment, context);
  return html`<div class="attachment">${stripe}<div class="attachment-inside">${inside}</div></div>`;
}

function renderOldFields(attachment: Json, context: RenderContext): Html {
  const line = (name: string) =>
    typeof attachment[name] === 'string'
      ? html`<div class="text" dir="auto">${renderMrkdwn(attachment[name], context)}</div>`
      : null;
  const href = safeUrl(attachment.title_link);
  const title = typeof attachment.title === 'string' ? html`<strong>${attachment.title}</strong>` : null;
  const fields = (Array.isArray(attachment.fields) ? attachment.fields : []) as Json[];
  const image = safeUrl(attachment.image_url);
  const shown = html`${line('pretext')}${title && (href ? html`<a href="${href}" target="_blank" rel="noopener noreferrer">${title}</a>` : title)}${line('text')}
${fields.length > 0 ? html`<div class="b-fields">${fields.map((field) => html`<div class="text"><strong>${String(field.title ?? '')}</strong><br>${renderMrkdwn(String(field.value ?? ''), context)}</div>`)}</div>` : null}
${image ? html`<img src="${image}" alt="" loading="lazy">` : null}${line('footer')}`;
  return attachment.text || attachment.title || fields.length > 0 || image ? shown : html`${line('fallback')}`;
}

function colourOf(colour: unknown): string | null {
  const name = String(colour ?? '');
  if (Object.hasOwn(NAMED_COLOURS, name)) return NAMED_COLOURS[name] ?? null;
  return /^#?[0-9a-f]{6}$/i.test(name) ? `#${name.replace('#', '')}` : null;
}
