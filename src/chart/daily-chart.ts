import type { Overview } from '../csat/overview.ts';
import { type Day, daysOf } from '../csat/period.ts';
import type { Voice } from '../csat/voice.ts';

/** One local day of one line. `mean` is the mean score (1–5) of its `rated` ratings, null where there are none. */
export type ChartPoint = { day: Day; mean: number | null; rated: number; label: string | null };

/** One line of the chart. `name` is its span of days. */
export type ChartLine = { name: string; points: ChartPoint[] };

/**
 * The daily CSAT of a period over the one before: one value, drawn in four ways. It is plain data (it crosses threads),
 * and its words are ready to read.
 */
export type DailyChart = {
  language: string;
  title: string;
  /** One a day of the period: "Mon 9". */
  labels: string[];
  now: ChartLine;
  before: ChartLine;
  words: { weekBefore: string; ratings: string; noRatings: string };
  /** Everything that the picture shows, with the numbers, for those who don't see it. */
  altText: string;
};

type Daily = Overview['daily'];

/** @param before the daily means of the previous period; days that are missing count as days without ratings */
export function dailyChartOf(overview: Overview, before: Daily, voice: Voice): DailyChart {
  const { words } = voice;
  const pointOf = ({ day, mean, rated }: Daily[number]): ChartPoint => ({
    day,
    mean,
    rated,
    label: mean === null ? null : voice.shortMean(mean),
  });
  const known = new Map(before.map((point) => [point.day, point]));
  const daysBefore = daysOf({ zone: overview.zone, ...overview.previous });
  const now = { name: voice.days(overview.period), points: overview.daily.map(pointOf) };
  const previous = {
    name: voice.days(overview.previous),
    points: daysBefore.map((day) => pointOf(known.get(day) ?? { day, mean: null, rated: 0 })),
  };
  const told = (line: ChartLine) =>
    line.points
      .map(({ day, label, rated }) =>
        label === null
          ? words.labelled(voice.shortDay(day), words.chart.noRatings)
          : words.labelled(voice.shortDay(day), words.bracketed(label, voice.counted('ratings', rated))),
      )
      .join('; ');
  const said = (title: string, line: ChartLine) => words.labelled(words.bracketed(title, line.name), told(line));
  return {
    language: voice.language,
    title: words.chart.title,
    labels: overview.daily.map(({ day }) => voice.shortDay(day)),
    now,
    before: previous,
    words: words.chart,
    altText: `${said(words.chart.title, now)}. ${said(words.chart.weekBefore, previous)}.`,
  };
}
