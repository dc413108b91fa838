import { Worker } from 'node:worker_threads';
import { createCanvas, GlobalFonts, loadImage } from '@napi-rs/canvas';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHART_SIZE, configurationOf } from '../../src/chart/configuration.ts';
import { dailyChartOf } from '../../src/chart/daily-chart.ts';
import { drawDailyChart } from '../../src/chart/draw.ts';
import { fontsFor } from '../../src/chart/fonts.ts';
import { dataVisualizationOf } from '../../src/chart/native.ts';
import { openDrawing, renderPng } from '../../src/chart/png.ts';
import { quickChartUrl } from '../../src/chart/quickchart.ts';
import { sparklineOf } from '../../src/chart/sparkline.ts';
import { LANGUAGES, voiceOf } from '../../src/csat/voice.ts';
import { figuresOf, repeat } from '../support/digests.ts';

// The machine’s fonts must not lend a letter.
beforeAll(() => {
  GlobalFonts.removeAll();
});

const chartOf = (daily: number[][], before: number[] = [], language = 'en') => {
  const figures = figuresOf({ daily, before });
  return dailyChartOf(figures.overview, figures.before.daily, voiceOf(language));
};
const MIXED = [repeat(5, 12), [4, 3, 1], [], repeat(4, 9), [5], [2, 2, 5], repeat(5, 4)];

describe('the picture', () => {
  test('is a PNG at twice the size it is laid out in, with corners that let Slack’s theme through', async () => {
    const image = await loadImage(await renderPng(chartOf(MIXED, [4, 5])));
    expect([image.width, image.height]).toEqual([2 * CHART_SIZE.width, 2 * CHART_SIZE.height]);
    const canvas = createCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    expect(context.getImageData(0, 0, 1, 1).data[3]).toBe(0);
    expect([...context.getImageData(image.width / 2, 20, 1, 1).data]).toEqual([255, 255, 255, 255]);
  });

  test('differs when a mean, a count or the previous week differs, and is the same for the same', async () => {
    const charts = [
      chartOf(MIXED, [4, 5]),
      chartOf([repeat(4, 12), ...MIXED.slice(1)], [4, 5]),
      chartOf([repeat(5, 13), ...MIXED.slice(1)], [4, 5]),
      chartOf(MIXED, [4, 4]),
      chartOf([], []),
    ];
    const pictures = await Promise.all(charts.map(renderPng));
    expect(new Set(pictures.map((picture) => picture.toString('base64'))).size).toBe(charts.length);
    expect(await renderPng(chartOf(MIXED, [4, 5]))).toEqual(pictures[0]);
  }, 30_000);

  test('leaves the event loop free while it is drawn', async () => {
    const chart = chartOf(MIXED, [4, 5]);
    await renderPng(chart);
    let turns = 0;
    let isDrawing = true;
    const turn = () => {
      turns += 1;
      if (isDrawing) setImmediate(turn);
    };
    turn();
    await Promise.all(Array.from({ length: 5 }, () => renderPng(chart)));
    isDrawing = false;
    // Drawn here, five pictures would leave some ten.
    expect(turns).toBeGreaterThan(200);
  });

  test.each(Object.keys(LANGUAGES))('needs no font of the machine in %s, and has every letter', (language) => {
    const chart = chartOf(MIXED, [4, 5], language);
    const family = fontsFor(language);
    const written = [...chart.labels, chart.title, chart.now.name, chart.before.name, ...Object.values(chart.words)];
    const letters = [...new Set(`${written.join('')}n = 0123456789.,`)].filter((letter) => letter.trim() !== '');
    const missing = inkOf('\u{10ffff}', family);
    expect(letters.filter((letter) => inkOf(letter, family) === missing)).toEqual([]);
    expect(drawDailyChart(chart).length).toBeGreaterThan(10_000);
  });
});

describe('the pictures that wait for their turn', () => {
  /** A thread that needs 100 ms for a picture, and for one that is titled "stuck" for ever. */
  const slowThread = () =>
    new Worker(
      `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', ({ id, chart }) => {
        if (chart.title !== 'stuck') setTimeout(() => parentPort.postMessage({ id, png: new Uint8Array([id]) }), 100);
      });`,
      { eval: true },
    );

  test('each have the whole time limit, however many stand before them', async () => {
    const draw = openDrawing({ startThread: slowThread, timeoutMs: 2_000 });
    const startedAt = performance.now();
    const pictures = await Promise.all(Array.from({ length: 30 }, () => draw(chartOf([]))));
    expect(performance.now() - startedAt).toBeGreaterThan(2_000);
    expect(pictures.map(([id]) => id)).toEqual(pictures.map((_, index) => index + 1));
  });

  test('are drawn all the same where the one before takes too long, by another thread', async () => {
    const draw = openDrawing({ startThread: slowThread, timeoutMs: 1_000 });
    const stuck = { ...chartOf([]), title: 'stuck' };
    const drawn = await Promise.allSettled([stuck, chartOf([]), chartOf([])].map(draw));
    expect(drawn.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(drawn[0]).toMatchObject({ reason: new Error('The chart was not drawn within 1000 ms') });
  });
});

describe('the address at a chart service', () => {
  test('holds the same chart for Chart.js 4, and is short enough for Slack in every language', () => {
    for (const language of Object.keys(LANGUAGES)) {
      const chart = chartOf(
        MIXED.map((day) => [...day, ...repeat(4, 1200), 1, 1, 1]),
        [...repeat(3, 999), 5],
        language,
      );
      const url = new URL(quickChartUrl(chart, 'http://charts.example:3400') ?? '');
      expect(url.href.length).toBeLessThanOrEqual(3_000);
      expect([url.origin, url.pathname]).toEqual(['http://charts.example:3400', '/chart']);
      expect(url.searchParams.get('v')).toBe('4');
      expect(JSON.parse(url.searchParams.get('c') ?? '')).toEqual(JSON.parse(JSON.stringify(configurationOf(chart))));
    }
  });
});

test.each([
  ['https://tools.example/quickchart', '/quickchart/chart'],
  ['https://tools.example/quickchart/', '/quickchart/chart'],
  ['https://tools.example/', '/chart'],
])('a chart service at %s is asked there', (serverUrl, pathname) => {
  const url = new URL(quickChartUrl(chartOf(MIXED, [4, 5]), serverUrl) ?? '');
  expect([url.origin, url.pathname]).toEqual(['https://tools.example', pathname]);
});

test('Slack’s own chart names each line by its days, whole in every language', () => {
  const everyDay = MIXED.map((scores) => (scores.length === 0 ? [3] : scores));
  for (const language of Object.keys(LANGUAGES)) {
    const chart = chartOf(everyDay, [4], language);
    const before = chart.now.points.map((point) => ({ ...point }));
    for (const [name, expected] of [
      [chart.now.name, chart.now.name],
      ['26 de out. – 1 de nov.', '26 de out.–1 de nov.'],
    ] as const) {
      const native = dataVisualizationOf({
        ...chart,
        now: { ...chart.now, name },
        before: { name: 'x', points: before },
      });
      expect(native?.chart.series.map((series) => series.name)).toEqual([expected, 'x']);
      expect(name.length > 20 || expected === name).toBe(true);
    }
  }
});

test('the chart in text has a bar a day on the scale from 1 to 5, a dot where nobody rated, and the numbers of each day', () => {
  expect(sparklineOf(chartOf([[1], [2], [3], [], [4], [5], [5, 4]], [3]))).toBe(
    [
      '▁▃▅·▆█▇  Nov 9 – 15'.replace(' – ', '\u2009–\u2009'),
      '▅······  Nov 2 – 8'.replace(' – ', '\u2009–\u2009'),
      '',
      'Mon 9   1.0 (1) · 3.0 (1)',
      'Tue 10  2.0 (1) · –',
      'Wed 11  3.0 (1) · –',
      'Thu 12  –       · –',
      'Fri 13  4.0 (1) · –',
      'Sat 14  5.0 (1) · –',
      'Sun 15  4.5 (2) · –',
    ].join('\n'),
  );
  expect(sparklineOf(chartOf([])).split('\n')).toEqual([
    expect.stringMatching(/^·{7} {2}Nov 9/),
    expect.stringMatching(/^·{7} {2}Nov 2/),
  ]);
  expect(
    sparklineOf(chartOf([repeat(5, 12)], [3], 'ja'))
      .split('\n')
      .slice(3, 5),
  ).toEqual(['9日(月)   5.0 (12) · 3.0 (1)', '10日(火)  –        · –']);
});

/** The pixels of one letter, as text. */
function inkOf(letter: string, family: string): string {
  const canvas = createCanvas(48, 48);
  const context = canvas.getContext('2d');
  context.font = `32px ${family}`;
  context.fillText(letter, 4, 36);
  return Buffer.from(context.getImageData(0, 0, 48, 48).data).toString('base64');
}
