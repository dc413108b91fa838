import type { Json } from '../workspace.ts';
import type { Problem } from './problem.ts';

export type CheckedMessage = { text: string; blocks: Json[]; attachments: Json[] };

/** null: Slack would take it. */
export function checkMessage(
  _message: CheckedMessage,
  _mostCharacters = 40_000,
): { error: string; problems: Problem[] } | null {
  return null;
}
