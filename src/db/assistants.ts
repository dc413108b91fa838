import { asc } from 'drizzle-orm';
import { InputError } from '../csat/input-error.ts';
import type { Database } from './client.ts';
import { assistants } from './schema/feedback.ts';

export type Assistant = {
  id: string;
  name: string;
  /** IANA zone of the shop. */
  zone: string;
  /** Where a person opens a conversation: a URL with `{id}` in it; null: not known. */
  conversationUrl: string | null;
};

const LISTED_IN_MESSAGE = 10;

/** Every assistant, by id. */
export async function listAssistants(db: Database): Promise<Assistant[]> {
  return db.select().from(assistants).orderBy(asc(assistants.id));
}

/** @throws InputError that names every asked assistant that is not there, and some that are. */
export async function requireAssistants(db: Database, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = (await listAssistants(db)).map((assistant) => assistant.id);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length === 0) return;
  const some = known.slice(0, LISTED_IN_MESSAGE).join(', ') + (known.length > LISTED_IN_MESSAGE ? ', …' : '');
  throw new InputError(
    `Unknown assistant ${unknown.map((id) => `"${id}"`).join(', ')}: ` +
      (known.length === 0 ? 'no feedback has been imported yet.' : `expected one of ${some}.`),
  );
}
