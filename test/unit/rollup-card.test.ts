import { expect, test } from 'vitest';
import type { AlertEntry } from '../../src/csat/alert.ts';
import type { Escalation } from '../../src/csat/escalation.ts';
import type { Rollup } from '../../src/csat/rollup.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { escalationMessage, reminderMessage } from '../../src/slack/views/escalation.ts';
import { rollupCard } from '../../src/slack/views/rollup-card.ts';
import { rollupList } from '../../src/slack/views/rollup-list.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';
import { alert, conversation, HOSTILE_TEXTS } from '../support/samples.ts';

const at = new Date('2026-11-09T08:09:00Z');
const TOTAL = 500;

/** Alert `n` of 500, whose shopper and platform wrote the worst. */
function entry(n: number, text = HOSTILE_TEXTS[n % HOSTILE_TEXTS.length] ?? ''): AlertEntry {
  return {
    alertId: n + 1,
    conversation: {
      ...{ assistant: 'shop', id: `c-${n}`, assistantName: text, locale: text, topics: [text, text, text] },
      ...{ title: null, firstQuestion: text, verdict: 'down', negativeReason: text, ratedAt: at, triage: null },
    },
    acknowledged: n % 3 === 0 ? { by: 'U0ANA', at } : null,
    open: n % 3 !== 0,
  };
}
const entries = Array.from({ length: TOTAL }, (_, n) => entry(n));
const tallies = HOSTILE_TEXTS.slice(0, 5).map((text, n) => ({ text, count: 100 - n }));
const rollup = (overrides: Partial<Rollup> = {}): Rollup => ({
  ...{ id: 3, total: TOTAL, acknowledged: 212, settled: 4, firstAt: at, lastAt: at },
  ...{ assistants: tallies, topics: tallies, reasons: tallies, newest: entries.slice(0, 5) },
  ...overrides,
});

test('the card of a burst says how many there are and how many were taken', () => {
  const card = rollupCard(rollup());
  expect(card.text).toBe('500 downvotes together: 212 acknowledged');
  expect(wordsOf(card)).toContain('212 of 500 acknowledged');
  expect(elementsOf(card, ACTION.acknowledgeRollup)).toMatchObject([{ value: '3', confirm: {} }]);
});

test('once all are taken there is nothing left to acknowledge', () => {
  expect(elementsOf(rollupCard(rollup({ acknowledged: TOTAL })), ACTION.acknowledgeRollup)).toEqual([]);
});

test.each(HOSTILE_TEXTS.map((text, n) => [JSON.stringify(text.slice(0, 20)), text, n] as const))(
  'a burst of %s fits Slack and pings nobody',
  (_name, text, n) => {
    const newest = Array.from({ length: 5 }, (_, k) => entry(k, text));
    const same = Array.from({ length: 5 }, () => ({ text, count: n }));
    assertFitsSlack(rollupCard(rollup({ newest, assistants: same, topics: same, reasons: same })));
  },
);

test('every page of the list of 500 hostile conversations fits Slack, and together they have each of them once', () => {
  const listed: unknown[] = [];
  for (let page = 0; page < 50; page += 1) {
    const view = rollupList(
      {
        ...{ rollupId: 3, total: TOTAL, acknowledged: 212, page, pages: 50 },
        entries: entries.slice(page * 10, page * 10 + 10),
      },
      JSON.stringify({ rollupId: 3, channelId: 'C1', page }),
    );
    assertFitsSlack(view);
    listed.push(...elementsOf(view, ACTION.openRollupTranscript).map(({ value }) => value));
    expect(elementsOf(view, ACTION.newerRollupRows)).toHaveLength(page === 0 ? 0 : 1);
    expect(elementsOf(view, ACTION.olderRollupRows)).toHaveLength(page === 49 ? 0 : 1);
  }
  expect(new Set(listed).size).toBe(TOTAL);
});

test('an escalation of hostile alerts fits Slack, open and answered, with links and without', () => {
  const escalation = (open: number): Escalation => ({
    ...{ level: 2, to: 'S0001', limitMinutes: 240, total: TOTAL, open },
    alerts: HOSTILE_TEXTS.slice(0, 10).map((text, n) => ({ ...entry(n, text), ts: `${n}.000001` })),
  });
  for (const open of [TOTAL, 1, 0]) {
    assertFitsSlack(escalationMessage(escalation(open), () => null));
    assertFitsSlack(escalationMessage(escalation(open), (ts) => `https://acme.slack.com/archives/C1/p${ts}`));
  }
  expect(wordsOf(escalationMessage(escalation(2), () => null))).toContain('Second call');
});

test('a reminder names whoever had it, and says who has it now', () => {
  const lapsed = { by: 'U0BEN', at };
  for (const assistantName of HOSTILE_TEXTS) {
    assertFitsSlack(reminderMessage(alert({ lapsed, conversation: conversation({ assistantName }) }), null));
  }
  expect(wordsOf(reminderMessage(alert({ lapsed }), null))).toContain('U0BEN');
  const taken = reminderMessage(alert({ lapsed, acknowledged: { by: 'U0ANA', at } }), null);
  expect(wordsOf(taken)).toContain('Acknowledged by U0ANA');
  assertFitsSlack(reminderMessage(alert({ lapsed, conversation: null }), null));
});
