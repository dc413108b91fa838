import type { RichTextBlock, RichTextBlockElement, RichTextElement } from '@slack/types';
import type { RenderContext } from './context.ts';
import { emojiCharacter } from './emoji.ts';
import { type Html, html, safeUrl } from './html.ts';
import { renderDate } from './mrkdwn.ts';

/** A rich_text block or cell. Text leaves are shown as they are: no mrkdwn, no entities. */
export function renderRichText(block: RichTextBlock, context: RenderContext): Html {
  return html`<div class="rich-text" dir="auto">${block.elements.map((element) => renderElement(element, context))}</div>`;
}

function renderElement(element: RichTextBlockElement, context: RenderContext): Html {
  switch (element.type) {
    case 'rich_text_section':
      return html`<div class="rt-section" dir="auto">${leaves(element.elements, context)}</div>`;
    case 'rich_text_quote':
      return html`<blockquote dir="auto">${leaves(element.elements, context)}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre dir="auto">${leaves(element.elements, context)}</pre>`;
    case 'rich_text_list':
      return renderList(element, context);
    default:
      return html`<p class="cannot-draw">This stand-in cannot draw rich text of type “${String((element as { type: unknown }).type)}”.</p>`;
  }
}

function renderList(list: Extract<RichTextBlockElement, { type: 'rich_text_list' }>, context: RenderContext): Html {
  const items = list.elements.map((item) => html`<li dir="auto">${leaves(item.elements, context)}</li>`);
  const indent = Math.min(Math.max(Number(list.indent ?? 0) || 0, 0), 8);
  const name = `rt-list indent-${indent}${list.border ? ' bordered' : ''}`;
  const start = Number((list as { offset?: unknown }).offset ?? 0) + 1;
  if (list.style === 'ordered')
    return html`<ol class="${name}" start="${Number.isFinite(start) ? start : 1}">${items}</ol>`;
  return html`<ul class="${name}">${items}</ul>`;
}

const leaves = (elements: RichTextElement[], context: RenderContext) =>
  elements.map((leaf) => renderLeaf(leaf, context));

function renderLeaf(leaf: RichTextElement, context: RenderContext): Html {
  return styled(bareLeaf(leaf, context), leaf.style);
}

function bareLeaf(leaf: RichTextElement, context: RenderContext): Html {
  switch (leaf.type) {
    case 'text':
      return html`${leaf.text}`;
    case 'link': {
      const href = safeUrl(leaf.url);
      const label = leaf.text || leaf.url;
      return href ? html`<a href="${href}" target="_blank" rel="noopener noreferrer">${label}</a>` : html`${label}`;
    }
    case 'user':
      return mention(`@${context.users[leaf.user_id] ?? leaf.user_id}`, leaf.user_id === context.readerId);
    case 'usergroup':
      return mention(context.usergroups[leaf.usergroup_id] ?? `@${leaf.usergroup_id}`);
    case 'channel':
      return mention(`#${context.channels[leaf.channel_id] ?? leaf.channel_id}`);
    case 'team':
      return mention(leaf.team_id);
    case 'broadcast':
      return mention(`@${leaf.range}`, true);
    case 'emoji':
      return html`<span class="emoji" title=":${leaf.name}:">${emojiCharacter(leaf.name) ?? `:${leaf.name}:`}</span>`;
    case 'color':
      return html`<code>${leaf.value}</code>`;
    case 'date':
      return renderDate(leaf.timestamp, leaf.format, leaf.url, leaf.fallback, context);
    default:
      return html`<span class="cannot-draw">[${String((leaf as { type: unknown }).type)}]</span>`;
  }
}

const mention = (words: string, forReader = false) =>
  html`<span class="${forReader ? 'mention mention-reader' : 'mention'}">${words}</span>`;

function styled(content: Html, style: RichTextElement['style']): Html {
  let result = content;
  if (style?.code) result = html`<code>${result}</code>`;
  if (style?.strike) result = html`<s>${result}</s>`;
  if (style?.underline) result = html`<u>${result}</u>`;
  if (style?.italic) result = html`<em>${result}</em>`;
  if (style?.bold) result = html`<strong>${result}</strong>`;
  return result;
}
