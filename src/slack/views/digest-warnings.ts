import type { DigestWarning } from '../../csat/digest.ts';
import type { Voice } from '../../csat/voice.ts';
import { nameOf } from './digest-breakdown.ts';

/** One sentence or two; it may hold an assistant's name, so it belongs into a leaf. */
export function warningWords(warning: DigestWarning, voice: Voice): string {
  const { words } = voice;
  switch (warning.kind) {
    case 'response rate':
      return words.warning.responseRate(voice.share(warning.now), voice.share(warning.before));
    case 'silent':
      return words.warning.silent(
        nameOf({ id: '', name: warning.assistant }),
        voice.longDay(warning.lastOn),
        ...voice.durationsApart(warning.silentMinutes, warning.longestBeforeMinutes),
      );
    case 'sandbox':
      return words.warning.sandbox(voice.counted('conversations', warning.conversations), voice.share(warning.share));
    case 'skipped':
      return words.warning.skipped(voice.days(warning.week));
  }
}
