/** Markup that is safe to put into the page. Made only by `html` and `trustedHtml`. */
export type Html = { readonly markup: string };
export type HtmlPart = Html | string | number | null | undefined | false | readonly HtmlPart[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** What cannot stand in an HTML document: control characters and halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/gu;

export function escapeHtml(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A template whose every value is escaped, unless it is `Html` itself. Attributes must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: HtmlPart[]): Html {
  const markup = strings.reduce((soFar, literal, index) => soFar + markupOf(parts[index - 1]) + literal);
  return { markup };
}

/** Takes markup as it is. Only for the output of a renderer that escapes. */
export function trustedHtml(markup: string): Html {
  return { markup };
}

export const nothing: Html = { markup: '' };

/** Attributes by name: null and false are left out, true stands alone. The names must be our own. */
export function attributes(values: Record<string, string | number | boolean | null | undefined>): Html {
  const written = Object.entries(values)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`));
  return { markup: written.join('') };
}

function markupOf(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  if (Array.isArray(part)) return part.map(markupOf).join('');
  return (part as Html).markup;
}

/** The address if a browser may follow it, else null: `javascript:` and its like never reach an attribute. */
export function safeUrl(address: unknown): string | null {
  if (typeof address !== 'string') return null;
  const trimmed = address.trim();
  return /^(https?:\/\/|mailto:|tel:)/i.test(trimmed) ? trimmed : null;
}
