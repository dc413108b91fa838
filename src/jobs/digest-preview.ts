import { CHART_JS_VERSION, drawHostedChart } from '../chart/draw-hosted.ts';
import { quickChartUrl } from '../chart/quickchart.ts';
import { instantsOf, type Period } from '../csat/period.ts';
import type { Scope } from '../csat/subscription.ts';
import { findSubscription } from '../db/subscriptions.ts';
import type { SlackMessage } from '../delivery/message.ts';
import { type DigestTools, digestChartOf, previewDigest } from './digest.ts';

export type ChartRendering = 'png' | 'quickchart' | 'native' | 'sparkline';

export type RenderedQuestion = {
  /** Whose subscription's alerts are meant; one that has none: nobody's. */
  channelId: string;
  period: Period;
  scope: Scope;
  language: string;
  rendering: ChartRendering;
  now: Date;
};

/** A message, the picture that its image block names, and what is to be known of how it was made (null: nothing). */
export type RenderedDigest = { message: SlackMessage; png: Buffer | null; note: string | null };

/** Any address: what is drawn from is the configuration in it. */
const SERVICE_URL = 'https://quickchart.io';
/** Stands for the id that Slack gives an uploaded picture. */
const FILE_ID = 'F0000000000';

/** The digest of any week with its chart in one of the four renderings. Nothing leaves the machine, nothing is kept. */
export async function renderDigestPreview(
  { db, gaps }: Pick<DigestTools, 'db' | 'gaps'>,
  question: RenderedQuestion,
): Promise<RenderedDigest> {
  const { channelId, period, scope, language, rendering, now } = question;
  let png: Buffer | null = null;
  const tools: DigestTools = {
    db,
    gaps,
    uploadPng:
      rendering === 'png'
        ? async (drawn) => {
            png = drawn;
            return FILE_ID;
          }
        : null,
    quickchartUrl: rendering === 'quickchart' ? SERVICE_URL : null,
    log: { warn: () => {} },
  };
  const preview = await previewDigest(tools, {
    period,
    scope,
    language,
    subscription: await findSubscription(db, channelId),
    asOf: new Date(Math.min(now.getTime(), instantsOf(period).end.getTime())),
    trial: false,
  });
  if (rendering === 'sparkline') return { message: await preview.plain(), png, note: null };
  if (rendering !== 'quickchart') return { message: preview.message, png, note: null };

  const chart = digestChartOf(preview.digest.figures, language);
  const urlCharacters = quickChartUrl(chart, SERVICE_URL)?.length;
  if (urlCharacters === undefined) return { message: preview.message, png, note: null };
  return {
    message: { ...preview.message, blocks: preview.message.blocks.map(asUploaded) },
    png: drawHostedChart(chart),
    note: `No chart service was asked: its configuration (an address of ${urlCharacters} characters) was drawn here by Chart.js ${CHART_JS_VERSION}.`,
  };
}

const asUploaded = (block: SlackMessage['blocks'][number]): SlackMessage['blocks'][number] =>
  block.type === 'image' ? { type: 'image', slack_file: { id: FILE_ID }, alt_text: block.alt_text } : block;
