import type { KnownBlock, RichTextSection } from '@slack/types';
import type { DigestFigures } from '../../csat/digest.ts';
import type { ClosedGap, DigestGap, QuestionKey } from '../../csat/gap.ts';
import { perHundred, rateDecimals } from '../../csat/gap-effect.ts';
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
        const rates = [perHundred(after) ?? 0, perHundred(before) ?? 0] as const;
        const bounds = (interval ?? []).map((share) => 100 * share);
        const write = rateDecimals([...rates, ...bounds]) === 2 ? voice.mean : voice.shortMean;
        const told = words.gaps.effect[call](write(rates[0]), write(rates[1]));
        return line(
          leaf(nameOf(gap, voice, questionOf)),
          leaf(` · ${words.gaps.closedOn(voice.longDay(gap.closedOn))} · `),
          leaf(told, { bold: true }),
          ...(interval === null ? [] : [leaf(` · ${voice.share(0.95)} [${bounds.map(write).join('; ')}]`)]),
        );
      }),
      ...moreClosed(closed.length - MOST_CLOSED, voice),
    ),
  ];
}

function moreClosed(count: number, { words, number }: Voice): RichTextSection[] {
  if (count <= 0) return [];
  return [line(leaf(words.gaps.moreClosed(number(count))), leaf('/csat gaps done', { code: true }))];
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
