import { createHash } from 'node:crypto';
import type { DailyChart } from '../chart/daily-chart.ts';
import { dataVisualizationOf } from '../chart/native.ts';
import { renderPng } from '../chart/png.ts';
import { quickChartUrl } from '../chart/quickchart.ts';
import type { Pictures } from '../delivery/message.ts';
import type { ChartBlock } from '../slack/views/blocks.ts';
import { hostedChart, uploadedChart } from '../slack/views/chart.ts';
import type { RecentPictures } from './recent-pictures.ts';

/** Where a picture can be had. */
export type ChartTools = {
  /** Gives Slack a picture that belongs to no channel, and answers its file id; null: there is nowhere to upload to. */
  uploadPng: ((png: Buffer, picture: { filename: string; title: string; altText: string }) => Promise<string>) | null;
  /** null: no chart service is used. */
  quickchartUrl: string | null;
  /** The files that answers share; missing: each answer's picture has a file of its own. */
  recent?: RecentPictures;
  log: { warn: (facts: object, message: string) => void };
};

/** Where the file of a message's picture is kept, so that a further try shows that one instead of uploading another. */
export type PictureShelf = {
  /** null: there is none of that print. */
  find: (print: string) => Promise<string | null>;
  keep: (picture: { fileId: string; print: string }) => Promise<void>;
};

/**
 * The chart as the best block that can be had of those that may be shown: the picture drawn here, else a chart service's, else
 * Slack's own chart. null: none of them, so the sparkline stands for it. Why a better one failed is logged; a chart holds up no text.
 */
export async function chartBlockOf(
  chart: DailyChart,
  tools: ChartTools,
  { pictures = 'all', shelf }: { pictures?: Pictures; shelf?: PictureShelf } = {},
): Promise<ChartBlock | null> {
  const fileId = pictures === 'all' ? await uploadedFile(chart, tools, shelf) : null;
  if (fileId !== null) return uploadedChart(fileId, chart);
  const url = pictures === 'none' || tools.quickchartUrl === null ? null : quickChartUrl(chart, tools.quickchartUrl);
  return url === null ? dataVisualizationOf(chart) : hostedChart(url, chart);
}

async function uploadedFile(
  chart: DailyChart,
  { uploadPng, recent, log }: ChartTools,
  shelf?: PictureShelf,
): Promise<string | null> {
  if (uploadPng === null) return null;
  const print = createHash('sha256').update(JSON.stringify(chart)).digest('hex');
  const known = await shelf?.find(print);
  if (known) return known;
  const { title, altText } = chart;
  const upload = async () => uploadPng(await renderPng(chart), { filename: 'csat.png', title, altText });
  let fileId: string;
  try {
    fileId = await (recent === undefined || shelf !== undefined ? upload() : recent.fileOf(print, upload));
  } catch (error) {
    log.warn({ err: error }, 'The chart could not be uploaded: the next kind of chart stands in for it');
    return null;
  }
  await shelf?.keep({ fileId, print });
  return fileId;
}
