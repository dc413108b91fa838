import type { Database } from './client.ts';

export type Assistant = { id: string; name: string; zone: string; conversationUrl: string | null };

/** Every assistant, by id. */
export async function listAssistants(_db: Database): Promise<Assistant[]> {
  throw new Error('not built yet');
}
