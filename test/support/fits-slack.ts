import { expect } from 'vitest';
import { checkMessage } from '../../src/workspace/standin/limits/message.ts';
import { checkView } from '../../src/workspace/standin/limits/view.ts';

type Says = { text?: string; blocks: readonly object[]; type?: string };
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

/** Slack would take the message or view, its line for notifications is one real line, and nothing in it pings or hides. */
export function assertFitsSlack(says: Says): void {
  const json = asJson(says);
  if (says.type === 'modal' || says.type === 'home') {
    expect(checkView(json)).toEqual([]);
  } else {
    expect(checkMessage({ text: says.text ?? '', blocks: json.blocks, attachments: [] }, 4_000)).toBeNull();
    expect(says.text).toMatch(/^\S[^\n]*$/);
    expect(says.text?.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&]/);
  }
  assertSpoken(json);
  const strings = stringsOf(json);
  const visible = strings.map(({ text }) => text).join('\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(visible).not.toMatch(/[\0\u0007\u001b\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u);
  for (const { text } of strings.filter(({ parsed }) => parsed)) {
    // Of what Slack parses only our own dates may be there.
    expect(text.replace(/<!date\^\d+\^[^|>]*\|[^>]*>/g, '')).not.toMatch(/[<>]/);
  }
}

/** Whoever speaks to their machine says what they see: a button's label begins with its text. */
function assertSpoken(says: object): void {
  JSON.stringify(says, (_key, value) => {
    if (value?.type === 'button' && value.accessibility_label !== undefined)
      expect(value.accessibility_label.slice(0, value.text.text.length)).toBe(value.text.text);
    return value;
  });
}

type Found = { text: string; parsed: boolean };

function stringsOf(value: unknown): Found[] {
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  if (typeof value !== 'object' || value === null) return [];
  const parsed = Reflect.get(value, 'type') === 'mrkdwn';
  const SHOWN = ['text', 'fallback', 'alt_text', 'accessibility_label', 'title'];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner === 'string') return SHOWN.includes(key) ? [{ text: inner, parsed }] : [];
    return stringsOf(inner);
  });
}

/** Everything that a message or view says, in order, for tests of its words. */
export function wordsOf(says: { blocks: readonly object[] }): string {
  return stringsIn(says.blocks).join(' ').replace(/\s+/g, ' ');
}

function stringsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner === 'string') return key === 'text' || key === 'user_id' || key === 'fallback' ? [inner] : [];
    return stringsIn(inner);
  });
}

/** The elements of a message or view with an action id, by that id. */
export function elementsOf(says: { blocks: readonly object[] }, actionId: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  JSON.stringify(says.blocks, (_key, value) => {
    if (typeof value === 'object' && value !== null && value.action_id === actionId) found.push(value);
    return value;
  });
  return found;
}
