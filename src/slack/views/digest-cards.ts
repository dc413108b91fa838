import type { SectionBlock } from '@slack/types';
import type { DigestFigures } from '../../csat/digest.ts';
import type { Call, Overview } from '../../csat/overview.ts';
import type { Voice } from '../../csat/voice.ts';
import { mrkdwn } from './blocks.ts';

/** The four figures of the week, each with its count, its share and what may be said of its change. */
export function digestCards(
  { overview, before, firstWeek }: Pick<DigestFigures, 'overview' | 'before' | 'firstWeek'>,
  voice: Voice,
): SectionBlock {
  return {
    type: 'section',
    fields: [
      csatCard(overview, firstWeek, voice),
      responseCard(overview, before, voice),
      thumbsCard('up', overview, voice),
      thumbsCard('down', overview, voice),
    ].map((lines) => mrkdwn(lines.join('\n'))),
  };
}

function csatCard({ csat }: Overview, firstWeek: boolean, voice: Voice): string[] {
  const { words } = voice;
  const title = `*${words.csat}*`;
  const { rated, mean } = csat.previous;
  const before = mean === null ? null : `${voice.mean(mean)} · ${voice.counted('ratings', rated)}`;
  if (csat.mean === null) return [title, words.noRatingsShort, ...(before === null ? [] : [words.weekBefore(before)])];
  const value = `*${words.ofFive(voice.mean(csat.mean))}* · ${voice.counted('ratings', csat.rated)}`;
  if (csat.change === null || before === null) {
    return [title, value, firstWeek ? words.isNew : words.weekBefore(words.noRatingsShort)];
  }
  return [title, value, words.versus(voice.meanChange(csat.change), before), calledWords(csat.call, voice)];
}

function thumbsCard(value: 'up' | 'down', { messageFeedback }: Overview, voice: Voice): string[] {
  const { words } = voice;
  const count = messageFeedback[value];
  const share = value === 'up' ? messageFeedback.upShare : messageFeedback.downShare;
  const countChange = value === 'up' ? messageFeedback.upChange : messageFeedback.downChange;
  const title = `*${value === 'up' ? words.thumbsUp : words.thumbsDown}*`;
  const before = messageFeedback.previous[value];
  if (share === null) return [title, words.noThumbs, ...(before === 0 ? [] : [words.weekBefore(voice.number(before))])];
  const counted = `*${voice.number(count)}* · ${words.shareOfThumbs(voice.share(share))}`;
  // None after none is no change; only something after nothing is new.
  const shown = count === before ? 0 : countChange;
  const versus = shown === null ? words.isNew : words.versus(voice.relativeChange(shown), voice.number(before));
  if (messageFeedback.shareChange === null) return [title, counted, versus];
  const shareChange = value === 'up' ? messageFeedback.shareChange : -messageFeedback.shareChange;
  const call = value === 'up' ? messageFeedback.call : MIRRORED[messageFeedback.call];
  const change = `${words.share} ${voice.points(shareChange)}`;
  return [title, counted, versus, words.labelled(change, calledWords(call, voice))];
}

function responseCard({ coverage }: Overview, before: DigestFigures['before'], voice: Voice): string[] {
  const { words } = voice;
  const title = `*${words.responseRate}*`;
  const previous = before.responseRate === null ? [] : [words.weekBefore(voice.share(before.responseRate))];
  if (coverage.responseRate === null) return [title, words.noConversations, ...previous];
  const rated = words.ratedOf(
    voice.counted('rated', coverage.rated),
    voice.counted('ofConversations', coverage.conversations),
  );
  return [title, `*${voice.share(coverage.responseRate)}* · ${rated}`, ...previous];
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
  const arrow = call === 'up' ? '▲\u00a0' : call === 'down' ? '▼\u00a0' : '';
  return `${arrow}${words.call[call]}`;
}
