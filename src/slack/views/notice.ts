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

export const databaseAway = (reference: string): SlackMessage =>
  notice(
    'The feedback database cannot be reached at the moment, so there is no answer.',
    `Nothing is lost. Try again in a minute; if it stays away, give your administrator the reference ${reference}.`,
  );

export const somethingFailed = (reference: string): SlackMessage =>
  notice(
    'Something went wrong on our side, and this did not work.',
    `Try again; if it fails again, give your administrator the reference ${reference}.`,
  );
