import { z } from 'zod';
import type { Json } from '../workspace.ts';
import { failed, type Problem, problemsOf } from './problem.ts';
import { messageBlock } from './surfaces.ts';
import { repeatedIds, secondTable, sharedLimits, shownCharacters } from './whole-payload.ts';

export type CheckedMessage = { text?: string; blocks?: object[]; attachments?: object[] };
/** `error` is what the chat methods answer; `problems` may be empty when the code says it all. */
export type RefusedMessage = { error: string; problems: Problem[] };

/** Not documented: measured by others at about 13,200, whatever the kinds of blocks. */
export const BLOCK_TEXT_MOST_CHARACTERS = 13_200;
const MOST_ATTACHMENTS = 100;

const messageSchema = z.object({ blocks: z.array(messageBlock).max(50) });

/** Tells whether Slack would take a message. null: it would. `mostCharacters` is the limit of its `text`. */
export function checkMessage(message: CheckedMessage, mostCharacters = 40_000): RefusedMessage | null {
  const { text = '', blocks = [], attachments = [] } = asSent(message);
  if (text.length > mostCharacters) return { error: 'msg_too_long', problems: [] };
  const refused = checkBlocks(blocks as Json[]);
  if (refused) return refused;
  const inAttachments = attachments.flatMap((attachment, index) => checkAttachment(attachment as Json, index));
  if (attachments.length > MOST_ATTACHMENTS) return { error: 'too_many_attachments', problems: [] };
  if (inAttachments.length > 0) return { error: 'invalid_attachments', problems: inAttachments };
  const all = [...blocks, ...attachments.flatMap((attachment) => ((attachment as Json).blocks ?? []) as Json[])];
  const table = secondTable(all as Json[]);
  return table ? { error: 'invalid_attachments', problems: [table] } : null;
}

function checkBlocks(blocks: Json[]): RefusedMessage | null {
  const problems = problemsOf(messageSchema, { blocks });
  if (problems.length === 0) problems.push(...repeatedIds(blocks), ...sharedLimits(blocks));
  if (problems.length > 0) return { error: 'invalid_blocks', problems };
  return shownCharacters(blocks) > BLOCK_TEXT_MOST_CHARACTERS ? { error: 'msg_blocks_too_long', problems: [] } : null;
}

function checkAttachment(attachment: Json, index: number): Problem[] {
  if (attachment.blocks === undefined) return [];
  if (!Array.isArray(attachment.blocks)) return [failed(['attachments', index, 'blocks'], 'must provide an array')];
  const refused = checkBlocks(attachment.blocks as Json[]);
  const problems = refused?.problems ?? [];
  if (refused && problems.length === 0) return [failed(['attachments', index], refused.error)];
  return problems.map((problem) => ({ ...problem, pointer: `/attachments/${index}${problem.pointer}` }));
}

/** As it looks after the way over the wire: without what is undefined. */
function asSent(message: CheckedMessage): CheckedMessage {
  return JSON.parse(JSON.stringify(message)) as CheckedMessage;
}
