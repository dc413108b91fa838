import type { Call, Overview } from '../csat/overview.ts';
import {
  formatCount,
  formatCountChange,
  formatMean,
  formatMeanChange,
  formatShare,
  formatShareChange,
} from './figures.ts';
import { renderTable } from './table.ts';

/** The overview for a terminal: this period, the one before, the change; then every local day. */
export function renderOverview(overview: Overview): string {
  const { csat, messageFeedback: thumbs, coverage } = overview;
  const { previous } = csat;
  const before = thumbs.previous;
  const counted = (label: string, now: number, former: number, change: number | null) => [
    label,
    formatCount(now),
    formatCount(former),
    formatCountChange(change, now),
  ];
  const rows = [
    ['', 'this period', 'before', 'change'],
    [
      'CSAT mean (1–5)',
      formatMean(csat.mean),
      formatMean(previous.mean),
      withCall(formatMeanChange(csat.change), csat.call),
    ],
    ['Ratings', formatCount(csat.rated), formatCount(previous.rated)],
    ['  up', formatCount(csat.upvotes), formatCount(previous.upvotes)],
    ['  neutral', formatCount(csat.neutral), formatCount(previous.neutral)],
    ['  down', formatCount(csat.downvotes), formatCount(previous.downvotes)],
    counted('Thumbs up', thumbs.up, before.up, thumbs.upChange),
    counted('Thumbs down', thumbs.down, before.down, thumbs.downChange),
    [
      'Share of thumbs up',
      formatShare(thumbs.upShare),
      formatShare(before.upShare),
      withCall(formatShareChange(thumbs.shareChange), thumbs.call),
    ],
    ['Conversations', formatCount(coverage.conversations)],
    ['  rated', formatCount(coverage.rated)],
    ['  unknown', formatCount(coverage.unknown)],
    ['Response rate', formatShare(coverage.responseRate)],
  ];
  const days = overview.daily.map(({ day, mean, rated }) => [day, formatMean(mean), formatCount(rated)]);
  const { period, previous: former } = overview;
  return [
    `${overview.zone}, ${overview.environment} conversations: ${period.from} to ${period.to} (exclusive), `,
    `before: ${former.from} to ${former.to}\n\n`,
    renderTable(rows),
    '\n',
    renderTable([['Day', 'CSAT', 'ratings'], ...days]),
  ].join('');
}

const withCall = (change: string, call: Call | null) => (call === null ? change : `${change}  ${call}`);
