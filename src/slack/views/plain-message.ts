import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import type { SlackMessage } from '../../delivery/message.ts';
import { buttons, mrkdwn, plain, section } from './blocks.ts';
import { cut } from './text.ts';

/** Slack takes 3,000 in a section. */
const MAX_CHARACTERS = 2_900;
const MOST_MEANT = 20;

/**
 * The same message with as little as can be refused: its words as one plain text, who and which channel is meant by the ids in
 * it, and its buttons. Addresses, menus, pictures and all layout are left out.
 *
 *     👎 Downvote · Shop · de-DE · 2026-11-09 08:09 UTC
 *     Nobody answered my question.
 *     ✅ Acknowledged by U0ANA after 5 min
 *     U0ANA: @ana
 *     [Transcript] [Triage]
 */
export function plainMessage({ text, blocks }: SlackMessage): SlackMessage {
  const rich = blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : []));
  const lines = rich.map((part) => part.elements.map((element) => wordsOf(element as RichTextElement)).join(''));
  const words = lines.join('\n').replace(/\n{2,}/g, '\n');
  const meant = rich.flatMap((part) => part.elements.flatMap((element) => meaningOf(element as RichTextElement)));
  return {
    text,
    blocks: [
      section(plain(cut(words.trim() === '' ? text : words, MAX_CHARACTERS))),
      ...(meant.length === 0 ? [] : [section(mrkdwn([...new Set(meant)].slice(0, MOST_MEANT).join('\n')))]),
      ...buttons(...blocks.flatMap(pressable)),
    ],
  };
}

function wordsOf(element: RichTextElement): string {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return element.text ?? '';
    case 'user':
      return element.user_id;
    case 'usergroup':
      return element.usergroup_id;
    case 'channel':
      return element.channel_id;
    case 'date':
      return element.fallback ?? new Date(element.timestamp * 1000).toISOString();
    default:
      return '';
  }
}

/** What an id in the words stands for, where Slack shows a name and calls whoever is meant. */
function meaningOf(element: RichTextElement): string[] {
  if (element.type === 'user') return [`${element.user_id}: <@${element.user_id}>`];
  if (element.type === 'usergroup') return [`${element.usergroup_id}: <!subteam^${element.usergroup_id}>`];
  if (element.type === 'channel') return [`${element.channel_id}: <#${element.channel_id}>`];
  return [];
}

function pressable(block: KnownBlock): Button[] {
  if (block.type !== 'actions') return [];
  return block.elements.filter((element) => element.type === 'button').filter(({ url }) => url === undefined);
}
