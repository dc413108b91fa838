import { type Html, html } from './html.ts';

type Series = { name: string; points: { label: string; value: number }[] };
export type Plot = {
  type: 'line' | 'bar' | 'area';
  categories: string[];
  series: Series[];
  xLabel: string;
  yLabel: string;
};

const WIDTH = 600;
const HEIGHT = 240;
const LEFT = 48;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 44;
const BAR_SHARE = 0.7;

type Scales = { x: (index: number) => number; y: (value: number) => number; step: number };

/** Lines, areas or bars over categories. */
export function renderPlot(plot: Plot, title: string): Html {
  const ticks = niceTicks(
    plot.series.flatMap((series) => series.points.map((point) => point.value)).filter(Number.isFinite),
  );
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const step = (WIDTH - LEFT - RIGHT) / Math.max(plot.categories.length, 1);
  const scales: Scales = {
    step,
    x: (index) => LEFT + (index + 0.5) * step,
    y: (value) => TOP + (1 - (value - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM),
  };
  const shapes =
    plot.type === 'bar'
      ? plot.series.map((series, index) => bars(series, index, plot, scales))
      : plot.series.map((series, index) => line(series, index, plot, scales));
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${summary(plot, title)}">${ticks.map((tick) => gridLine(tick, scales))}${xAxis(plot, scales)}${shapes}${axisNames(plot)}</svg>`;
}

function line(series: Series, index: number, plot: Plot, scales: Scales): Html {
  const at = series.points.map(
    (point, place) => [scales.x(place).toFixed(1), scales.y(point.value).toFixed(1)] as const,
  );
  const path = at.map(([x, y]) => `${x},${y}`).join(' ');
  const base = scales.y(0).toFixed(1);
  const area =
    plot.type === 'area' && at.length > 0
      ? html`<polygon class="area series-${index % 6}" points="${at[0]?.[0] ?? 0},${base} ${path} ${at.at(-1)?.[0] ?? 0},${base}"/>`
      : null;
  const dots = at.map(
    ([x, y], place) =>
      html`<circle class="dot series-${index % 6}" cx="${x}" cy="${y}" r="3.5">${tip(series, place)}</circle>`,
  );
  return html`${area}<polyline class="line series-${index % 6}" points="${path}"/>${dots}`;
}

function bars(series: Series, index: number, plot: Plot, scales: Scales): Html {
  const width = (scales.step * BAR_SHARE) / plot.series.length;
  return html`${series.points.map((point, place) => {
    const left = scales.x(place) - (scales.step * BAR_SHARE) / 2 + index * width;
    const [top, bottom] = [Math.min(scales.y(point.value), scales.y(0)), Math.max(scales.y(point.value), scales.y(0))];
    return html`<rect class="bar series-${index % 6}" x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${Math.max(width - 2, 1).toFixed(1)}" height="${Math.max(bottom - top, 0).toFixed(1)}" rx="2">${tip(series, place)}</rect>`;
  })}`;
}

const tip = (series: Series, place: number) =>
  html`<title>${series.name ? `${series.name}, ` : ''}${series.points[place]?.label ?? ''}: ${series.points[place]?.value ?? ''}</title>`;

function gridLine(tick: number, scales: Scales): Html {
  const y = scales.y(tick).toFixed(1);
  return html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}"/><text class="tick" x="${LEFT - 8}" y="${y}" dy="0.35em" text-anchor="end">${String(tick)}</text>`;
}

/** The names under the plot; every second or third only, when they would touch. */
function xAxis(plot: Plot, scales: Scales): Html {
  const longest = Math.max(...plot.categories.map((category) => category.length), 1);
  const every = Math.max(1, Math.ceil((longest * 7) / scales.step));
  return html`${plot.categories.map((category, index) =>
    index % every === 0
      ? html`<text class="tick" x="${scales.x(index).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${category}</text>`
      : null,
  )}`;
}

function axisNames({ xLabel, yLabel }: Plot): Html {
  return html`${xLabel ? html`<text class="axis" x="${(WIDTH + LEFT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${xLabel}</text>` : null}${
    yLabel
      ? html`<text class="axis" transform="rotate(-90)" x="${-(HEIGHT - BOTTOM) / 2}" y="11" text-anchor="middle">${yLabel}</text>`
      : null
  }`;
}

const summary = (plot: Plot, title: string) =>
  `${title}. ${plot.series.map((series) => `${series.name}: ${series.points.map((point) => `${point.label} ${point.value}`).join(', ')}`).join('. ')}`;

/** About five round numbers that span the values and zero. */
function niceTicks(values: number[]): number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const rough = (high - low || 1) / 4;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * magnitude >= rough) ?? 10) * magnitude;
  const from = Math.floor(low / step);
  const to = Math.max(Math.ceil(high / step), from + 1);
  return Array.from({ length: to - from + 1 }, (_, index) => Number(((from + index) * step).toPrecision(10)));
}
