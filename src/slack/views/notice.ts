import type { SlackMessage } from '../../delivery/message.ts';
import { line, outside, richText } from './blocks.ts';
import { fallbackText } from './text.ts';

const MAX_SENTENCE = 600;

/** One plain sentence to one person, with what to do next where there is something. May quote what the person typed. */
export function notice(sentence: string, next?: string): SlackMessage {
  return {
    text: fallbackText(sentence, MAX_SENTENCE) || 'No answer.',
    blocks: [
      richText(
        line(outside(sentence, MAX_SENTENCE, 'No answer.')),
        ...(next === undefined ? [] : [line(outside(next, MAX_SENTENCE, ' '))]),
      ),
    ],
  };
}

/** What was clicked in a message is slow: it says so in time. */
export const takesTime = (): SlackMessage => notice('This takes a moment longer: what you asked for follows.');

/** What was announced has come, elsewhere than below the announcement. */
export const done = (): SlackMessage => notice('Done.');

/** The answer is slow: it says so in time, and the answer follows. */
export const lookingUp = (): SlackMessage => notice('Looking it up: the answer follows in a moment.');
