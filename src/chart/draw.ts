import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import {
  CategoryScale,
  Chart,
  type ChartItem,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
  Title,
} from 'chart.js';
import { CHART_SIZE, COLOURS, configurationOf, type LineConfiguration } from './configuration.ts';
import type { DailyChart } from './daily-chart.ts';
import { fontsFor } from './fonts.ts';

Chart.register(CategoryScale, LinearScale, LineController, LineElement, PointElement, Title);

/** Slack shows a picture up to twice as dense as it is wide. */
const PIXEL_RATIO = 2;
const HEAD = 84;
const FOOT = 96;
/** Three dashes and the two gaps between them. */
const SAMPLE_WIDTH = 39;
const SIDE = { left: 20, right: 24 };

/** Draws the chart on a white card that stands on Slack's light and dark themes alike. Answers the PNG. */
export function drawDailyChart(chart: DailyChart): Buffer {
  const family = fontsFor(chart.language);
  const canvas = createCanvas(CHART_SIZE.width, CHART_SIZE.height);
  const drawn = new Chart(canvas as unknown as ChartItem, inHouse(configurationOf(chart), chart, family));
  const png = canvas.toBuffer('image/png');
  drawn.destroy();
  // Its pixels lie outside of the heap, where no collector sees them pile up.
  canvas.width = 0;
  canvas.height = 0;
  return png;
}

/** The shared configuration, with what only code can draw: the card, the legend's lines, the values and two rows of counts. */
function inHouse(configuration: LineConfiguration, chart: DailyChart, family: string): LineConfiguration {
  const { options } = configuration;
  const font = { family, size: 19 };
  const { x, y } = options?.scales ?? {};
  return {
    ...configuration,
    data: { ...configuration.data, labels: chart.labels },
    options: {
      ...options,
      devicePixelRatio: PIXEL_RATIO,
      layout: { padding: { top: HEAD, bottom: FOOT, ...SIDE } },
      scales: {
        y: { ...y, ticks: { ...y?.ticks, font } },
        x: { ...x, title: { display: false }, ticks: { ...x?.ticks, display: false } },
      } as NonNullable<LineConfiguration['options']>['scales'],
      plugins: { ...options?.plugins, title: { display: false }, legend: { display: false } },
    },
    plugins: [cardAndHead(chart, family), valuesAndCounts(chart, family)],
  };
}

function cardAndHead(chart: DailyChart, family: string): Plugin<'line'> {
  return {
    id: 'card',
    beforeDraw: ({ ctx }) => {
      const context = ctx as unknown as SKRSContext2D;
      context.save();
      context.beginPath();
      context.roundRect(1, 1, CHART_SIZE.width - 2, CHART_SIZE.height - 2, 14);
      context.fillStyle = '#ffffff';
      context.fill();
      context.strokeStyle = '#d5dbe2';
      context.lineWidth = 1.5;
      context.stroke();
      context.textBaseline = 'middle';
      context.fillStyle = COLOURS.ink;
      context.font = `600 22px ${family}`;
      context.fillText(chart.title, SIDE.left, 32);
      const titleEnd = SIDE.left + context.measureText(chart.title).width;
      context.font = `19px ${family}`;
      let at = CHART_SIZE.width - SIDE.right;
      for (const line of ['before', 'now'] as const) {
        const { name } = chart[line];
        at -= context.measureText(name).width;
        context.fillStyle = line === 'now' ? COLOURS.ink : COLOURS.muted;
        context.fillText(name, at, 32);
        at -= SAMPLE_WIDTH + 10;
        drawSample(context, at, 32, line);
        at -= 22;
      }
      const meaning = `n = ${chart.words.ratings}`;
      context.font = `16px ${family}`;
      context.fillStyle = COLOURS.muted;
      if (titleEnd + 12 + context.measureText(meaning).width <= at) context.fillText(meaning, titleEnd + 12, 33);
      context.restore();
    },
  };
}

function valuesAndCounts(chart: DailyChart, family: string): Plugin<'line'> {
  return {
    id: 'values',
    afterDatasetsDraw: (drawn) => {
      const context = drawn.ctx as unknown as SKRSContext2D;
      const { chartArea } = drawn;
      const centres = chart.labels.map((_, index) => drawn.scales.x?.getPixelForValue(index) ?? 0);
      const rows = { day: chartArea.bottom + 28, now: chartArea.bottom + 56, before: chartArea.bottom + 82 };
      context.save();
      context.textBaseline = 'middle';
      context.textAlign = 'center';
      centres.forEach((centre, index) => {
        const point = chart.now.points[index];
        write(context, chart.labels[index] ?? '', centre, rows.day, COLOURS.ink, `19px ${family}`);
        write(context, `${point?.rated ?? 0}`, centre, rows.now, COLOURS.now, `600 19px ${family}`);
        write(
          context,
          `${chart.before.points[index]?.rated ?? 0}`,
          centre,
          rows.before,
          COLOURS.muted,
          `19px ${family}`,
        );
        if (!point || point.mean === null || point.label === null) return;
        const height = (drawn.scales.y?.getPixelForValue(point.mean) ?? 0) + (isLabelBelow(chart, index) ? 24 : -23);
        writeWithHalo(context, point.label, centre, height, COLOURS.ink, `600 19px ${family}`);
      });
      drawRowHead(context, rows.now, 'now', family);
      drawRowHead(context, rows.before, 'before', family);
      if (chart.now.points.every(({ mean }) => mean === null)) {
        const middle = { x: (chartArea.left + chartArea.right) / 2, y: (chartArea.top + chartArea.bottom) / 2 };
        writeOnPlate(context, chart.words.noRatings, middle, COLOURS.muted, `600 22px ${family}`);
      }
      context.restore();
    },
  };
}

function drawRowHead(context: SKRSContext2D, y: number, line: 'now' | 'before', family: string) {
  write(context, 'n', SIDE.left + 6, y, COLOURS.muted, `19px ${family}`);
  drawPoint(context, SIDE.left + 26, y, line);
}

/** A piece of the line with a point in it. */
function drawSample(context: SKRSContext2D, x: number, y: number, line: 'now' | 'before') {
  context.beginPath();
  context.setLineDash(line === 'now' ? [] : [9, 6]);
  context.lineWidth = line === 'now' ? 4 : 3;
  context.strokeStyle = COLOURS[line];
  context.moveTo(x, y);
  context.lineTo(x + SAMPLE_WIDTH, y);
  context.stroke();
  drawPoint(context, x + SAMPLE_WIDTH / 2, y, line);
}

function drawPoint(context: SKRSContext2D, x: number, y: number, line: 'now' | 'before') {
  context.beginPath();
  context.setLineDash([]);
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.fillStyle = line === 'now' ? COLOURS.now : '#ffffff';
  context.fill();
  context.lineWidth = 3;
  context.strokeStyle = COLOURS[line];
  context.stroke();
}

/** A value stands above its point, or below where the lines would run through it. */
function isLabelBelow({ now, before }: DailyChart, index: number): boolean {
  const mean = now.points[index]?.mean ?? 0;
  const neighbours = [now.points[index - 1]?.mean, now.points[index + 1]?.mean];
  const obstacles = (side: 1 | -1) => {
    const above = (other: number | null | undefined, least: number) =>
      typeof other === 'number' && side * (other - mean) > least;
    const pointBefore = before.points[index]?.mean;
    const hidden = above(pointBefore, 0.06) && !above(pointBefore, 0.8) ? 3 : 0;
    return hidden + neighbours.filter((neighbour) => above(neighbour, 0.4)).length;
  };
  const belowTheAxis = mean < 1.5 ? 9 : 0;
  return obstacles(-1) + belowTheAxis < obstacles(1);
}

/** The halo keeps letters readable over a line. */
function writeWithHalo(context: SKRSContext2D, text: string, x: number, y: number, colour: string, font: string) {
  context.font = font;
  context.lineJoin = 'round';
  context.lineWidth = 6;
  context.strokeStyle = '#ffffff';
  context.strokeText(text, x, y);
  write(context, text, x, y, colour, font);
}

/** A white plate hides the line behind words that stand in the middle of the picture. */
function writeOnPlate(
  context: SKRSContext2D,
  text: string,
  centre: { x: number; y: number },
  colour: string,
  font: string,
) {
  context.font = font;
  const width = context.measureText(text).width + 24;
  context.fillStyle = '#ffffff';
  context.fillRect(centre.x - width / 2, centre.y - 18, width, 36);
  write(context, text, centre.x, centre.y, colour, font);
}

function write(context: SKRSContext2D, text: string, x: number, y: number, colour: string, font: string) {
  context.font = font;
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
