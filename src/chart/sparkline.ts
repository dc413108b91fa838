import type { ChartLine, ChartPoint, DailyChart } from './daily-chart.ts';

const BARS = '▁▂▃▄▅▆▇█';
/** A day without ratings. */
const GAP = '·';
const NO_MEAN = '–';

/**
 * The chart in text, for where no picture can be shown: a line of bars for each week, a bar a day, "·" where nobody rated;
 * below, unless nobody did at all, a line a day with the mean and, in brackets, the ratings behind it, first this week's, then the previous one's.
 */
export function sparklineOf(chart: DailyChart): string {
  const lines = [chart.now, chart.before];
  const bars = lines.map((line) => `${barsOf(line)}  ${line.name}`);
  if (lines.every(({ points }) => points.every(({ mean }) => mean === null))) return bars.join('\n');
  const columns = [chart.labels, chart.now.points.map(figures), chart.before.points.map(figures)].map(aligned);
  const days = chart.labels.map((_, day) => {
    const [label, now, before] = columns.map((column) => column[day] ?? '');
    return `${label}  ${now} · ${before}`.trimEnd();
  });
  return [...bars, '', ...days].join('\n');
}

const figures = ({ label, rated }: ChartPoint) => (label === null ? NO_MEAN : `${label} (${rated})`);

/** Each as wide as the widest, where letters are all of one width but Japanese ones, which are of two. */
function aligned(cells: string[]): string[] {
  const width = Math.max(0, ...cells.map(widthOf));
  return cells.map((cell) => cell + ' '.repeat(width - widthOf(cell)));
}

const widthOf = (text: string) =>
  [...text].reduce((width, letter) => width + (/[\u3000-\u9fff\uff00-\uff60]/.test(letter) ? 2 : 1), 0);

function barsOf(line: ChartLine): string {
  return line.points.map(({ mean }) => (mean === null ? GAP : barOf(mean))).join('');
}

/** The scale is always 1 to 5, so that the bars of two charts compare. */
function barOf(mean: number): string {
  const place = Math.round(((mean - 1) / 4) * (BARS.length - 1));
  return BARS[Math.min(BARS.length - 1, Math.max(0, place))] ?? GAP;
}
