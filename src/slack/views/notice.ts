import type { SlackMessage } from '../../delivery/message.ts';
import { leaf, line, richText } from './blocks.ts';
import { escapeMrkdwn } from './text.ts';

/** One plain sentence to one person, with what to do next where there is something. May quote what the person typed. */
export function notice(sentence: string, next?: string): SlackMessage {
  return {
    text: escapeMrkdwn(sentence),
    blocks: [richText(line(leaf(sentence)), ...(next === undefined ? [] : [line(leaf(next))]))],
  };
}

/** The answer is slow: it says so in time, and the answer follows. */
export const lookingUp = (): SlackMessage => notice('Looking it up: the answer follows in a moment.');
