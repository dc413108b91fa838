import type { KnownBlock } from '@slack/types';
import type { Call, Overview } from '../../csat/overview.ts';
import type { Scope } from '../../csat/subscription.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import {
  asKnownBlock,
  type ChartBlock,
  divider,
  header,
  leaf,
  line,
  note,
  outsideLine,
  plain,
  richText,
} from './blocks.ts';
import { periodWords } from './filter-words.ts';
import { counted, thumbsWords } from './words.ts';

export type WeekOverviews = {
  thisWeek: Overview;
  lastWeek: Overview;
  scope: Scope;
  /**
   * Of a channel without a subscription: whose days are counted; `untold`: nobody's, since Slack does not say where the reader
   * is. null: there is nothing to say of it.
   */
  days: 'the reader’s' | 'untold' | null;
  /** Of the last complete week; null: the numbers stand alone. */
  chart: ChartBlock | null;
};

/** This week so far and the last complete week: figures, chart, and how they are made. */
export function weekOverviews({ thisWeek, lastWeek, scope, days, chart }: WeekOverviews): SlackMessage {
  return {
    text: `CSAT last week: ${csatWords(lastWeek)}. This week so far: ${csatWords(thisWeek)}.`,
    blocks: [
      header('Customer satisfaction'),
      ...week('This week so far', thisWeek, false),
      divider(),
      ...week('Last complete week', lastWeek, true),
      ...(chart === null ? [] : [asKnownBlock(chart)]),
      note(
        plain(
          'CSAT is the mean of 1–5 scores by the day they were given; where shoppers give only a thumb, up counts 5 and down 1.',
        ),
        plain(scopeWords(scope)),
        ...(days === null ? [] : [plain(dayWords(days, thisWeek.zone))]),
      ),
    ],
  };
}

function week(title: string, overview: Overview, compared: boolean): KnownBlock[] {
  const { csat, messageFeedback, coverage, period, zone } = overview;
  const figure = (name: string, value: string, detail: string) =>
    line(leaf(`${name}  `), leaf(value, { bold: true }), leaf(detail === '' ? '' : `  ${detail}`));
  return [
    richText(
      line(leaf(title, { bold: true }), leaf(`  ·  ${periodWords({ zone, ...period })}`)),
      figure(
        'CSAT',
        csat.mean === null ? 'no ratings' : `${csat.mean.toFixed(2)} of 5`,
        [
          csat.rated === 0 ? null : `${counted(csat.upvotes, 'upvote')}, ${counted(csat.downvotes, 'downvote')}`,
          compared && csat.change !== null
            ? `${signed(csat.change, 2)} on the week before${callWords(csat.call)}`
            : null,
        ]
          .filter((words) => words !== null)
          .join(', '),
      ),
      figure(
        'Thumbs under answers',
        thumbsWords(messageFeedback),
        messageFeedback.upShare === null
          ? ''
          : `${percent(messageFeedback.upShare)} up${
              compared && messageFeedback.shareChange !== null
                ? `, ${signed(messageFeedback.shareChange * 100, 1)} points${callWords(messageFeedback.call)}`
                : ''
            }`,
      ),
      figure(
        'Conversations',
        coverage.conversations.toLocaleString('en'),
        coverage.responseRate === null ? '' : `${coverage.rated} rated, ${percent(coverage.responseRate)}`,
      ),
    ),
  ];
}

/** An arrow only where the interval allows one, and never without words. */
function callWords(call: Call | null): string {
  if (call === null) return '';
  return {
    up: ' ▲ better',
    down: ' ▼ worse',
    'no clear change': ' (no clear change)',
    'too few to call': ' (too few to call)',
  }[call];
}

function scopeWords({ assistants, locales, topics }: Scope): string {
  const parts = [
    assistants.length === 0 ? 'all assistants' : `assistants ${assistants.join(', ')}`,
    ...(locales.length === 0 ? [] : [`locales ${locales.join(', ')}`]),
    ...(topics.length === 0 ? [] : [`topics ${topics.join(', ')}`]),
  ];
  const element = outsideLine(`Counted: ${parts.join('; ')}. Sandbox conversations are left out.`, 300);
  return element.type === 'text' ? element.text : '';
}

const dayWords = (days: 'the reader’s' | 'untold', zone: string): string =>
  days === 'untold'
    ? `Days are those of ${zone}: this channel has no subscription, and Slack does not say in which time zone you are.`
    : `Days are yours (${zone}): this channel has no subscription.`;

function csatWords({ csat }: Overview): string {
  return csat.mean === null ? 'no ratings' : `${csat.mean.toFixed(2)} of 5 from ${counted(csat.rated, 'rating')}`;
}

const percent = (share: number) => `${Math.round(share * 100)}%`;
const signed = (value: number, decimals: number) => {
  const text = Math.abs(value).toFixed(decimals);
  return Number(text) === 0 ? `±${text}` : `${value < 0 ? '−' : '+'}${text}`;
};
