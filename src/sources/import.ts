import type { Readable } from 'node:stream';
import type { Database } from '../db/client.ts';

/** What a run did, in conversations; `bad` in lines. */
export type ImportCounts = { added: number; updated: number; unchanged: number; bad: number };

export type ImportOptions = {
  /** Called for every line that cannot be taken: its number (from 1) and one sentence with what was expected. */
  onBadLine?: (line: number, problem: string) => void;
  /** Called after each batch that is stored. */
  onProgress?: (progress: { bytes: number; lines: number }) => void;
};

/**
 * Stores conversations in the import format (see import-format.ts). A line that is stored already changes nothing.
 * Bad lines are reported and the rest is stored.
 */
export async function importFeedback(
  _db: Database,
  _input: Readable | AsyncIterable<Buffer>,
  _options: ImportOptions = {},
): Promise<ImportCounts> {
  throw new Error('not built yet');
}
