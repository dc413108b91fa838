import type { DailyChart } from '../chart/daily-chart.ts';
import { dataVisualizationOf } from '../chart/native.ts';
import { renderPng } from '../chart/png.ts';
import { quickChartUrl } from '../chart/quickchart.ts';
import type { ChartBlock } from '../slack/views/blocks.ts';
import { hostedChart, uploadedChart } from '../slack/views/chart.ts';

/** Where a picture can be had. */
export type ChartTools = {
  /** Gives Slack a picture that belongs to no channel, and answers its file id; null: there is nowhere to upload to. */
  uploadPng: ((png: Buffer, picture: { filename: string; title: string; altText: string }) => Promise<string>) | null;
  /** null: no chart service is used. */
  quickchartUrl: string | null;
  log: { warn: (facts: object, message: string) => void };
};

/**
 * The chart as the best block that can be had: the picture drawn here, else a chart service's, else Slack's own chart.
 * null: none of them, so the sparkline stands for it. Why a better one failed is logged; a chart holds up no text.
 */
export async function chartBlockOf(chart: DailyChart, tools: ChartTools): Promise<ChartBlock | null> {
  if (tools.uploadPng !== null) {
    try {
      const png = await renderPng(chart);
      const { title, altText } = chart;
      return uploadedChart(await tools.uploadPng(png, { filename: 'csat.png', title, altText }), chart);
    } catch (error) {
      tools.log.warn({ err: error }, 'The chart could not be uploaded: the next kind of chart stands in for it');
    }
  }
  const url = tools.quickchartUrl === null ? null : quickChartUrl(chart, tools.quickchartUrl);
  return url === null ? dataVisualizationOf(chart) : hostedChart(url, chart);
}
