import type { DigestWarning } from '../../csat/digest.ts';
import type { Voice } from '../../csat/voice.ts';
import { cleanLine, cut } from './text.ts';

const MAX_NAME = 60;

/** One sentence or two; it may hold an assistant's name, so it belongs into a leaf. */
export function warningWords(warning: DigestWarning, voice: Voice): string {
  const { words } = voice;
  switch (warning.kind) {
    case 'response rate':
      return words.warning.responseRate(voice.share(warning.now), voice.share(warning.before));
    case 'silent':
      return words.warning.silent(
        cut(cleanLine(warning.assistant), MAX_NAME),
        voice.longDay(warning.lastOn),
        voice.duration(warning.silentMinutes),
        voice.duration(warning.longestBeforeMinutes),
      );
    case 'sandbox':
      return words.warning.sandbox(voice.counted('conversations', warning.conversations), voice.share(warning.share));
    case 'skipped':
      return words.warning.skipped(voice.days(warning.week));
  }
}
