import type { SectionBlock } from '@slack/types';
import type { DigestFigures } from '../../csat/digest.ts';
import type { Call, Overview } from '../../csat/overview.ts';
import type { Voice } from '../../csat/voice.ts';
import { mrkdwn } from './blocks.ts';

/** The four figures of the week, each with its count, its share and what may be said of its change. */
export function digestCards(overview: Overview, before: DigestFigures['before'], voice: Voice): SectionBlock {
  return {
    type: 'section',
    fields: [
      csatCard(overview, voice),
      responseCard(overview, before, voice),
      thumbsCard('up', overview, voice),
      thumbsCard('down', overview, voice),
    ].map((lines) => mrkdwn(lines.join('\n'))),
  };
}

function csatCard({ csat }: Overview, voice: Voice): string[] {
  const { words } = voice;
  const title = `*${words.csat}*`;
  if (csat.mean === null) return [title, words.noRatingsShort];
  const value = `*${words.ofFive(voice.mean(csat.mean))}* · ${voice.counted('ratings', csat.rated)}`;
  if (csat.change === null || csat.previous.mean === null) return [title, value, words.isNew];
  const previous = `${voice.mean(csat.previous.mean)}, ${voice.counted('ratings', csat.previous.rated)}`;
  return [title, value, words.versus(voice.meanChange(csat.change), previous), calledWords(csat.call, voice)];
}

function thumbsCard(value: 'up' | 'down', { messageFeedback }: Overview, voice: Voice): string[] {
  const { words } = voice;
  const count = messageFeedback[value];
  const share = value === 'up' ? messageFeedback.upShare : messageFeedback.downShare;
  const change = value === 'up' ? messageFeedback.upChange : messageFeedback.downChange;
  const title = `*${value === 'up' ? words.thumbsUp : words.thumbsDown}*`;
  if (share === null) return [title, words.noThumbs];
  const counted = `*${voice.number(count)}* · ${words.shareOfThumbs(voice.share(share))}`;
  const before = messageFeedback.previous[value];
  // None after none is no change; only something after nothing is new.
  const shown = count === before ? 0 : change;
  const versus = shown === null ? words.isNew : words.versus(voice.relativeChange(shown), voice.number(before));
  if (messageFeedback.shareChange === null) return [title, counted, versus];
  const shareChange = value === 'up' ? messageFeedback.shareChange : -messageFeedback.shareChange;
  const call = value === 'up' ? messageFeedback.call : MIRRORED[messageFeedback.call];
  const points = words.points(voice.points(shareChange));
  return [title, counted, versus, `${words.share} ${points}: ${calledWords(call, voice)}`];
}

function responseCard({ coverage }: Overview, before: DigestFigures['before'], voice: Voice): string[] {
  const { words } = voice;
  const title = `*${words.responseRate}*`;
  if (coverage.responseRate === null) return [title, words.noConversations];
  const rated = words.ratedOf(voice.number(coverage.rated), voice.counted('conversations', coverage.conversations));
  return [
    title,
    `*${voice.share(coverage.responseRate)}* · ${rated}`,
    ...(before.responseRate === null ? [] : [words.weekBefore(voice.share(before.responseRate))]),
  ];
}

/** The share of thumbs down goes the other way. */
const MIRRORED: Record<Call, Call> = {
  up: 'down',
  down: 'up',
  'no clear change': 'no clear change',
  'too few to call': 'too few to call',
};

/** An arrow only where the interval allows one, and never without words. */
export function calledWords(call: Call, { words }: Voice): string {
  const arrow = call === 'up' ? '▲ ' : call === 'down' ? '▼ ' : '';
  return `${arrow}${words.call[call]}`;
}
