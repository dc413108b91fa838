import type { DailyChart } from './daily-chart.ts';

type Series = { name: string; data: { label: string; value: number }[] };

/** Slack's own chart block, which its type package does not know yet. */
export type DataVisualizationBlock = {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'line';
    series: Series[];
    axis_config: { categories: string[]; y_label: string };
  };
};

const MAX_LABEL = 20;
const MAX_TITLE = 50;

/**
 * The chart as Slack draws it. Slack wants a number for every day of every line, and a day without ratings has none:
 * such days are left out, and so is the previous week's line where it lacks one of the days that are left. The chart in
 * text says what is missing. null: no day has ratings.
 */
export function dataVisualizationOf(chart: DailyChart): DataVisualizationBlock | null {
  const days = chart.now.points.flatMap(({ mean, rated }, index) =>
    mean === null
      ? []
      : [
          {
            label: `${chart.labels[index]} (${rated})`.slice(0, MAX_LABEL),
            mean,
            before: chart.before.points[index]?.mean ?? null,
          },
        ],
  );
  if (days.length === 0) return null;
  const series = [{ name: chart.now.name, data: days.map(({ label, mean }) => ({ label, value: rounded(mean) })) }];
  const complete = days.flatMap(({ label, before }) => (before === null ? [] : [{ label, value: rounded(before) }]));
  if (complete.length === days.length) series.push({ name: chart.before.name, data: complete });
  return {
    type: 'data_visualization',
    title: `${chart.title} · ${chart.now.name}`.slice(0, MAX_TITLE),
    chart: {
      type: 'line',
      series: series.map(({ name, data }) => ({ name: spanOf(name), data })),
      axis_config: { categories: days.map(({ label }) => label), y_label: `CSAT 1–5 (n: ${chart.words.ratings})` },
    },
  };
}

/** A span of days that is too long for Slack gives up the spaces about its dash before its end. */
const spanOf = (name: string) => (name.length <= MAX_LABEL ? name : name.replace(/\s*–\s*/, '–')).slice(0, MAX_LABEL);

const rounded = (mean: number) => Math.round(mean * 100) / 100;
