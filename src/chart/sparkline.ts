import type { ChartLine, DailyChart } from './daily-chart.ts';

const BARS = '▁▂▃▄▅▆▇█';
/** A day without ratings. */
const GAP = '·';

/** The chart in text, for where no picture can be shown: one line a week, a bar a day, "·" where nobody rated. */
export function sparklineOf(chart: DailyChart): string {
  return [chart.now, chart.before].map((line) => `${barsOf(line)}  ${line.name}`).join('\n');
}

function barsOf(line: ChartLine): string {
  return line.points.map(({ mean }) => (mean === null ? GAP : barOf(mean))).join('');
}

/** The scale is always 1 to 5, so that the bars of two charts compare. */
function barOf(mean: number): string {
  const place = Math.round(((mean - 1) / 4) * (BARS.length - 1));
  return BARS[Math.min(BARS.length - 1, Math.max(0, place))] ?? GAP;
}
