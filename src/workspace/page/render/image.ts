import type { Block, Json } from '../../standin/workspace.ts';
import type { RenderContext } from './context.ts';
import { type Html, html, safeUrl } from './html.ts';
import { renderText } from './text.ts';

/** A picture with its title; pressing it shows it large. */
export function renderImageBlock(block: Block, context: RenderContext): Html {
  const address = imageUrl(block, context);
  const alt = String(block.alt_text ?? '');
  const title = block.title ? html`<figcaption>${renderText(block.title, context)}</figcaption>` : null;
  if (address === null) return html`<figure class="b-image">${title}${missing(alt)}</figure>`;
  return html`<figure class="b-image">${title}<button type="button" class="image-open" data-image aria-label="Show the picture large">
<img src="${address}" alt="${alt}" loading="lazy"></button></figure>`;
}

export function renderVideo(block: Block, context: RenderContext): Html {
  const href = safeUrl(block.title_url) ?? safeUrl(block.video_url);
  const title = html`<strong>${renderText(block.title, context)}</strong>`;
  const thumbnail = safeUrl(block.thumbnail_url);
  return html`<div class="b-video">${thumbnail ? html`<img src="${thumbnail}" alt="${String(block.alt_text ?? '')}" loading="lazy">` : null}
<div>${href ? html`<a href="${href}" target="_blank" rel="noopener noreferrer">${title}</a>` : title}
<div class="quiet">${[block.provider_name, block.author_name].filter(Boolean).join(' · ')}</div>${renderText(block.description, context)}</div></div>`;
}

/** A small picture: an accessory or a part of a context. */
export function renderImageElement(element: Json, context: RenderContext): Html {
  const address = imageUrl(element, context);
  const alt = String(element.alt_text ?? '');
  return address === null
    ? missing(alt)
    : html`<img class="image-element" src="${address}" alt="${alt}" loading="lazy">`;
}

function imageUrl(source: Json, context: RenderContext): string | null {
  const file = source.slack_file as { id?: string; url?: string } | undefined;
  return file ? context.fileUrl(file) : safeUrl(source.image_url);
}

const missing = (alt: string) =>
  html`<span class="image-missing" role="img" aria-label="${alt}">🖼 This picture is not there (yet): ${alt}</span>`;
