import { describe, expect, test } from 'vitest';
import { dailyChartOf } from '../../src/chart/daily-chart.ts';
import { dataVisualizationOf } from '../../src/chart/native.ts';
import { sparklineOf } from '../../src/chart/sparkline.ts';
import type { Digest } from '../../src/csat/digest.ts';
import { LANGUAGES, voiceOf } from '../../src/csat/voice.ts';
import { ACTION } from '../../src/slack/ids.ts';
import type { ChartBlock } from '../../src/slack/views/blocks.ts';
import { uploadedChart } from '../../src/slack/views/chart.ts';
import { digestMessage } from '../../src/slack/views/digest.ts';
import { digestOf, figuresOf, partFigures, repeat, WEEK } from '../support/digests.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';

const HOSTILE = '<!channel> & <https://evil|Transcript> \u202e\u0000*bold*\n'.repeat(200);

const full = figuresOf(
  {
    daily: [repeat(5, 12), [4, 3, 1], [], repeat(4, 9), [5], [2, 2, 5], repeat(5, 4)],
    before: [...repeat(5, 20), ...repeat(1, 4)],
    thumbs: { up: 40, down: 12 },
    thumbsBefore: { up: 30, down: 20 },
    conversations: 80,
  },
  {
    breakdown: {
      by: 'assistant',
      parts: Array.from({ length: 200 }, (_, index) => partFigures(`a${index}`, { name: HOSTILE })),
    },
    loop: {
      downvotes: 3,
      alerts: { acknowledged: 2, medianMinutes: 23, stillOpen: 1, neverOpened: 1, openFromBefore: 2 },
      triaged: [{ outcome: 'knowledge', count: 2 }],
    },
    signals: { recovered: 3, spoiled: 1 },
    warnings: [
      { kind: 'response rate', now: 0.1, before: 0.5 },
      ...Array.from({ length: 200 }, () => ({
        kind: 'silent' as const,
        assistant: HOSTILE,
        lastOn: '2026-11-10',
        silentMinutes: 9_000,
        longestBeforeMinutes: 800,
      })),
      { kind: 'sandbox', conversations: 90, share: 0.4 },
      { kind: 'skipped', week: { from: '2026-10-26', to: '2026-11-02' } },
    ],
  },
);

const WEEKS = {
  full,
  empty: figuresOf({}, { lastConversationOn: null }),
  'without ratings': figuresOf({ conversations: 9, before: [5] }),
  first: figuresOf({ daily: [[5, 4]] }, { firstWeek: true }),
  'of three ratings': figuresOf({ daily: [[5], [1], [4]], before: [3, 3] }),
};

function render(digest: Digest, kind: 'uploaded' | 'native' | 'none' | 'plain' = 'uploaded') {
  const chart = dailyChartOf(digest.figures.overview, digest.figures.before.daily, voiceOf(digest.language));
  const blocks: Record<typeof kind, () => ChartBlock | null> = {
    uploaded: () => uploadedChart('F0123456789', chart),
    native: () => dataVisualizationOf(chart),
    none: () => null,
    plain: () => null,
  };
  return digestMessage({ digest, chart: blocks[kind](), sparkline: sparklineOf(chart), plain: kind === 'plain' });
}

describe('a digest fits Slack', () => {
  for (const [name, figures] of Object.entries(WEEKS)) {
    test.each(Object.keys(LANGUAGES))(`with the week "${name}" in %s, whatever stands for the chart`, (language) => {
      for (const kind of ['uploaded', 'native', 'none', 'plain'] as const) {
        for (const lateMinutes of [null, 9_000]) {
          const message = render(digestOf(figures, { language, lateMinutes, trial: lateMinutes !== null }), kind);
          assertFitsSlack(message);
          expect(JSON.stringify(message)).not.toMatch(/NaN|undefined|Infinity/);
        }
      }
    });
  }
});

describe('a digest says', () => {
  const said = wordsOf(render(digestOf(full)));

  test('the mean with its count and change, and both thumbs with count, share and change', () => {
    expect(said).toContain(
      '*CSAT* *4.31 of 5* · 32 ratings −0.02 vs previous week (4.33 · 24 ratings) no clear change',
    );
    expect(said).toContain(
      '*Thumbs up* *40* · 77% of thumbs +33% vs previous week (30) share +16.9 pts: no clear change',
    );
    expect(said).toContain('*Thumbs down* *12* · 23% of thumbs −40% vs previous week (20)');
    expect(said).toContain('*Response rate* *40%* · 32 of 80 conversations rated');
  });

  test('what became of the downvotes', () => {
    expect(said).toContain(
      '3 downvotes · 2 acknowledged (median time to acknowledge: 23 minutes) · 1 still open · 1 never opened · 2 still open from earlier weeks',
    );
    expect(said).toContain('Triaged: knowledge 2 · not triaged 1');
  });

  test('which ratings say otherwise than the thumbs inside, with what lists them; not a word where there are none', () => {
    const scope = { assistants: ['shop'], locales: [], topics: ['gift cards'] };
    const words = wordsOf(render(digestOf(full, { scope })));
    const filters = '2026-11-09..2026-11-15 assistant:shop topic:"gift cards"';
    expect(words).toContain(
      `3 conversations with a thumb down inside ended in an upvote · /upvotes ${filters} signal:recovered`,
    );
    expect(words).toContain(
      `1 conversation with a thumb up inside ended in a downvote · /downvotes ${filters} signal:spoiled`,
    );
    const german = wordsOf(render(digestOf(full, { language: 'de' })));
    expect(german).toContain('1 Gespräch mit Daumen hoch endete negativ');
    expect(wordsOf(render(digestOf(WEEKS.first)))).not.toContain('signal:');
  });

  test('"new" where there was nothing before, and "no ratings" instead of a 0', () => {
    expect(wordsOf(render(digestOf(WEEKS.first)))).toContain('2 ratings new');
    const empty = wordsOf(render(digestOf(WEEKS.empty)));
    expect(empty).toContain('*CSAT* no ratings *');
    expect(empty).toContain('*Thumbs up* no thumbs *');
  });

  test('what there was the week before, where there is nothing now or was nothing then', () => {
    const gone = figuresOf({ before: repeat(4, 9), thumbsBefore: { up: 40, down: 3 } });
    const words = wordsOf(render(digestOf(gone)));
    expect(words).toContain('*CSAT* no ratings 4.00 · 9 ratings the week before');
    expect(words).toContain('*Response rate* no conversations 100% the week before');
    expect(words).toContain('*Thumbs up* no thumbs 40 the week before');
    expect(words).toContain('*Thumbs down* no thumbs 3 the week before');
    const returned = wordsOf(render(digestOf(figuresOf({ daily: [[5, 4]] }))));
    expect(returned).toContain('2 ratings no ratings the week before');
    expect(returned).not.toContain('ratings new');
  });

  test('"new" in the table only of a part that has ratings now and had none', () => {
    const parts = [
      partFigures('began', { meanBefore: null, ratedBefore: 0, call: 'too few to call' }),
      partFigures('ended', { mean: null, rated: 0, call: 'too few to call' }),
      partFigures('thumbs', { mean: null, rated: 0, meanBefore: null, ratedBefore: 0, call: 'too few to call' }),
    ];
    const table = wordsOf(render(digestOf({ ...full, breakdown: { by: 'assistant', parts } })));
    expect(table).toContain('began 4.25 12 new');
    expect(table).toContain('ended no ratings 0 4.50 the week before');
    expect(table).toContain('thumbs no ratings 0 – 20');
  });

  test('the end of a headline, however long the name of the assistant that drove it', () => {
    const parts = [
      partFigures('Shop', { mean: 5, rated: 5, meanBefore: 5, ratedBefore: 10 }),
      partFigures('x', {
        name: 'Returns and refunds '.repeat(40),
        mean: 1,
        rated: 20,
        meanBefore: 4.6,
        ratedBefore: 9,
      }),
    ];
    const figures = figuresOf({ daily: [repeat(1, 20), repeat(5, 5)], before: [...repeat(5, 18), 1] });
    const { text } = render(digestOf({ ...figures, breakdown: { by: 'assistant', parts } }));
    expect(text).toMatch(/most of it comes from Returns and refunds .{10,50}…\.$/);
  });

  test('of two silences that read the same which was longer', () => {
    const silent = {
      kind: 'silent' as const,
      assistant: 'Shop',
      lastOn: '2026-11-12',
      longestBeforeMinutes: 3 * 1_440,
    };
    const warnings = [{ ...silent, silentMinutes: 3 * 1_440 + 300 }];
    expect(wordsOf(render(digestOf({ ...full, warnings })))).toContain('77 hours, longer than ever before (72 hours)');
  });

  test('in French no line that breaks before its tall signs', () => {
    const { blocks } = render(digestOf(full, { language: 'fr', lateMinutes: 300 }));
    expect(JSON.stringify(blocks)).not.toMatch(/[^ ] [:;%?!»]/);
  });

  test('0 % for none after none: nothing is new', () => {
    const noneDown = figuresOf({ daily: [[5]], thumbs: { up: 9, down: 0 }, thumbsBefore: { up: 7, down: 0 } });
    expect(wordsOf(render(digestOf(noneDown)))).toContain('*Thumbs down* *0* · 0% of thumbs 0% vs previous week (0)');
  });

  test('an arrow only where the change is called, and never without words', () => {
    expect(said).not.toMatch(/[▲▼]/);
    const up = figuresOf({
      daily: [repeat(5, 30)],
      before: repeat(2, 30),
      thumbs: { up: 90, down: 5 },
      thumbsBefore: { up: 30, down: 60 },
    });
    const words = wordsOf(render(digestOf(up)));
    expect(words).toContain('▲ clearly up');
    expect(words).toMatch(/Thumbs down.*▼ clearly down/);
  });

  test('that it is a trial, or late', () => {
    expect(render(digestOf(full, { trial: true })).text).toContain('Trial: sent by hand');
    expect(render(digestOf(full, { lateMinutes: 300 })).text).toContain('Delayed by 5 hours: CSAT was');
    expect(render(digestOf(full)).text).not.toMatch(/Trial|Delayed/);
  });

  test('the numbers of the chart to those who do not see it', () => {
    const image = render(digestOf(full)).blocks.find(({ type }) => type === 'image');
    expect(JSON.stringify(image)).toContain('Mon 9: 5.0 (12 ratings)');
    expect(JSON.stringify(image)).toContain('Wed 11: no ratings');
    const text = wordsOf(render(digestOf(full), 'none'));
    expect(text).toContain('Daily CSAT (ratings) · Week before █▄·▆█▅█');
    for (const told of [text, wordsOf(render(digestOf(full), 'plain')), wordsOf(render(digestOf(full), 'native'))]) {
      expect(told).toMatch(/Mon 9 +5\.0 \(12\) +· 4\.3 \(24\)/);
      expect(told).toMatch(/Wed 11 +– +· –/);
    }
    expect(said).not.toContain('5.0 (12)');
  });

  test('in which language and zone it counts, and offers the downvotes only where there are some', () => {
    expect(said).toContain('Weeks run Monday to Sunday, Europe/Berlin.');
    const [list] = elementsOf(render(digestOf(full)), ACTION.listDownvotesOfWeek);
    expect(JSON.parse(String(list?.value))).toEqual(WEEK);
    expect(elementsOf(render(digestOf(WEEKS.empty)), ACTION.listDownvotesOfWeek)).toEqual([]);
  });
});

test('Slack’s own chart has a number for every day it names, and none for a day without ratings', () => {
  const block = dataVisualizationOf(dailyChartOf(full.overview, full.before.daily, voiceOf('en')));
  expect(block?.chart.axis_config.categories).toEqual([
    'Mon 9 (12)',
    'Tue 10 (3)',
    'Thu 12 (9)',
    'Fri 13 (1)',
    'Sat 14 (3)',
    'Sun 15 (4)',
  ]);
  expect(block?.chart.series).toHaveLength(1);
  expect(dataVisualizationOf(dailyChartOf(WEEKS.empty.overview, [], voiceOf('en')))).toBeNull();
});
