import { InputError } from '../csat/input-error.ts';
import type { Database } from '../db/client.ts';
import { type ConversationRecord, recordConversations } from '../db/record-conversations.ts';
import { parseImportLine } from './import-format.ts';
import { LONGEST_LINE_BYTES, readLines } from './lines.ts';

/** What a run did: conversations, and lines that could not be taken. */
export type ImportCounts = { added: number; updated: number; unchanged: number; bad: number };

export type ImportOptions = {
  /** Called for every line that cannot be taken: its number (from 1) and what was expected. */
  onBadLine?: (line: number, problem: string) => void | Promise<void>;
  /** Called after each batch that is stored, with what was read and stored so far. */
  onProgress?: (progress: { bytes: number; lines: number }) => void;
  longestLineBytes?: number;
};

const BATCH_CONVERSATIONS = 500;
const BATCH_BYTES = 4 * 1024 * 1024;

/**
 * Stores conversations in the import format, batch by batch: memory holds one batch, whatever the size of the input.
 * A line that is stored already changes nothing; of two lines about one conversation the last wins.
 * @throws InputError when the input is no UTF-8 text at all. What was stored before stays; importing again goes on.
 */
export async function importFeedback(
  db: Database,
  input: AsyncIterable<Buffer>,
  { onBadLine, onProgress, longestLineBytes = LONGEST_LINE_BYTES }: ImportOptions = {},
): Promise<ImportCounts> {
  const counts: ImportCounts = { added: 0, updated: 0, unchanged: 0, bad: 0 };
  const progress = { bytes: 0, lines: 0 };
  let batch = new Map<string, ConversationRecord>();
  let batchBytes = 0;
  const store = async () => {
    const stored = await recordConversations(db, [...batch.values()]);
    counts.added += stored.added;
    counts.updated += stored.updated;
    counts.unchanged += stored.unchanged;
    batch = new Map();
    batchBytes = 0;
    onProgress?.({ ...progress });
  };
  for await (const { number, bytes } of readLines(counted(recognised(input), progress), longestLineBytes)) {
    progress.lines = number;
    if (bytes !== null && isBlank(bytes)) continue;
    const read =
      bytes === null
        ? { problem: `longer than ${longestLineBytes / 1024 / 1024} MiB: expected one conversation a line` }
        : parseImportLine(bytes);
    if ('problem' in read) {
      counts.bad += 1;
      await onBadLine?.(number, read.problem);
      continue;
    }
    batch.set(JSON.stringify([read.record.assistant, read.record.id]), read.record);
    batchBytes += bytes?.length ?? 0;
    if (batch.size >= BATCH_CONVERSATIONS || batchBytes >= BATCH_BYTES) await store();
  }
  await store();
  return counts;
}

async function* counted(input: AsyncIterable<Buffer>, progress: { bytes: number }): AsyncGenerator<Buffer> {
  for await (const chunk of input) {
    progress.bytes += chunk.length;
    yield chunk;
  }
}

const KNOWN_BEGINNINGS = [
  { bytes: [0xff, 0xfe], what: 'UTF-16 text' },
  { bytes: [0xfe, 0xff], what: 'UTF-16 text' },
  { bytes: [0x1f, 0x8b], what: 'gzip data' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'zstd data' },
];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Names what is plainly no JSONL by its first bytes, and drops a UTF-8 byte order mark. */
async function* recognised(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first = true;
  for await (const chunk of input) {
    const begins = (bytes: number[]) => bytes.every((byte, index) => chunk[index] === byte);
    const known = first ? KNOWN_BEGINNINGS.find(({ bytes }) => begins(bytes)) : undefined;
    if (known) throw new InputError(`This is ${known.what}: expected JSONL in UTF-8, one conversation a line.`);
    yield first && begins(BYTE_ORDER_MARK) ? chunk.subarray(BYTE_ORDER_MARK.length) : chunk;
    first = false;
  }
}

/** Space, tab and carriage return only. */
function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
