import type { Database } from '../db/client.ts';
import { readConversations } from '../db/stored-conversations.ts';
import { writeImportLine } from './import-format.ts';

/** Every conversation of the assistants (none named: of all) as a line of the import format, by assistant and id. */
export async function* exportFeedback(db: Database, assistants: string[]): AsyncGenerator<string> {
  for await (const record of readConversations(db, assistants)) yield writeImportLine(record);
}
