import type { Json } from '../../standin/workspace.ts';
import type { RenderContext } from './context.ts';
import { control, optionsOf, type Placed } from './control.ts';
import { attributes, type Html, html, safeUrl } from './html.ts';
import { plainCharacters, renderText } from './text.ts';

export function renderButton(placed: Placed, context: RenderContext): Html {
  const { element } = placed;
  const look = element.style === 'primary' || element.style === 'danger' ? ` btn-${element.style}` : '';
  const href = safeUrl(element.url);
  const shared = attributes({
    class: `btn${look}`,
    'data-value': typeof element.value === 'string' ? element.value : null,
    'aria-label': typeof element.accessibility_label === 'string' ? element.accessibility_label : null,
  });
  const words = html`<span class="btn-words">${renderText(element.text, context)}</span>`;
  if (href === null) return control(placed, 'button', html`<button type="button"${shared}>${words}</button>`, context);
  const link = html`<a href="${href}" target="_blank" rel="noopener noreferrer"${shared}>${words}<span class="btn-out" aria-hidden="true">↗</span></a>`;
  return control(placed, 'button', link, context);
}

/** The "⋯" menu. */
export function renderOverflow(placed: Placed, context: RenderContext): Html {
  const items = optionsOf(placed.element.options).map((option, index) => {
    const href = safeUrl((placed.element.options as Json[])[index]?.url);
    const words = html`${renderText(option.text, context)}${option.description ? html`<small>${renderText(option.description, context)}</small>` : null}`;
    return href
      ? html`<a role="menuitem" class="menu-item" href="${href}" target="_blank" rel="noopener noreferrer" data-value="${option.value}">${words}</a>`
      : html`<button type="button" role="menuitem" class="menu-item" data-value="${option.value}">${words}</button>`;
  });
  const menu = html`<button type="button" class="btn btn-overflow" data-menu aria-haspopup="menu" aria-expanded="false" aria-label="More actions">
<span aria-hidden="true">⋯</span></button><span class="menu" role="menu" hidden>${items}</span>`;
  return control(placed, 'overflow', menu, context);
}

/** Thumbs under an answer of an app. */
export function renderFeedbackButtons(placed: Placed, context: RenderContext): Html {
  const side = (name: 'positive_button' | 'negative_button', icon: string) => {
    const button = placed.element[name] as Json | undefined;
    const words = plainCharacters(button?.text);
    return html`<button type="button" class="btn btn-icon" data-value="${String(button?.value ?? '')}" title="${words}"
 aria-label="${String(button?.accessibility_label ?? words)}"><span aria-hidden="true">${icon}</span></button>`;
  };
  const both = html`${side('positive_button', '👍')}${side('negative_button', '👎')}`;
  return control(placed, 'feedback-buttons', both, context);
}

export function renderIconButton(placed: Placed, context: RenderContext): Html {
  const { element } = placed;
  const words = plainCharacters(element.text);
  const visibleTo = element.visible_to_user_ids;
  if (Array.isArray(visibleTo) && !visibleTo.includes(context.readerId)) return html``;
  const button = html`<button type="button" class="btn btn-icon"${attributes({
    'data-value': typeof element.value === 'string' ? element.value : null,
    title: words,
    'aria-label': String(element.accessibility_label ?? words),
  })}><span aria-hidden="true">${element.icon === 'trash' ? '🗑' : '●'}</span></button>`;
  return control(placed, 'icon-button', button, context);
}
