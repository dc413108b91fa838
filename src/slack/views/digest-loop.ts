import type { RichTextBlock } from '@slack/types';
import type { Loop } from '../../csat/digest.ts';
import type { Voice } from '../../csat/voice.ts';
import { leaf, line, richText } from './blocks.ts';

/** What became of the week's downvotes, and what is left from earlier weeks. */
export function digestLoop({ downvotes, alerts, triaged }: Loop, voice: Voice): RichTextBlock {
  const { words } = voice;
  const parts = [voice.counted('downvotes', downvotes)];
  if (alerts === 'off') parts.push(words.loop.alertsOff);
  else if (alerts !== null) {
    const { acknowledged, medianMinutes, stillOpen, neverOpened, openFromBefore } = alerts;
    const taken = voice.counted('acknowledged', acknowledged);
    const median = medianMinutes === null ? null : words.loop.median(voice.duration(medianMinutes));
    if (acknowledged + stillOpen > 0) parts.push(median === null ? taken : words.bracketed(taken, median));
    if (acknowledged + stillOpen > 0) parts.push(voice.counted('stillOpen', stillOpen));
    if (neverOpened > 0) parts.push(voice.counted('neverOpened', neverOpened));
    if (openFromBefore > 0) parts.push(words.loop.openFromBefore(voice.counted('stillOpen', openFromBefore)));
  }
  const outcomes = triaged.filter(({ count }) => count > 0);
  const untriaged = downvotes - outcomes.reduce((sum, { count }) => sum + count, 0);
  const triage = [
    ...outcomes.map(({ outcome, count }) => `${words.outcome[outcome]} ${voice.number(count)}`),
    ...(untriaged > 0 ? [`${words.loop.notTriaged} ${voice.number(untriaged)}`] : []),
  ];
  return richText(
    line(leaf(words.labelled(words.loop.title, ''), { bold: true }), leaf(parts.join(' · '))),
    ...(outcomes.length === 0 ? [] : [line(leaf(words.labelled(words.loop.triaged, triage.join(' · '))))]),
  );
}
