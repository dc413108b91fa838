import type { KnownBlock } from '@slack/types';
import { filterTerms } from '../../csat/command-filters.ts';
import type { Digest } from '../../csat/digest.ts';
import { ANY_CONVERSATION, type Signal } from '../../csat/filters.ts';
import type { Voice } from '../../csat/voice.ts';
import { leaf, line, outsideLine, richText } from './blocks.ts';

const COMMAND: Record<Signal, string> = { recovered: '/upvotes', spoiled: '/downvotes' };
const MAX_COMMAND = 300;

/** The ratings that say otherwise than the thumbs inside, each with what lists them. Nothing where there are none. */
export function digestSignals({ figures, scope }: Pick<Digest, 'figures' | 'scope'>, voice: Voice): KnownBlock[] {
  const { period, zone } = figures.overview;
  const { assistants, locales, topics } = scope;
  const told = (['recovered', 'spoiled'] as const).filter((signal) => figures.signals[signal] > 0);
  if (told.length === 0) return [];
  return [
    richText(
      ...told.map((signal) => {
        const filter = { ...ANY_CONVERSATION, assistants, locales, topics, period: { zone, ...period }, signal };
        const command = [COMMAND[signal], ...filterTerms(filter)].join(' ');
        return line(
          leaf(voice.counted(signal, figures.signals[signal])),
          leaf('  ·  '),
          outsideLine(command, MAX_COMMAND, { code: true }),
        );
      }),
    ),
  ];
}
