import type { KnownBlock } from '@slack/types';
import type { DigestFigures } from '../../csat/digest.ts';
import type { ClosedGap, DigestGap, QuestionKey } from '../../csat/gap.ts';
import { perHundred } from '../../csat/gap-effect.ts';
import type { Voice } from '../../csat/voice.ts';
import { ACTION } from '../ids.ts';
import { button, leaf, line, plain, richText, section } from './blocks.ts';
import { cleanLine, cut } from './text.ts';

const MOST_CLOSED = 5;
const MAX_NAME = 120;

type QuestionOf = (sample: QuestionKey) => string | null;

/** The gaps that explain the week, each with a button, and whether the fixes of some weeks ago helped. Empty where there are none. */
export function digestGaps(
  { gaps, closedGaps }: Pick<DigestFigures, 'gaps' | 'closedGaps'>,
  voice: Voice,
  questionOf: QuestionOf,
): KnownBlock[] {
  const { words } = voice;
  return [
    ...(gaps.length === 0 ? [] : [richText(line(leaf(words.gaps.title, { bold: true })))]),
    ...gaps.map((gap) => gapSection(gap, voice, questionOf)),
    ...closedLines(closedGaps, voice, questionOf),
  ];
}

function gapSection(gap: DigestGap, voice: Voice, questionOf: QuestionOf): KnownBlock {
  const { words } = voice;
  const { id, conversations, conversationsBefore, share } = gap;
  const change =
    conversationsBefore === 0
      ? words.isNew
      : words.versus(signed(conversations - conversationsBefore, voice), voice.number(conversationsBefore));
  const facts = [
    voice.counted('conversations', conversations),
    change,
    ...(share === null || share === 0 ? [] : [words.gaps.share(voice.share(share))]),
  ];
  const open = id === null ? null : button(ACTION.openGap, words.gaps.open, String(id));
  return section(plain(`${nameOf(gap, voice, questionOf)}\n${facts.join(' · ')}`), open ?? undefined);
}

function closedLines(closed: ClosedGap[], voice: Voice, questionOf: QuestionOf): KnownBlock[] {
  if (closed.length === 0) return [];
  const { words } = voice;
  return [
    richText(
      line(leaf(words.gaps.closed, { bold: true })),
      ...closed.slice(0, MOST_CLOSED).map((gap) => {
        const { before, after, interval, call } = gap.effect;
        const rate = (value: number | null) => voice.shortMean(value ?? 0);
        const told = words.gaps.effect[call](rate(perHundred(after)), rate(perHundred(before)));
        return line(
          leaf(nameOf(gap, voice, questionOf)),
          leaf(` · ${words.gaps.closedOn(voice.longDay(gap.closedOn))} · `),
          leaf(told, { bold: true }),
          ...(interval === null ? [] : [leaf(` · ${intervalWords(interval, voice)}`)]),
        );
      }),
    ),
  ];
}

/** Of the difference, per 100: "95 % [−3.1; −0.9]". */
function intervalWords(interval: [number, number], voice: Voice): string {
  const [low, high] = interval.map((share) => voice.shortMean(Math.round(1000 * share) / 10 || 0).replace('-', '−'));
  return `95 % [${low}; ${high}]`;
}

/** Its name, else its sample question in quotes, on one line. */
function nameOf(
  { name, sample }: Pick<ClosedGap, 'name' | 'sample'>,
  { words }: Voice,
  questionOf: QuestionOf,
): string {
  const named = cut(cleanLine(name ?? ''), MAX_NAME);
  if (named !== '') return named;
  const question = cut(cleanLine((sample === null ? null : questionOf(sample)) ?? ''), MAX_NAME);
  return question === '' ? words.gaps.erased : words.quoted(question);
}

const signed = (value: number, voice: Voice) =>
  `${value > 0 ? '+' : value < 0 ? '−' : '±'}${voice.number(Math.abs(value))}`;
