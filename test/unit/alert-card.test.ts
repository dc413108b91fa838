import { describe, expect, test } from 'vitest';
import type { Conversation, Turn } from '../../src/csat/conversation.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { alertCard } from '../../src/slack/views/alert-card.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';
import { alert, conversation, HOSTILE_TEXTS, turn } from '../support/samples.ts';

test('a card says who, why, the turn that hurt, and offers what can be done', () => {
  expect(alertCard(alert())).toEqual({
    text: 'Downvote in Shop: “Nobody answered my question.”',
    blocks: [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: '👎 ' },
              { type: 'text', text: 'Downvote', style: { bold: true } },
              { type: 'text', text: '  ·  ' },
              { type: 'text', text: 'Shop', style: { bold: true } },
              { type: 'text', text: '  ·  ' },
              { type: 'text', text: 'de-DE' },
              { type: 'text', text: '  ·  ' },
              { type: 'text', text: 'shipping' },
              { type: 'text', text: '  ·  ' },
              {
                type: 'date',
                timestamp: 1_794_211_740,
                format: '{date_short_pretty} at {time}',
                fallback: '2026-11-09 08:09 UTC',
              },
            ],
          },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'Nobody answered my question.' }] },
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Asked  ', style: { bold: true } },
              { type: 'text', text: 'Where is my parcel?' },
            ],
          },
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Answered  ', style: { bold: true } },
              { type: 'text', text: 'You can return it within 30 days.' },
              { type: 'text', text: '  👎 thumbs down' },
            ],
          },
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Then  ', style: { bold: true } },
              { type: 'text', text: 'I asked where it is!' },
            ],
          },
        ],
      },
      { type: 'context', elements: [{ type: 'plain_text', text: '👍 0 up  👎 1 down  ·  3 messages', emoji: false }] },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'alert_acknowledge',
            text: { type: 'plain_text', text: 'Acknowledge', emoji: false },
            value: '7',
            style: 'primary',
            accessibility_label: 'Acknowledge: I take care of this one',
          },
          {
            type: 'button',
            action_id: 'alert_transcript',
            text: { type: 'plain_text', text: 'Transcript', emoji: false },
            value: '7',
          },
          {
            type: 'button',
            action_id: 'alert_triage',
            text: { type: 'plain_text', text: 'Triage', emoji: false },
            value: '7',
            accessibility_label: 'Triage: what should happen, and who does it',
          },
          {
            type: 'button',
            action_id: 'conversation_link',
            text: { type: 'plain_text', text: 'Open conversation', emoji: false },
            url: 'https://shop.example/chats/c-1',
          },
          {
            type: 'overflow',
            action_id: 'alert_acknowledge_for',
            options: [
              ['Acknowledge for 1 hour', '7:1h'],
              ['Acknowledge for 4 hours', '7:4h'],
              ['Acknowledge until tomorrow 9:00', '7:tomorrow'],
            ].map(([text, value]) => ({ text: { type: 'plain_text', text, emoji: false }, value })),
          },
        ],
      },
    ],
  });
});

test('until a reason comes the card says that there is none yet', () => {
  const rating = {
    verdict: 'down' as const,
    score: 1,
    negativeReason: null,
    ratedAt: new Date('2026-11-09T08:09:00Z'),
  };
  const card = alertCard(alert({ conversation: conversation({ rating }) }));
  expect(wordsOf(card)).toContain('No reason given yet');
  expect(card.text).toBe('Downvote in Shop: no reason given yet');
});

test('once acknowledged it names who after how long, and the button is gone', () => {
  const card = alertCard(alert({ acknowledged: { by: 'U0ANNA', at: new Date('2026-11-09T10:14:30Z') } }));
  expect(wordsOf(card)).toContain('✅ Acknowledged by U0ANNA after 2 h 5 min');
  expect(elementsOf(card, ACTION.acknowledge)).toEqual([]);
  expect(elementsOf(card, ACTION.openAlertTranscript)).toHaveLength(1);
});

test('what somebody has for a while offers to keep it, for longer or for good', () => {
  const at = new Date('2026-11-09T10:14:30Z');
  const held = { acknowledged: { by: 'U0ANNA', at }, acknowledgedUntil: new Date('2026-11-09T11:14:30Z') };
  const card = alertCard(alert(held));
  expect(elementsOf(card, ACTION.acknowledge)).toMatchObject([{ value: '7', text: { text: 'Keep for good' } }]);
  expect(wordsOf(card)).toContain('Keep for 4 hours from now');
  const withdrawn = alertCard(alert({ ...held, conversation: conversation({ rating: null }) }));
  expect([ACTION.acknowledge, ACTION.acknowledgeFor].flatMap((id) => elementsOf(withdrawn, id))).toEqual([]);
});

describe('the card of a single thumb', () => {
  const answered = (id: string, body: string, thumb: Turn['thumb']) => turn({ id, body, thumb });
  const thumbed = (value: 'up' | 'down' | null, rating: Conversation['rating'] = null) =>
    alert({
      messageId: 'm-2',
      conversation: conversation({
        rating,
        turns: [
          turn({ id: 'm-1', role: 'shopper', body: 'Where is my parcel?' }),
          answered('m-2', 'It is on its way.', value === null ? null : { value, reason: 'no date', givenAt }),
          turn({ id: 'm-3', role: 'shopper', body: 'And my refund?' }),
          answered('m-4', 'You can return it.', { value: 'down', reason: null, givenAt }),
        ],
      }),
    });
  const givenAt = new Date('2026-11-09T08:01:00Z');

  test('says that, of which answer, with the reason of the thumb and without a rating', () => {
    const card = alertCard(thumbed('down'));
    expect(card.text).toBe('Thumb down in Shop: “no date”');
    expect(wordsOf(card)).toMatch(/Asked Where is my parcel\? Answered It is on its way\. .*Then And my refund\?/);
    expect(elementsOf(card, ACTION.acknowledge)).toHaveLength(1);
  });

  test('says what the thumb became, whatever the rating is', () => {
    const rating = { verdict: 'down' as const, score: 1, negativeReason: 'All bad', ratedAt: givenAt };
    for (const [value, words] of [['up', 'Changed to a thumb up'] as const, [null, 'Thumb down withdrawn'] as const]) {
      const card = alertCard(thumbed(value, rating));
      expect(card.text).toContain(words);
      expect(wordsOf(card)).not.toContain('All bad');
      expect(elementsOf(card, ACTION.acknowledge)).toEqual([]);
    }
    expect(alertCard({ ...thumbed('down'), conversation: null }).text).toBe(
      'A thumb down: the conversation was erased.',
    );
  });
});

test('an acknowledgement before the card was visible has no duration', () => {
  const acknowledged = { by: 'U0ANNA', at: new Date('2026-11-09T08:09:00Z') };
  expect(wordsOf(alertCard(alert({ acknowledged })))).toMatch(
    /Acknowledged by U0ANNA 👍|Acknowledged by U0ANNA Transcript/,
  );
});

test.each([
  ['up', 'Changed to an upvote'],
  ['neutral', 'Changed to a neutral rating'],
] as const)('a verdict that became %s says so and needs nobody any more', (verdict, words) => {
  const rating = { verdict, score: null, negativeReason: null, ratedAt: new Date('2026-11-09T09:00:00Z') };
  const card = alertCard(alert({ conversation: conversation({ rating }) }));
  expect(wordsOf(card)).toContain(words);
  expect(card.text).toContain(words);
  expect(elementsOf(card, ACTION.acknowledge)).toEqual([]);
});

test('a rating that was withdrawn says so', () => {
  const card = alertCard(alert({ conversation: conversation({ rating: null }) }));
  expect(wordsOf(card)).toContain('Downvote withdrawn');
  expect(elementsOf(card, ACTION.acknowledge)).toEqual([]);
});

test('an erased conversation leaves nothing of itself and no button', () => {
  const card = alertCard(
    alert({ conversation: null, acknowledged: { by: 'U0ANNA', at: new Date('2026-11-09T09:00:00Z') } }),
  );
  expect(wordsOf(card)).toContain('The conversation was erased');
  expect(card.blocks.map(({ type }) => type)).toEqual(['rich_text', 'rich_text']);
});

test('a conversation without messages is said to have none', () => {
  expect(wordsOf(alertCard(alert({ conversation: conversation({ turns: [] }) })))).toContain('has no messages');
});

describe('whatever was written', () => {
  test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('%j fits Slack and pings nobody', (_name, text) => {
    const hostile = conversation({
      assistantName: text,
      locale: text,
      topics: Array.from({ length: 50 }, () => text),
      url: `https://shop.example/${encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''))}`,
      rating: { verdict: 'down', score: 1, negativeReason: text, ratedAt: new Date('2026-11-09T08:09:00Z') },
      turns: [
        turn({ role: 'shopper', body: text }),
        turn({ body: text, thumb: { value: 'down', reason: text, givenAt: new Date('2026-11-09T08:01:00Z') } }),
        turn({ role: 'shopper', body: text }),
      ],
    });
    assertFitsSlack(alertCard(alert({ conversation: hostile })));
    assertFitsSlack(
      alertCard(alert({ conversation: hostile, acknowledged: { by: text, at: new Date('2026-11-10T08:00:00Z') } })),
    );
  });

  test('a conversation of 5,000 turns fits as well', () => {
    const turns = Array.from({ length: 5_000 }, (_, index) => turn({ id: `m-${index}`, body: 'x'.repeat(500) }));
    assertFitsSlack(alertCard(alert({ conversation: conversation({ turns }) })));
  });
});
