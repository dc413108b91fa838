import type { ChartConfiguration } from 'chart.js';
import type { ChartLine, DailyChart } from './daily-chart.ts';

/** The size at which the chart is laid out; letters of 20 stay readable when a phone shows it 360 wide. */
export const CHART_SIZE = { width: 640, height: 400 };

/** Dark and solid over light and dashed: told apart without colours too. Both keep 3:1 against white. */
export const COLOURS = { ink: '#1b2430', now: '#1257c9', before: '#7d8896', muted: '#5a6675', grid: '#e6eaef' };

export type LineConfiguration = ChartConfiguration<'line', (number | null)[], string | string[]>;

/**
 * The chart as a Chart.js 4 configuration that is plain JSON, so that a chart service can draw it.
 * Under each day stand the ratings behind this week's point and, in brackets, behind the previous week's.
 */
export function configurationOf(chart: DailyChart): LineConfiguration {
  return {
    type: 'line',
    data: {
      labels: chart.labels.map((label, index) => [label, countsOf(chart, index)]),
      datasets: [
        { ...lineOf(chart.now), borderColor: COLOURS.now, backgroundColor: COLOURS.now, borderWidth: 4, order: 1 },
        {
          ...lineOf(chart.before),
          borderColor: COLOURS.before,
          backgroundColor: '#ffffff',
          borderWidth: 3,
          borderDash: [7, 6],
          // A ring that shows around this week's point where both are the same.
          pointRadius: 8,
          order: 2,
        },
      ],
    },
    options: {
      animation: false,
      responsive: false,
      clip: false,
      elements: { point: { radius: 6, borderWidth: 3 } },
      layout: { padding: { top: 12, right: 28, bottom: 12, left: 12 } },
      scales: {
        y: {
          min: 1,
          max: 5,
          border: { display: false },
          grid: { color: COLOURS.grid, lineWidth: 2, tickLength: 0 },
          ticks: { stepSize: 1, padding: 12, color: COLOURS.muted, font: { size: 18 } },
        },
        x: {
          offset: true,
          border: { display: false },
          grid: { display: false },
          title: {
            display: true,
            text: `${chart.words.ratings} (${chart.words.weekBefore})`,
            color: COLOURS.muted,
            font: { size: 15 },
          },
          ticks: { autoSkip: false, maxRotation: 0, color: COLOURS.muted, font: { size: 18 } },
        },
      },
      plugins: {
        title: {
          display: true,
          text: chart.title,
          align: 'start',
          color: COLOURS.ink,
          font: { size: 22, weight: 600 },
          // Room for a point at 5, which stands half above the plot.
          padding: { top: 4, bottom: 20 },
        },
        legend: {
          // Below: its points would pass for points of the line where they stand right over it.
          position: 'bottom',
          align: 'start',
          labels: {
            color: COLOURS.ink,
            font: { size: 18 },
            usePointStyle: true,
            boxHeight: 9,
            padding: 18,
          },
        },
      },
    },
  };
}

function lineOf(line: ChartLine) {
  return {
    label: line.name,
    data: line.points.map(({ mean }) => (mean === null ? null : Math.round(mean * 100) / 100)),
  };
}

function countsOf(chart: DailyChart, index: number): string {
  return `${chart.now.points[index]?.rated ?? 0} (${chart.before.points[index]?.rated ?? 0})`;
}
