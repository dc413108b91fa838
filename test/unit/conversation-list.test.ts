import { describe, expect, test } from 'vitest';
import { ANY_CONVERSATION } from '../../src/csat/filters.ts';
import { parseConversationKey, parseListPlace } from '../../src/slack/carried.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { type ConversationList, conversationList } from '../../src/slack/views/conversations.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';
import { HOSTILE_TEXTS, summary } from '../support/samples.ts';

const list = (overrides: Partial<ConversationList> = {}): ConversationList => ({
  feedback: 'downvote',
  filter: ANY_CONVERSATION,
  page: { conversations: [summary()], next: null, previous: null },
  at: { after: null, before: null },
  total: 1,
  problems: [],
  ...overrides,
});

test('a row has the question, the reason, when, the satisfaction, thumbs, where it comes from, its triage, and opens', () => {
  expect(conversationList(list())).toEqual({
    text: 'Downvotes: 1 of 1 conversation, newest first.',
    blocks: [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Downvotes', style: { bold: true } },
              { type: 'text', text: '  ·  ' },
              { type: 'text', text: '1 conversation' },
            ],
          },
        ],
      },
      { type: 'divider' },
      {
        type: 'section',
        text: { type: 'plain_text', text: 'Where is my parcel?\n“Nobody answered my question.”', emoji: false },
      },
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            text: '<!date^1794211740^{date_short_pretty} at {time}|2026-11-09 08:09 UTC>  ·  Negative 1 of 5  ·  👍 0 up  👎 1 down',
            verbatim: true,
          },
          { type: 'plain_text', text: '·  shop  ·  de-DE  ·  shipping  ·  triage: open', emoji: false },
        ],
      },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'list_transcript',
            text: { type: 'plain_text', text: 'Open', emoji: false },
            value: '["shop","c-1",{"feedback":"downvote","filter":{}}]',
            accessibility_label: 'Open the transcript',
          },
          {
            type: 'button',
            action_id: 'list_triage',
            text: { type: 'plain_text', text: 'Triage', emoji: false },
            value: '["shop","c-1",{"feedback":"downvote","filter":{}}]',
            accessibility_label: 'Triage: what should happen, and who does it',
          },
        ],
      },
    ],
  });
});

test('a title goes before the first question, and an unrated row shows when it started', () => {
  const row = summary({
    title: 'Parcel lost',
    ratedAt: null,
    satisfaction: 'Unknown',
    score: null,
    negativeReason: null,
  });
  const words = wordsOf(conversationList(list({ page: { conversations: [row], next: null, previous: null } })));
  expect(words).toContain('Parcel lost');
  expect(words).not.toContain('Where is my parcel?');
  expect(words).toMatch(/1794211200.*Unknown {1,2}·/);
});

test('the filters stand above the list as they can be typed, the period with both its days', () => {
  const filter = {
    ...ANY_CONVERSATION,
    topics: ['gift cards'],
    period: { zone: 'Europe/Berlin', from: '2026-11-09', to: '2026-11-16' },
  };
  expect(wordsOf(conversationList(list({ filter })))).toContain('9–15 Nov 2026 (Europe/Berlin) · topic:"gift cards"');
});

test('Newer and Older carry the list and their cursor, and are there only when there is more', () => {
  const page = { conversations: [summary()], next: 'older-cursor', previous: 'newer-cursor' };
  const filter = { ...ANY_CONVERSATION, words: 'late "parcel"' };
  const view = conversationList(list({ filter, page }));
  const place = (actionId: string) => parseListPlace(String(elementsOf(view, actionId)[0]?.value));
  expect(place(ACTION.olderConversations)).toEqual({
    feedback: 'downvote',
    filter,
    after: 'older-cursor',
    before: null,
  });
  expect(place(ACTION.newerConversations)).toEqual({
    feedback: 'downvote',
    filter,
    after: null,
    before: 'newer-cursor',
  });
  expect(elementsOf(conversationList(list()), ACTION.olderConversations)).toEqual([]);
});

test('filters that a button cannot carry are said to be too long to turn pages', () => {
  const filter = { ...ANY_CONVERSATION, topics: Array.from({ length: 300 }, (_, n) => `topic ${n}`) };
  const page = { conversations: [summary()], next: 'older', previous: null };
  expect(wordsOf(conversationList(list({ filter, page })))).toContain('too long to turn pages');
});

test('a total over 1,000 is not counted further', () => {
  expect(wordsOf(conversationList(list({ total: 1_001 })))).toContain('more than 1,000 conversations');
});

test('an empty list says what was asked and what to try next', () => {
  const filter = { ...ANY_CONVERSATION, locales: ['de'] };
  const view = conversationList(list({ filter, total: 0, page: { conversations: [], next: null, previous: null } }));
  expect(view.text).toBe('Downvotes: no conversation matches.');
  expect(wordsOf(view)).toMatch(/locale:de.*No conversation matches.*Leave a filter out.*\/csat help/);
});

test('what could not be read is named above the rows', () => {
  const problems = [{ text: 'tpic:x', suggestion: 'Did you mean topic:x?' }];
  expect(wordsOf(conversationList(list({ problems })))).toContain('Not understood: tpic:x . Did you mean topic:x?');
});

test('what finds no line of its own is named as well, and a suggestion is long enough to be typed back', () => {
  const problems = Array.from({ length: 8 }, (_, n) => ({ text: `w${n}`, suggestion: `"${'x'.repeat(250)}"` }));
  const said = wordsOf(conversationList(list({ problems })));
  expect(said).toContain('and 3 more: w5, w6, w7');
  expect(said).toContain(`"${'x'.repeat(250)}"`);
});

test('days say of which zone they are, of UTC as well', () => {
  const period = { zone: 'UTC', from: '2026-11-09', to: '2026-11-16' };
  expect(wordsOf(conversationList(list({ filter: { ...ANY_CONVERSATION, period } })))).toContain('9–15 Nov 2026 (UTC)');
  const open = { ...period, from: '1970-01-01' };
  expect(wordsOf(conversationList(list({ filter: { ...ANY_CONVERSATION, period: open } })))).toContain(
    'until 15 Nov 2026 (UTC)',
  );
});

describe('whatever was written', () => {
  test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('%j fits in ten rows', (_name, text) => {
    const row = summary({
      assistant: text || 'shop',
      id: text || 'c-1',
      title: text,
      firstQuestion: text,
      negativeReason: text,
      locale: text,
      topics: [text, text, text, text],
    });
    const conversations = Array.from({ length: 10 }, () => row);
    const filter = { ...ANY_CONVERSATION, assistants: [text], topics: [text], words: text };
    const page = { conversations, next: 'n'.repeat(200), previous: 'p'.repeat(200) };
    const problems = Array.from({ length: 9 }, () => ({ text, suggestion: text }));
    assertFitsSlack(conversationList(list({ filter, page, problems, total: 1_001 })));
  });

  test('a key that a button can carry comes back as it was', () => {
    const row = summary({ id: 'a"b]\u2028👍' });
    const [open] = elementsOf(
      conversationList(list({ page: { conversations: [row], next: null, previous: null } })),
      ACTION.openTranscript,
    );
    expect(parseConversationKey(String(open?.value))).toEqual({ assistant: 'shop', id: 'a"b]\u2028👍' });
  });
});
