import { createCanvas } from '@napi-rs/canvas';
import {
  CategoryScale,
  Chart,
  type ChartItem,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Title,
} from 'chart.js';
import { CHART_SIZE, configurationOf } from './configuration.ts';
import type { DailyChart } from './daily-chart.ts';
import { fontsFor } from './fonts.ts';

Chart.register(CategoryScale, LinearScale, LineController, LineElement, PointElement, Legend, Title);

const PIXEL_RATIO = 2;

/** The Chart.js that draws here: the one whose configurations a chart service is sent. */
export const CHART_JS_VERSION = Chart.version;

/**
 * What a chart service makes of the chart, drawn here: the same plain configuration on the same white ground, at the same
 * size and density, with nothing of our own added but the font. Answers the PNG.
 */
export function drawHostedChart(chart: DailyChart): Buffer {
  const canvas = createCanvas(CHART_SIZE.width, CHART_SIZE.height);
  const sent = JSON.parse(JSON.stringify(configurationOf(chart)));
  const drawn = new Chart(canvas as unknown as ChartItem, {
    ...sent,
    options: { ...sent.options, devicePixelRatio: PIXEL_RATIO, font: { family: fontsFor(chart.language) } },
    plugins: [whiteGround],
  });
  const png = canvas.toBuffer('image/png');
  drawn.destroy();
  return png;
}

const whiteGround = {
  id: 'ground',
  beforeDraw: ({ ctx, width, height }: Chart) => {
    ctx.save();
    ctx.fillStyle = '#ffffff';
    ctx.fillRect(0, 0, width, height);
    ctx.restore();
  },
};
