import type { Acknowledgement } from '../../csat/alert.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { leaf, line, person, richText, when } from './blocks.ts';
import { durationWords } from './words.ts';

/** To the one who came second: who was first, and when. */
export function alreadyAcknowledged({ by, at }: Acknowledgement, now: Date): SlackMessage {
  return {
    text: 'Somebody else has acknowledged this alert already.',
    blocks: [
      richText(
        line(
          person(by),
          leaf(' has this one already: acknowledged '),
          leaf(`${durationWords(Math.max(0, now.getTime() - at.getTime()))} ago`, { bold: true }),
          leaf(', '),
          when(at),
          leaf('.'),
        ),
      ),
    ],
  };
}
