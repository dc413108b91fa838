import { describe, expect, test } from 'vitest';
import { ANY_CONVERSATION } from '../../src/csat/filters.ts';
import type { Gap, GapDetail, GapRow } from '../../src/csat/gap.ts';
import { LANGUAGES, voiceOf } from '../../src/csat/voice.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { digestGaps } from '../../src/slack/views/digest-gaps.ts';
import { gapView } from '../../src/slack/views/gap.ts';
import { gapForm, gapMergeForm } from '../../src/slack/views/gap-form.ts';
import { gapList } from '../../src/slack/views/gap-list.ts';
import { effectWords } from '../../src/slack/views/gap-words.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';
import { HOSTILE_TEXTS } from '../support/samples.ts';

const sample = { assistant: 'shop', id: 'c-1', message: 'm-1' };
const gap = (changes: Partial<Gap> = {}): Gap => ({
  ...{ id: 7, subscriptionId: 1, name: null, sample, question: 'Where do I get a label?', status: 'open' },
  ...{ outcome: null, owner: null, note: null, link: null, closedAt: null, closedBy: null, version: 3 },
  ...changes,
});
const row = (changes: Partial<GapRow> = {}): GapRow => ({
  ...gap(),
  ...{ conversations: 12, conversationsBefore: 9, downvotes: 3, thumbsDown: 10, topics: ['returns'] },
  ...{ firstAt: new Date('2026-11-09T08:00:00Z'), lastAt: new Date('2026-11-12T08:00:00Z') },
  ...changes,
});
const detail = (changes: Partial<GapDetail> = {}): GapDetail => ({
  ...{ gap: gap(), zone: 'UTC' },
  conversations: {
    ...{ page: 0, pages: 3, total: 12 },
    conversations: Array.from({ length: 5 }, (_, n) => ({
      ...{ assistant: 'shop', id: `c-${n}`, question: 'Where is the label?', at: new Date('2026-11-12T08:00:00Z') },
      ...{ locale: 'en-GB', negativeReason: 'No label', downvoted: true, thumbsDown: 1, triage: null },
    })),
  },
  ...{ reasons: ['No label'], topics: ['returns'], effect: null, history: [] },
  weeks: { before: [], after: [] },
  ...{ firstAt: new Date('2026-11-09T08:00:00Z'), lastAt: new Date('2026-11-12T08:00:00Z') },
  ...changes,
});
const counts = (touched: number) => ({ touched, conversations: 1_000 });
const effect = {
  before: counts(34),
  after: counts(12),
  days: 28,
  interval: [-0.04, -0.01] as [number, number],
  call: 'helped' as const,
};
const week = { ...ANY_CONVERSATION, period: { zone: 'UTC', from: '2026-11-09', to: '2026-11-16' } };
const place = { gapId: 7, channelId: 'C0SUPPORT', page: 0, version: 3 };

describe('whatever shoppers and people wrote', () => {
  test.each(HOSTILE_TEXTS)('fits Slack and pings nobody: %#', (text) => {
    const named = gap({ name: text, question: text, note: text, owner: text, link: text });
    const rows = Array.from({ length: 40 }, () => row({ ...named, topics: [text, text, text] }));
    assertFitsSlack(
      gapList({
        list: { gaps: rows, downvotes: 50, single: 4, dismissed: 2, countedFrom: null },
        followed: true,
        shelf: 'standing',
        filter: week,
        problems: [],
      }),
    );
    const hostile = detail({
      ...{ gap: named, reasons: [text, text, text, text, text], topics: [text] },
      conversations: {
        ...{ page: 1, pages: 3, total: 12 },
        conversations: detail().conversations.conversations.map((one) => ({
          ...one,
          ...{ question: text, negativeReason: text, locale: text, assistant: text.slice(0, 100) },
        })),
      },
      history: [{ at: new Date(), actor: text, action: 'decided', detail: text }],
    });
    assertFitsSlack(gapView({ detail: hostile, channelId: 'C0SUPPORT' }));
    assertFitsSlack(gapForm({ gap: named, total: 12, reader: 'U0ANA', place }));
    assertFitsSlack(
      gapMergeForm({ gap: named, others: [gap({ id: 8, name: text }), gap({ id: 9, question: text })], place }),
    );
    const told = { ...{ id: 7, name: text, sample, conversations: 3, conversationsBefore: 0, share: 0.2 } };
    const closed = { ...{ id: 7, name: null, sample, closedOn: '2026-10-15', effect } };
    const blocks = digestGaps({ gaps: [told, told], closedGaps: [closed] }, voiceOf('en'), () => text);
    assertFitsSlack({ text: 'Digest', blocks });
  });
});

test.each(['en', 'de', 'fr', 'es', 'pt', 'ja'])(
  'a digest in %s tells five fixes, and of more how many and how to see them',
  (language) => {
    const closed = (n: number) =>
      Array.from({ length: n }, (_, at) => ({ id: at, name: `Fix ${at}`, sample, closedOn: '2026-10-15', effect }));
    const told = (n: number) => {
      const blocks = digestGaps({ gaps: [], closedGaps: closed(n) }, voiceOf(language), () => null);
      assertFitsSlack({ text: 'Digest', blocks });
      return wordsOf({ blocks });
    };
    expect(told(5)).not.toContain('/csat gaps done');
    expect(told(7)).toContain('Fix 4');
    expect(told(7)).not.toContain('Fix 5');
    expect(told(7)).toMatch(/2.{1,20}\/csat gaps done/);
  },
);

describe('a gap says', () => {
  test('its count, the change, its share of the downvotes', () => {
    const said = wordsOf(
      gapList({
        list: { gaps: [row()], downvotes: 12, single: 0, dismissed: 0, countedFrom: null },
        followed: true,
        shelf: 'standing',
        filter: week,
        problems: [],
      }),
    );
    expect(said).toContain(
      '12 conversations (+3, 9 in the period before) · 3 downvotes, 25% of all · 10 thumbs down · returns',
    );
  });

  test('no change where the period before is not known, and from when it counts', () => {
    const gaps = [row({ conversationsBefore: null })];
    const list = { gaps, downvotes: 12, single: 0, dismissed: 0, countedFrom: '2026-10-05' };
    const said = wordsOf(gapList({ list, followed: true, shelf: 'standing', filter: week, problems: [] }));
    expect(said).toContain('12 conversations · 3 downvotes');
    expect(said).toContain('Counted from 5 Oct 2026 on');
    expect(said).not.toContain('As they were last found');
    const stale = gapList({ list, followed: true, fresh: false, shelf: 'standing', filter: week, problems: [] });
    expect(wordsOf(stale)).toContain('As they were last found');
  });

  test('what became of a fix, with both rates and how they were counted, in every language of the digest', () => {
    expect(effectWords(effect).sentence).toBe(
      '✅ The fix helped: 1.2 of 100 conversations ran into it since, 3.4 before.',
    );
    expect(effectWords({ ...effect, call: 'no clear change' }).sentence).toContain(
      'No clear change: fewer shoppers gave feedback at all, and it shrank with them: 1.2 of 100',
    );
    expect(effectWords(effect).counts).toContain('the difference is −4.0 to −1.0 of 100 (95% interval)');
    expect(effectWords({ ...effect, interval: [-0.0001, 0.012] }).counts).toContain('−0.01 to +1.20 of 100');
    const closed = { ...{ id: 7, name: 'Labels', sample, closedOn: '2026-10-15' } };
    const slight = { ...effect, interval: [-0.008, -0.0004] as [number, number] };
    expect(
      wordsOf({
        blocks: digestGaps({ gaps: [], closedGaps: [{ ...closed, effect: slight }] }, voiceOf('en'), () => null),
      }),
    ).toContain('95% [−0.80; −0.04]');
    for (const language of Object.keys(LANGUAGES)) {
      for (const call of ['helped', 'no clear change', 'got worse', 'too few to call'] as const) {
        const blocks = digestGaps(
          { gaps: [], closedGaps: [{ ...closed, effect: { ...effect, call } }] },
          voiceOf(language),
          () => null,
        );
        assertFitsSlack({ text: 'Digest', blocks });
        const said = wordsOf({ blocks });
        expect(said).toContain('Labels');
        expect(said).not.toMatch(/undefined|NaN/);
        expect(said).toMatch(/95\s?% \[−4[.,]0; −1[.,]0\]/);
        if (call !== 'too few to call') expect(said).toMatch(/1[.,]2.*3[.,]4|3[.,]4.*1[.,]2/);
      }
    }
  });

  test('what can be done with it now', () => {
    const open = gapView({ detail: detail(), channelId: 'C0SUPPORT' });
    expect(elementsOf(open, ACTION.markGapDone)).toHaveLength(1);
    expect(elementsOf(open, ACTION.reopenGap)).toEqual([]);
    const done = gap({ status: 'done', closedAt: new Date('2026-10-15T08:00:00Z'), closedBy: 'U0ANA' });
    const closed = gapView({ detail: detail({ gap: done, effect }), channelId: 'C0SUPPORT' });
    expect(elementsOf(closed, ACTION.reopenGap)).toHaveLength(1);
    expect(wordsOf(closed)).toContain('Marked done by U0ANA');
    expect(wordsOf(closed)).not.toContain('Week by week');
    const week = (touched: number, conversations = 250) => ({ touched, conversations });
    const weeks = { before: [week(8), week(9), week(0, 0), week(8)], after: [week(3), week(2)] };
    const watched = gapView({ detail: detail({ gap: done, effect, weeks }), channelId: 'C0SUPPORT' });
    expect(wordsOf(watched)).toContain('Week by week, of 100 conversations: 3.2 · 3.6 · – · 3.2, then 1.2 · 0.8');
    const dismissed = gapView({ detail: detail({ gap: gap({ status: 'dismissed' }) }), channelId: 'C0SUPPORT' });
    expect(JSON.stringify(elementsOf(dismissed, ACTION.gapMenu))).toContain('restore');
  });

  test('its days in its subscription’s zone, and of the gaps to merge with which are done', () => {
    const night = { firstAt: new Date('2026-11-09T22:30:00Z'), lastAt: new Date('2026-11-12T23:30:00Z') };
    const zone = 'Europe/Berlin';
    expect(wordsOf(gapView({ detail: detail({ ...night, zone }), channelId: 'C0SUPPORT' }))).toMatch(
      /9.{1,3}13 Nov 2026/,
    );
    const others = [gap({ id: 8, status: 'done' }), gap({ id: 9, name: 'Parcels' })];
    const options = JSON.stringify(gapMergeForm({ gap: gap(), others, place }));
    expect(options).toContain('✅ “Where do I get a label?”');
    expect(options).toContain('"text":"Parcels"');
  });

  test('that its question was erased, and nothing of it', () => {
    const erased = row({ question: null, sample: null });
    const said = wordsOf(
      gapList({
        list: { gaps: [erased], downvotes: 1, single: 0, dismissed: 0, countedFrom: null },
        followed: true,
        shelf: 'standing',
        filter: week,
        problems: [],
      }),
    );
    expect(said).toContain('(the question was erased)');
  });
});
