import { expandEmoji } from 'slack-to-html';
import type { RenderContext } from './context.ts';
import { emojiCharacters } from './emoji.ts';
import { escapeHtml, type Html, nothing, trustedHtml } from './html.ts';
import { renderMrkdwn } from './mrkdwn.ts';

/** A plain_text or mrkdwn object, as Block Kit sends it. */
export type TextObject = { type?: unknown; text?: unknown; emoji?: unknown; verbatim?: unknown };

/** A text object as HTML; text that is missing is nothing. */
export function renderText(value: unknown, context: RenderContext): Html {
  const object = value as TextObject | null | undefined;
  if (typeof object?.text !== 'string') return nothing;
  if (object.type === 'mrkdwn') return renderMrkdwn(object.text, context);
  return renderPlain(object.text, object.emoji !== false);
}

/** Plain text; `:thumbsup:` becomes the emoji unless `emoji` is false. */
export function renderPlain(text: string, emoji = true): Html {
  const escaped = escapeHtml(text);
  return trustedHtml(emoji ? expandEmoji(escaped) : escaped);
}

/** The bare characters of a text object, for attributes and `<option>`. */
export function plainCharacters(value: unknown): string {
  const text = (value as TextObject | null | undefined)?.text;
  return typeof text === 'string' ? emojiCharacters(text) : '';
}
