import { expect, test } from 'vitest';
import type { AlertEntry } from '../../src/csat/alert.ts';
import type { Escalation, Reminder } from '../../src/csat/escalation.ts';
import type { Rollup } from '../../src/csat/rollup.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { escalationMessage, reminderMessage } from '../../src/slack/views/escalation.ts';
import { rollupCard } from '../../src/slack/views/rollup-card.ts';
import { rollupList } from '../../src/slack/views/rollup-list.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';
import { HOSTILE_TEXTS } from '../support/samples.ts';

const at = new Date('2026-11-09T08:09:00Z');
const TOTAL = 500;

/** Alert `n` of 500, whose shopper and platform wrote the worst. */
function entry(n: number, text = HOSTILE_TEXTS[n % HOSTILE_TEXTS.length] ?? ''): AlertEntry {
  return {
    alertId: n + 1,
    conversation: {
      ...{ assistant: 'shop', id: `c-${n}`, assistantName: text, locale: text, topics: [text, text, text] },
      ...{ title: null, question: text, verdict: 'down', negativeReason: text, ratedAt: at, triage: null },
    },
    thumb: n % 7 === 0 ? { value: n % 2 === 0 ? 'down' : null } : null,
    acknowledged: n % 3 === 0 ? { by: 'U0ANA', at } : null,
    open: n % 3 !== 0,
  };
}
const entries = Array.from({ length: TOTAL }, (_, n) => entry(n));
const tallies = HOSTILE_TEXTS.slice(0, 5).map((text, n) => ({ text, count: 100 - n }));
const rollup = (overrides: Partial<Rollup> = {}): Rollup => ({
  ...{ id: 3, total: TOTAL, thumbs: 0, acknowledged: 212, open: 284, settled: 4, firstAt: at, lastAt: at },
  ...{ assistants: tallies, topics: tallies, reasons: tallies, newest: entries.slice(0, 5) },
  ...overrides,
});

test('the card of a burst says how many there are and how many were taken', () => {
  const card = rollupCard(rollup());
  expect(card.text).toBe('500 downvotes together: 212 acknowledged');
  expect(wordsOf(card)).toContain('212 of 500 acknowledged');
  expect(elementsOf(card, ACTION.acknowledgeRollup)).toMatchObject([{ value: '3', confirm: {} }]);
});

test('once nothing is open there is nothing left to acknowledge, whoever took it', () => {
  expect(elementsOf(rollupCard(rollup({ acknowledged: TOTAL - 5, open: 0 })), ACTION.acknowledgeRollup)).toEqual([]);
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
        ...{ rollupId: 3, total: TOTAL, thumbs: 3, acknowledged: 212, page, pages: 50 },
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
    ...{ level: 2, to: 'S0001', limitMinutes: 240, total: TOTAL, thumbs: 0, open },
    alerts: HOSTILE_TEXTS.slice(0, 10).map((text, n) => ({ ...entry(n, text), ts: `${n}.000001` })),
  });
  for (const open of [TOTAL, 1, 0]) {
    assertFitsSlack(escalationMessage(escalation(open), () => null));
    assertFitsSlack(escalationMessage(escalation(open), (ts) => `https://acme.slack.com/archives/C1/p${ts}`));
  }
  expect(wordsOf(escalationMessage(escalation(2), () => null))).toContain('Second call');
});

test('a reminder names whoever had them, lists what is open again, and says when all is done', () => {
  const reminder = (open: number, given: Partial<Reminder> = {}): Reminder => ({
    ...{ to: 'U0BEN', total: HOSTILE_TEXTS.length, thumbs: 0, open },
    alerts: HOSTILE_TEXTS.slice(0, 10).map((text, n) => ({ ...entry(n, text), ts: `${n}.000001` })),
    ...given,
  });
  for (const open of [HOSTILE_TEXTS.length, 1, 0]) {
    assertFitsSlack(reminderMessage(reminder(open), () => null));
    assertFitsSlack(reminderMessage(reminder(open), (ts) => `https://acme.slack.com/archives/C1/p${ts}`));
  }
  expect(wordsOf(reminderMessage(reminder(3), () => null))).toContain(
    'U0BEN the time for which you took 3 downvotes is over, and they are open again.',
  );
  const alone = reminderMessage(reminder(1, { total: 1, thumbs: 1, alerts: [{ ...entry(1), ts: null }] }), () => null);
  expect(wordsOf(alone)).toContain('the time for which you took a thumb down is over, and it is open again.');
  expect(elementsOf(alone, ACTION.acknowledge)).toMatchObject([{ value: '2' }]);
  expect(elementsOf(alone, ACTION.acknowledgeFor)).toHaveLength(1);
});

test('alerts for single thumbs are called that, and a mixture is called alerts', () => {
  const thumbs = { ...entry(1, 'Where is it?'), thumb: { value: 'down' as const } };
  expect(rollupCard(rollup({ thumbs: TOTAL })).text).toBe('500 thumbs down together: 212 acknowledged');
  expect(wordsOf(rollupCard(rollup({ thumbs: 40 })))).toContain('500 alerts together : 460 downvotes, 40 thumbs down');
  const call = { level: 1 as const, to: null, limitMinutes: 60, total: 2, open: 2, alerts: [{ ...thumbs, ts: null }] };
  expect(escalationMessage({ ...call, thumbs: 2 }, () => null).text).toMatch(/^2 thumbs down wait/);
  expect(escalationMessage({ ...call, thumbs: 1 }, () => null).text).toMatch(/^2 alerts wait/);
  expect(escalationMessage({ ...call, thumbs: 1, total: 1, open: 1 }, () => null).text).toMatch(/^a thumb down waits/);
});

test('in a list, a thumb that was taken back says so', () => {
  const list = (value: 'up' | null) =>
    wordsOf(
      rollupList(
        {
          ...{ rollupId: 3, total: 1, thumbs: 1, acknowledged: 0, page: 0, pages: 1 },
          entries: [{ ...entry(1, 'x'), thumb: { value }, open: false }],
        },
        '{}',
      ),
    );
  expect(list(null)).toContain('single thumb · thumb withdrawn');
  expect(list('up')).toContain('changed to a thumb up');
});
