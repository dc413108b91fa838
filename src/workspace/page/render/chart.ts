import type { Block, Json } from '../../standin/workspace.ts';
import { legend } from './chart-legend.ts';
import { renderPie } from './chart-pie.ts';
import { type Plot, renderPlot } from './chart-plot.ts';
import type { RenderContext } from './context.ts';
import { type Html, html } from './html.ts';

/** A `data_visualization` block as SVG, in the colours of the page's theme. */
export function renderChart(block: Block, _context: RenderContext): Html {
  const chart = (block.chart ?? {}) as Json;
  const title = textOf(block.title);
  const type = String(chart.type);
  if (type === 'pie') return figure(title, renderPie(pointsOf(chart.segments), title));
  if (type !== 'line' && type !== 'bar' && type !== 'area') {
    return figure(title, html`<p class="cannot-draw">This stand-in cannot draw a chart of type “${type}”.</p>`);
  }
  const axis = (chart.axis_config ?? {}) as Json;
  const series = listOf(chart.series).map((each) => ({ name: textOf(each.name), points: pointsOf(each.data) }));
  const plot: Plot = {
    type,
    categories: Array.isArray(axis.categories)
      ? axis.categories.map(textOf)
      : (series[0]?.points.map((point) => point.label) ?? []),
    series,
    xLabel: textOf(axis.x_label),
    yLabel: textOf(axis.y_label),
  };
  return figure(
    title,
    html`${renderPlot(plot, title)}${series.length > 1 ? legend(series.map((each) => each.name)) : null}`,
  );
}

const figure = (title: string, content: Html) =>
  html`<figure class="b-chart"><figcaption>${title}</figcaption>${content}</figure>`;
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? textOf((value as Json).text)
    : value === undefined || value === null
      ? ''
      : String(value);
const pointsOf = (value: unknown) =>
  listOf(value).map((point) => ({ label: textOf(point.label), value: Number(point.value) }));
