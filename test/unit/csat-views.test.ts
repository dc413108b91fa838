import { expect, test } from 'vitest';
import { NO_RATINGS, type OverviewCounts, overviewOf } from '../../src/csat/overview.ts';
import { weekFrom } from '../../src/csat/period.ts';
import { COMMANDS } from '../../src/slack/routes.ts';
import { alreadyAcknowledged } from '../../src/slack/views/acknowledged.ts';
import { help } from '../../src/slack/views/help.ts';
import { lookingUp, notice } from '../../src/slack/views/notice.ts';
import { weekOverviews } from '../../src/slack/views/overview.ts';
import { assertFitsSlack, wordsOf } from '../support/fits-slack.ts';
import { HOSTILE_TEXTS } from '../support/samples.ts';

const ratings = (upvotes: number, downvotes: number) => ({
  rated: upvotes + downvotes,
  scoreSum: 5 * upvotes + downvotes,
  scoreSquareSum: 25 * upvotes + downvotes,
  upvotes,
  neutral: 0,
  downvotes,
});
const counts = (overrides: Partial<OverviewCounts> = {}): OverviewCounts => ({
  daily: [ratings(25, 6), ...Array.from({ length: 6 }, () => NO_RATINGS)],
  before: ratings(24, 4),
  thumbs: { up: 40, down: 12 },
  thumbsBefore: { up: 30, down: 20 },
  coverage: { conversations: 80, rated: 31 },
  ...overrides,
});
const nothing = counts({
  daily: Array.from({ length: 7 }, () => NO_RATINGS),
  before: NO_RATINGS,
  thumbs: { up: 0, down: 0 },
  thumbsBefore: { up: 0, down: 0 },
  coverage: { conversations: 0, rated: 0 },
});
const week = (monday: string, of: OverviewCounts) => overviewOf(weekFrom(monday, 'Europe/Berlin'), 'real', of);
const scope = { assistants: [], locales: [], topics: [] };

test('the overview says the figures of both weeks, and of the complete one what changed', () => {
  const view = weekOverviews({
    thisWeek: week('2026-11-16', nothing),
    lastWeek: week('2026-11-09', counts()),
    scope,
    days: null,
    chart: null,
  });
  expect(view.text).toBe('CSAT last week: 4.23 of 5 from 31 ratings. This week so far: no ratings.');
  const words = wordsOf(view);
  expect(words).toContain('This week so far · 16–22 Nov 2026 (Europe/Berlin) CSAT no ratings');
  expect(words).toContain('CSAT 4.23 of 5 25 upvotes, 6 downvotes, −0.20 on the week before');
  expect(words).toContain('Thumbs under answers 👍 40 up 👎 12 down 77% up, +16.9 points');
  expect(words).toContain('Conversations 80 31 rated, 39%');
  expect(words).toContain('all assistants');
});

test('a week without anything divides by nothing', () => {
  const view = weekOverviews({
    thisWeek: week('2026-11-16', nothing),
    lastWeek: week('2026-11-09', nothing),
    scope,
    days: null,
    chart: null,
  });
  expect(wordsOf(view)).not.toMatch(/NaN|Infinity|null|undefined/);
  assertFitsSlack(view);
});

test('the chart stands below the figures when there is one', () => {
  const chart = { type: 'image' as const, slack_file: { id: 'F0000000A1' }, alt_text: 'Daily CSAT: 4.2' };
  const view = weekOverviews({
    thisWeek: week('2026-11-16', nothing),
    lastWeek: week('2026-11-09', counts()),
    scope,
    days: null,
    chart,
  });
  expect(view.blocks).toContainEqual(chart);
  assertFitsSlack(view);
});

test('help names every command', () => {
  const words = wordsOf(help());
  for (const command of Object.keys(COMMANDS)) expect(words).toContain(command);
});

test('who comes second is told who was first and when', () => {
  const by = { by: 'U0ANNA', at: new Date('2026-11-09T08:00:00Z') };
  expect(wordsOf(alreadyAcknowledged(by, new Date('2026-11-09T08:05:00Z')))).toContain(
    'U0ANNA has this one already: acknowledged 5 min ago',
  );
});

test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))(
  '%j in a notice, a name or a scope fits Slack',
  (_name, text) => {
    const hostileScope = { assistants: [text], locales: [text], topics: [text] };
    assertFitsSlack(
      weekOverviews({
        thisWeek: week('2026-11-16', nothing),
        lastWeek: week('2026-11-09', counts()),
        scope: hostileScope,
        days: 'untold',
        chart: null,
      }),
    );
    assertFitsSlack(notice(text, text));
    assertFitsSlack(alreadyAcknowledged({ by: text, at: new Date(0) }, new Date('2026-11-09T08:05:00Z')));
  },
);

test('what is always the same fits Slack', () => {
  for (const view of [help(), lookingUp()]) assertFitsSlack(view);
});
