import type { Alert } from '../../src/csat/alert.ts';
import type { Conversation, ConversationSummary, Turn } from '../../src/csat/conversation.ts';

/** One complete value of each noun; a test states only what it is about. */
export const turn = (overrides: Partial<Turn> = {}): Turn => ({
  id: 'm-1',
  role: 'assistant',
  body: 'You can return it within 30 days.',
  sentAt: new Date('2026-11-09T08:00:05Z'),
  thumb: null,
  ...overrides,
});

export const conversation = (overrides: Partial<Conversation> = {}): Conversation => ({
  assistant: 'shop',
  id: 'c-1',
  assistantName: 'Shop',
  environment: 'real',
  startedAt: new Date('2026-11-09T08:00:00Z'),
  resolvedAt: null,
  locale: 'de-DE',
  shopper: null,
  title: null,
  summary: null,
  topics: ['shipping'],
  url: 'https://shop.example/chats/c-1',
  rating: {
    verdict: 'down',
    score: 1,
    negativeReason: 'Nobody answered my question.',
    ratedAt: new Date('2026-11-09T08:09:00Z'),
  },
  triage: null,
  turns: [
    turn({ id: 'm-1', role: 'shopper', body: 'Where is my parcel?', sentAt: new Date('2026-11-09T08:00:00Z') }),
    turn({
      id: 'm-2',
      thumb: { value: 'down', reason: 'wrong topic', givenAt: new Date('2026-11-09T08:01:00Z') },
    }),
    turn({ id: 'm-3', role: 'shopper', body: 'I asked where it is!', sentAt: new Date('2026-11-09T08:02:00Z') }),
  ],
  ...overrides,
});

export const summary = (overrides: Partial<ConversationSummary> = {}): ConversationSummary => ({
  assistant: 'shop',
  id: 'c-1',
  startedAt: new Date('2026-11-09T08:00:00Z'),
  resolvedAt: null,
  ratedAt: new Date('2026-11-09T08:09:00Z'),
  satisfaction: 'Negative',
  score: 1,
  negativeReason: 'Nobody answered my question.',
  thumbs: { up: 0, down: 1 },
  locale: 'de-DE',
  topics: ['shipping'],
  title: null,
  firstQuestion: 'Where is my parcel?',
  url: 'https://shop.example/chats/c-1',
  triage: null,
  ...overrides,
});

export const alert = (overrides: Partial<Alert> = {}): Alert => ({
  id: 7,
  messageId: null,
  conversation: conversation(),
  visibleAt: new Date('2026-11-09T08:09:01Z'),
  acknowledged: null,
  acknowledgedUntil: null,
  lapsed: null,
  ...overrides,
});

/** What shoppers may write. */
export const HOSTILE_TEXTS: string[] = [
  'x'.repeat(50_000),
  '&<>"'.repeat(12_500),
  '👍🏽'.repeat(12_500),
  '\n'.repeat(50_000),
  'line\n'.repeat(10_000),
  '<!channel> <!here> <!everyone>',
  '<@U1> <#C1> <!subteam^S1>',
  '<https://evil.example|Transcript>',
  '\u202egnirts desrever\u202c \u2066isolated\u2069',
  'a\0b\u0007c\u001b[31m',
  '\ud800 lone \udc00 surrogates \ud83d',
  '\u200b\u200d\ufeff\u2060',
  '   \n\t ',
  '',
  '*bold* _it_ ~no~ `code` ```block``` :smile: > quote',
  '{"type":"button","value":"x"}',
];
