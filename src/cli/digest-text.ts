import type { SlackMessage } from '../delivery/message.ts';

/** What a message says, without its buttons, for a terminal: a paragraph a block. */
export function renderMessageText({ blocks }: SlackMessage): string {
  const paragraphs = blocks.flatMap((block) => {
    switch (block.type) {
      case 'header':
        return [`${block.text.text}\n${'='.repeat([...block.text.text].length)}`];
      case 'section':
        return [...(block.text === undefined ? [] : [block.text]), ...(block.fields ?? [])].map(indented);
      case 'context':
        return block.elements.flatMap((element) => ('text' in element ? [element.text] : []));
      case 'rich_text':
        return [block.elements.flatMap((element) => linesOf(element)).join('\n')];
      default:
        return [];
    }
  });
  return `${paragraphs.join('\n\n')}\n`;
}

/** Our own mrkdwn loses its stars, plain text keeps them. */
function indented({ type, text }: { type: string; text: string }): string {
  return (type === 'mrkdwn' ? text.replaceAll('*', '') : text).split('\n').join('\n  ');
}

function linesOf(element: object): string[] {
  const elements: unknown = Reflect.get(element, 'elements');
  if (!Array.isArray(elements)) return [];
  return [elements.map((leaf: { text?: string }) => leaf.text ?? '').join('')];
}
