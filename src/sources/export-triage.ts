import { stageOf } from '../csat/triage.ts';
import type { Database } from '../db/client.ts';
import { readTriage } from '../db/stored-triage.ts';

const COLUMNS = [
  ...['assistant', 'conversation', 'stage', 'outcome', 'owner', 'note', 'link', 'decidedBy', 'decidedAt'],
  ...['doneBy', 'doneAt', 'retest', 'retestedBy', 'retestedAt'],
];

/** The triage of the assistants' conversations (none named: of all) as CSV (RFC 4180), a head and one line each. */
export async function* exportTriage(db: Database, assistants: string[]): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const { key, triage } of readTriage(db, assistants)) {
    const { outcome, owner, note, link, decidedBy, decidedAt, doneBy, doneAt, retest, retestedBy, retestedAt } = triage;
    yield csvLine([
      ...[key.assistant, key.id, stageOf(triage), outcome, owner, note, link, decidedBy, decidedAt.toISOString()],
      ...[doneBy, doneAt?.toISOString() ?? null, retest, retestedBy, retestedAt?.toISOString() ?? null],
    ]);
  }
}

/** Null is an empty cell. */
export function csvLine(cells: (string | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(text: string | null): string {
  // A spreadsheet would run a text that begins like a formula, blanks and wide signs included: an apostrophe makes it text there.
  const safe = text !== null && /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : (text ?? '');
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
