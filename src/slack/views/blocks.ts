import type {
  ActionsBlock,
  Block,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  ImageBlock,
  KnownBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextQuote,
  RichTextSection,
  SectionBlock,
} from '@slack/types';
import { isWebAddress } from '../../csat/conversation-url.ts';
import { firstMatchAt, piecesOf } from '../../csat/matches.ts';
import { cleanLine, cleanText, cut, escapeMrkdwn } from './text.ts';

/** A picture that Slack holds, one at an address, or Slack's own chart, which its type package does not know yet. */
export type ChartBlock = ImageBlock | Block;

const MAX_BUTTON_TEXT = 75;
const MAX_BUTTON_VALUE = 2_000;
const MAX_URL = 3_000;

type Style = { bold?: boolean; italic?: boolean; code?: boolean };

/** Our own words, or anybody's: a leaf is shown as it is, never parsed. Slack refuses an empty one. */
export const leaf = (text: string, style?: Style): RichTextElement => ({
  type: 'text',
  text: text === '' ? ' ' : text,
  ...(style && { style }),
});

/** Text from outside, over several lines; `placeholder` (ours) stands where nothing can be seen of it. */
export function outside(text: string | null, maxCharacters: number, placeholder: string): RichTextElement {
  const clean = cut(cleanText(text ?? ''), maxCharacters);
  return clean === '' ? leaf(placeholder, { italic: true }) : leaf(clean);
}

const MOST_MARKS = 10;

/** `outside` with the words that were searched for marked, in the first ten places; what comes long before the first of them is cut. */
export function outsideMarked(
  text: string | null,
  maxCharacters: number,
  placeholder: string,
  words: string | null,
): RichTextElement[] {
  if (words === null) return [outside(text, maxCharacters, placeholder)];
  const clean = cleanText(text ?? '');
  const first = firstMatchAt(clean, words);
  if (first === null) return [outside(clean, maxCharacters, placeholder)];
  const shown = first < maxCharacters / 2 ? clean : `…${clean.slice(first - 200).replace(/^[\udc00-\udfff]/, '')}`;
  return piecesOf(cut(shown, maxCharacters), words, MOST_MARKS).map((piece) =>
    piece.matched ? leaf(piece.text, { code: true }) : leaf(piece.text),
  );
}

/** Text from outside on one line, for names, locales and topics. */
export const outsideLine = (text: string, maxCharacters: number, style?: Style): RichTextElement =>
  leaf(cut(cleanLine(text), maxCharacters) || '(empty)', style);

/** An instant in the reader's own zone and language. */
export const when = (at: Date): RichTextElement => ({
  type: 'date',
  timestamp: seconds(at),
  format: '{date_short_pretty} at {time}',
  fallback: utc(at),
});

/** A person by Slack id; whatever else it is, as plain text. */
export const person = (userId: string): RichTextElement =>
  /^[UW][A-Z0-9]{2,}$/.test(userId) ? { type: 'user', user_id: userId } : outsideLine(userId, 80);

/** A link to an address of http or https; as plain text where it is none. */
export const linkTo = (url: string, text: string): RichTextElement =>
  isWebAddress(url) && url.length <= MAX_URL ? { type: 'link', url, text } : leaf(text);

export const line = (...elements: RichTextElement[]): RichTextSection => ({ type: 'rich_text_section', elements });
export const quote = (...elements: RichTextElement[]): RichTextQuote => ({ type: 'rich_text_quote', elements });
export const richText = (...elements: RichTextBlock['elements']): RichTextBlock => ({ type: 'rich_text', elements });

/** mrkdwn of our own words only: text from outside belongs into a leaf. */
export const mrkdwn = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });
/** Shown as it is. */
export const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false });
/** An instant in the reader's own zone, within mrkdwn. */
export const whenMrkdwn = (at: Date): string => `<!date^${seconds(at)}^{date_short_pretty} at {time}|${utc(at)}>`;

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(cut(text, 150)) });
export const section = (text: MrkdwnElement | PlainTextElement, accessory?: Button): SectionBlock => ({
  type: 'section',
  text,
  ...(accessory && { accessory }),
});
export const note = (...elements: (MrkdwnElement | PlainTextElement)[]): ContextBlock => ({
  type: 'context',
  elements,
});
export const divider = (): DividerBlock => ({ type: 'divider' });

/** A row of buttons; those that are null are left out, and the whole row where none is left. */
export function buttons(...elements: (Button | Overflow | null)[]): ActionsBlock[] {
  const present = elements.filter((element) => element !== null);
  return present.length === 0 ? [] : [{ type: 'actions', elements: present }];
}

/** null: the value is longer than Slack would give back. */
export function button(
  actionId: string,
  text: string,
  value: string,
  options: { primary?: boolean; label?: string } = {},
): Button | null {
  if (value.length > MAX_BUTTON_VALUE) return null;
  return {
    type: 'button',
    action_id: actionId,
    text: plain(text),
    value,
    ...(options.primary && { style: 'primary' as const }),
    ...(options.label !== undefined && { accessibility_label: cut(options.label, MAX_BUTTON_TEXT) }),
  };
}

/** Up to five more choices behind three dots, each with a value of at most 75 characters. */
export const menu = (actionId: string, choices: [text: string, value: string][]): Overflow => ({
  type: 'overflow',
  action_id: actionId,
  options: choices.map(([text, value]) => ({ text: plain(text), value })),
});

/** null: there is no address, or it is longer than Slack takes. */
export function linkButton(actionId: string, text: string, url: string | null): Button | null {
  if (url === null || url.length > MAX_URL) return null;
  return { type: 'button', action_id: actionId, text: plain(text), url };
}

/** Slack's type package lags behind Slack: a chart of its own is a block that the package cannot name. */
export const asKnownBlock = (block: ChartBlock): KnownBlock => block as KnownBlock;

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
/** What a client shows that cannot format dates: "2026-11-09 08:09 UTC". */
const utc = (at: Date) => escapeMrkdwn(`${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`);
