import type { KnownBlock } from '@slack/types';
import type { Digest } from '../../csat/digest.ts';
import type { QuestionKey } from '../../csat/gap.ts';
import { headlineOf } from '../../csat/headline.ts';
import { type Voice, voiceOf } from '../../csat/voice.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { ACTION } from '../ids.ts';
import type { ChartBlock } from './blocks.ts';
import { asKnownBlock, button, buttons, header, leaf, line, note, plain, richText } from './blocks.ts';
import { breakdownLines, breakdownTable, nameOf } from './digest-breakdown.ts';
import { digestCards } from './digest-cards.ts';
import { digestGaps } from './digest-gaps.ts';
import { digestLoop } from './digest-loop.ts';
import { digestSignals } from './digest-signals.ts';
import { warningWords } from './digest-warnings.ts';
import { cut, fallbackText } from './text.ts';

export type DigestView = {
  digest: Digest;
  /** The picture, or Slack's own chart; null: none can be had. */
  chart: ChartBlock | null;
  /** The chart in text: in place of a picture, and below Slack's own, which says less. */
  sparkline: string;
  /** The words of a gap's sample; null: erased. Missing: all of them. */
  questionOf?: (sample: QuestionKey) => string | null;
  /** Slack refused the full message: no table either. */
  plain: boolean;
};

const MAX_HEADLINE = 600;
const MAX_WARNINGS = 8;

/**
 * The weekly message of one subscription. From the top: what happened in one sentence, what to know before believing it,
 * the chart, the four figures, where they come from, the gaps that explain them, what became of the downvotes, how the numbers are made.
 */
export function digestMessage({
  digest,
  chart,
  sparkline,
  questionOf = () => null,
  plain: isPlain,
}: DigestView): SlackMessage {
  const voice = voiceOf(digest.language);
  const { words } = voice;
  const { figures } = digest;
  const { overview } = figures;
  const title = words.title(voice.days(overview.period, true));
  const headline = cut(headlineOf(digest, nameOf), MAX_HEADLINE);
  return {
    text: fallbackText(`${digest.trial ? `${words.trial} ` : ''}${title}: ${headline}`, 1_000),
    blocks: [
      header(title),
      ...(digest.trial ? [note(plain(words.trial))] : []),
      richText(line(leaf(headline, { bold: true }))),
      ...warnings(digest, voice),
      ...(chart === null ? [] : [asKnownBlock(chart)]),
      ...(chart === null || isNative(chart) ? [inText(sparkline, voice)] : []),
      digestCards(figures, voice),
      ...(isPlain ? breakdownLines : breakdownTable)(figures.breakdown, voice),
      ...digestGaps(figures, voice, questionOf),
      digestLoop(figures.loop, voice),
      ...digestSignals(digest, voice),
      note(plain(words.made(overview.zone))),
      ...buttons(
        overview.csat.downvotes === 0
          ? null
          : button(
              ACTION.listDownvotesOfWeek,
              words.listDownvotes,
              JSON.stringify({ zone: overview.zone, ...overview.period }),
            ),
      ),
    ],
  };
}

function warnings({ figures }: Digest, voice: Voice): KnownBlock[] {
  const told = figures.warnings
    .slice(0, MAX_WARNINGS)
    .map((warning) => line(leaf(`⚠️ ${warningWords(warning, voice)}`)));
  return told.length === 0 ? [] : [richText(...told)];
}

/** Slack's own chart cannot show days without ratings, nor how many ratings stand behind the week before. */
const isNative = (chart: ChartBlock) => chart.type === 'data_visualization';

function inText(sparkline: string, { words: { chart, bracketed } }: Voice): KnownBlock {
  return richText(line(leaf(`${bracketed(chart.title, chart.ratings)} · ${chart.weekBefore}`)), {
    type: 'rich_text_preformatted',
    elements: [{ type: 'text', text: sparkline }],
  });
}
