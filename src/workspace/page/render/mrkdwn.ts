import { escapeForSlack, escapeForSlackWithMarkdown } from 'slack-to-html';
import type { RenderContext } from './context.ts';
import { formatDate } from './date.ts';
import { type Html, html, safeUrl, trustedHtml } from './html.ts';

/** Stand in for what the library must not touch. Text that already holds them gets U+FFFD instead. */
const STAR = '\ue000';
const TILDE = '\ue001';
const DATE_START = '\ue002';
const DATE_END = '\ue003';
const SPACE = '\ufeff';
const RESERVED = /[\ue000-\ue003\ufeff]/g;
const DATE = /<!date\^(-?\d+)\^([^^|>]*)(?:\^([^|>]*))?(?:\|([^>]*))?>/g;
/**
 * What Slack and the library read differently: a mark between spaces ("5 * 3") or within a word ("a*b") is just a
 * sign, and an underscore at a word's edge may have a sign beside it, where the library wants a space. Links and
 * code are matched first, to be left as they are.
 */
const SET_ASIDE =
  /<[^>]*>|`[^`]*`|(?<=^|\s)[*~](?=\s|$)|(?<=[\p{L}\p{N}])[*~](?=[\p{L}\p{N}])|(?<=[\p{P}\p{S}])_(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}!?.)])_(?=[\p{P}\p{S}])/gu;

/**
 * Slack's mrkdwn as HTML. The work is slack-to-html's; line by line, because there a quote swallows the line after it,
 * and with the stars of "5 * 3 * 2" put aside, which it takes for bold. Dates are ours: they know `{ago}`.
 */
export function renderMrkdwn(text: string, context: RenderContext, { verbatim = false } = {}): Html {
  const dates: Html[] = [];
  const prepared = text.replace(RESERVED, '\ufffd').replace(DATE, (_, seconds, format, link, fallback) => {
    dates.push(renderDate(Number(seconds), format, link, fallback, context));
    return `${DATE_START}${dates.length - 1}${DATE_END}`;
  });
  const parts = verbatim ? [prepared] : prepared.split(/(```[\s\S]*?```)/);
  const markup = parts
    .map((part) => (isFence(part) ? fence(part) : lines(part, context)))
    .join('')
    .replaceAll(STAR, '*')
    .replaceAll(TILDE, '~')
    .replace(/\ue002(\d+)\ue003/g, (_, index) => dates[Number(index)]?.markup ?? '');
  return trustedHtml(markup);
}

/** A date leaf, of mrkdwn or rich_text, in the reader's zone; its exact instant is in the tooltip. */
export function renderDate(
  timestampSeconds: number,
  format: string,
  link: string | undefined,
  fallback: string | undefined,
  context: RenderContext,
): Html {
  const words = formatDate(timestampSeconds, format, context)?.trim() || fallback || String(timestampSeconds);
  const at = new Date(timestampSeconds * 1000);
  if (Number.isNaN(at.getTime())) return html`${words}`;
  const exact = formatDate(timestampSeconds, '{date_long} at {time_secs}', context) ?? '';
  const time = html`<time datetime="${at.toISOString()}" title="${exact} (${context.zone})">${words}</time>`;
  const href = safeUrl(link);
  return href === null ? time : html`<a href="${href}" target="_blank" rel="noopener noreferrer">${time}</a>`;
}

function lines(text: string, context: RenderContext): string {
  const written: string[] = [];
  let quoted: string[] = [];
  let quoteRest = false;
  const closeQuote = () => {
    if (quoted.length > 0) written.push(`<blockquote>${quoted.join('\n')}</blockquote>`);
    quoted = [];
  };
  for (const line of text.split('\n')) {
    const opening = quoteRest ? '' : (line.match(/^\s*(>>>|&gt;&gt;&gt;|>|&gt;) ?/)?.[0] ?? null);
    if (opening === null) {
      closeQuote();
      written.push(inline(line, context));
    } else {
      quoteRest ||= /^\s*(>>>|&gt;&gt;&gt;)/.test(opening);
      quoted.push(inline(line.slice(opening.length), context));
    }
  }
  closeQuote();
  return written.join('\n').replaceAll('\n<blockquote>', '<blockquote>').replaceAll('</blockquote>\n', '</blockquote>');
}

function inline(line: string, context: RenderContext): string {
  const prepared = line.replace(SET_ASIDE, setAside);
  return escapeForSlackWithMarkdown(prepared, library(context)).replaceAll(SPACE, '');
}

function setAside(found: string, offset: number, whole: string): string {
  if (found === '*') return STAR;
  if (found === '~') return TILDE;
  if (found !== '_') return found;
  return /[\p{L}\p{N}]/u.test(whole[offset + 1] ?? '') ? `${SPACE}_` : `_${SPACE}`;
}

const isFence = (part: string) => part.length >= 6 && part.startsWith('```') && part.endsWith('```');

function fence(part: string): string {
  const code = part.slice(3, -3).replace(/^\n/, '').replace(/\n$/, '');
  return `<pre>${escapeForSlack(code, { customEmoji: {} })}</pre>`;
}

function library({ users, channels, usergroups, zone }: RenderContext) {
  return {
    users,
    channels,
    usergroups,
    dateTimeZone: zone,
    classNames: {
      bold: 'mk-bold',
      italics: 'mk-italic',
      strikethrough: 'mk-strike',
      code: 'mk-code',
      userMention: 'mention',
      emoji: 'emoji',
    },
  };
}
