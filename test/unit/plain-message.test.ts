import { expect, test } from 'vitest';
import type { Rollup } from '../../src/csat/rollup.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { alertCard } from '../../src/slack/views/alert-card.ts';
import { blockNotice } from '../../src/slack/views/block-notice.ts';
import { escalationMessage } from '../../src/slack/views/escalation.ts';
import { plainMessage } from '../../src/slack/views/plain-message.ts';
import { rollupCard } from '../../src/slack/views/rollup-card.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';
import { alert, conversation, HOSTILE_TEXTS, turn } from '../support/samples.ts';

const at = new Date('2026-11-09T08:09:00Z');
const typesOf = ({ blocks }: { blocks: readonly { type: string }[] }) => blocks.map(({ type }) => type);

test('a plain card says the same in one text, and keeps what can be pressed', () => {
  const plain = plainMessage(alertCard(alert()));
  expect(typesOf(plain)).toEqual(['section', 'actions']);
  const words = wordsOf(plain);
  for (const said of [
    'Downvote',
    'Shop',
    '2026-11-09 08:09 UTC',
    'Nobody answered my question.',
    'Where is my parcel?',
  ]) {
    expect(words).toContain(said);
  }
  expect(elementsOf(plain, ACTION.acknowledge)).toHaveLength(1);
  expect(elementsOf(plain, ACTION.triageAlert)).toHaveLength(1);
  expect(elementsOf(plain, ACTION.acknowledgeFor)).toHaveLength(0);
  expect(elementsOf(plain, ACTION.openConversation)).toHaveLength(0);
});

test('a plain card shows who has it', () => {
  const plain = plainMessage(alertCard(alert({ acknowledged: { by: 'U0ANA', at } })));
  expect(plain.blocks[1]).toEqual({
    type: 'section',
    text: { type: 'mrkdwn', text: 'U0ANA: <@U0ANA>', verbatim: true },
  });
  expect(wordsOf(plain)).toContain('Acknowledged by U0ANA');
});

test('a plain call still calls whom it is for', () => {
  const call = { level: 1 as const, to: 'S0001', limitMinutes: 60, total: 1, thumbs: 0, open: 1, alerts: [] };
  const plain = plainMessage(escalationMessage(call, () => null));
  expect(JSON.stringify(plain.blocks[1])).toContain('<!subteam^S0001>');
  expect(wordsOf(plain)).toContain('waits for somebody for more than 1 h');
});

test('a plain notice names the channel', () => {
  const plain = plainMessage(blockNotice({ channelId: 'C0RANDOM', blockedBy: 'is_archived', isEnded: false }));
  expect(JSON.stringify(plain.blocks[1])).toContain('<#C0RANDOM>');
});

test.each(HOSTILE_TEXTS.map((text) => [JSON.stringify(text.slice(0, 20)), text] as const))(
  'a plain card or roll-up of %s fits Slack, pings nobody and has nothing but text and buttons',
  (_name, text) => {
    const hostile = conversation({
      ...{ assistantName: text, locale: text, topics: [text, text, text] },
      turns: [turn({ id: 'm1', role: 'shopper', body: text }), turn({ id: 'm2', role: 'assistant', body: text })],
    });
    const same = Array.from({ length: 5 }, () => ({ text, count: 7 }));
    const rollup: Rollup = {
      ...{ id: 3, total: 500, thumbs: 0, acknowledged: 0, open: 500, settled: 0, firstAt: at, lastAt: at },
      ...{ assistants: same, topics: same, reasons: same, newest: [] },
    };
    for (const plain of [alertCard(alert({ conversation: hostile })), rollupCard(rollup)].map(plainMessage)) {
      assertFitsSlack(plain);
      expect(typesOf(plain)).toEqual(['section', 'actions']);
      expect(plain.blocks[0]).toMatchObject({ text: { type: 'plain_text' } });
    }
  },
);
