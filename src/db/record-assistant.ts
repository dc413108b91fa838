import type { Assistant } from './assistants.ts';
import type { Database } from './client.ts';
import { assistants } from './schema/feedback.ts';

/** Adds the assistant, or gives it this name, zone and URL template. */
export async function recordAssistant(db: Database, assistant: Assistant): Promise<void> {
  const { id, ...rest } = assistant;
  await db.insert(assistants).values(assistant).onConflictDoUpdate({ target: assistants.id, set: rest });
}
