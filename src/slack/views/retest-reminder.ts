import { type Conversation, turnThatHurt } from '../../csat/conversation.ts';
import { isRetestDue, type RetestReminder } from '../../csat/retest-reminder.ts';
import type { Triage } from '../../csat/triage.ts';
import type { SlackMessage } from '../../delivery/message.ts';
import { conversationKeyValue } from '../carried.ts';
import { ACTION } from '../ids.ts';
import { button, buttons, leaf, line, linkButton, outside, outsideLine, quote, richText } from './blocks.ts';
import { fallbackText } from './text.ts';
import { triageLines } from './triage.ts';

const QUESTION_CHARACTERS = 600;

/**
 * Asks a person to try a conversation again, or says what came of it:
 *
 *     🔁 Time to try it again: Shop
 *     | Where is my parcel?
 *     Add knowledge · owner @ana
 *     Done by @ana, to be tried again
 *     [Re-test passed] [Re-test failed] [Transcript] [Open conversation]
 */
export function retestReminderMessage(reminder: RetestReminder): SlackMessage {
  const { conversation } = reminder;
  const triage = conversation?.triage ?? null;
  if (conversation === null || triage === null) {
    return said('This conversation was erased: there is nothing to try again.');
  }
  const name = fallbackText(conversation.assistantName, 80) || 'an assistant';
  if (!isRetestDue(reminder)) {
    const isAnswered = triage.doneAt?.getTime() === reminder.doneAt.getTime();
    const sentence = isAnswered ? `Tried again: ${triage.retest}` : 'Decided anew meanwhile: nothing to try again yet';
    return {
      text: `${sentence} (${name})`,
      blocks: [
        richText(line(leaf(`${sentence}.`, { bold: true })), ...facts(conversation, triage)),
        ...ways(conversation),
      ],
    };
  }
  const version = String(triage.version);
  return {
    text: `Time to try a conversation with ${name} again: its fix was marked done`,
    blocks: [
      richText(
        line(
          leaf('🔁 Time to try it again. ', { bold: true }),
          leaf('Ask the assistant the same, and say how it went.'),
        ),
        ...facts(conversation, triage),
      ),
      ...buttons(
        button(ACTION.reminderPassed, 'Re-test passed', version),
        button(ACTION.reminderFailed, 'Re-test failed', version, { label: 'Re-test failed: open it again' }),
      ),
      ...ways(conversation),
    ],
  };
}

function facts({ assistantName, title, turns }: Conversation, triage: Triage) {
  const question = turnThatHurt(turns).question?.body ?? title ?? turns[0]?.body ?? null;
  return [
    line(outsideLine(assistantName, 80)),
    quote(outside(question, QUESTION_CHARACTERS, 'A conversation without messages')),
    ...triageLines(triage),
  ];
}

const ways = (conversation: Conversation) =>
  buttons(
    button(ACTION.openTranscript, 'Transcript', conversationKeyValue(conversation)),
    linkButton(ACTION.openConversation, 'Open conversation', conversation.url),
  );

const said = (sentence: string): SlackMessage => ({ text: sentence, blocks: [richText(line(leaf(sentence)))] });
