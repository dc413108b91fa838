import { and, eq, sql } from 'drizzle-orm';
import type { Database } from './client.ts';
import { deliveries } from './schema/deliveries.ts';

/** The file that Slack was given for this delivery's picture, if it shows the chart of that print. null: there is none. */
export async function findPicture(db: Database, key: string, print: string): Promise<string | null> {
  const [row] = await db
    .select({ fileId: sql<string>`${deliveries.picture} ->> 'fileId'` })
    .from(deliveries)
    .where(and(eq(deliveries.key, key), sql`${deliveries.picture} ->> 'print' = ${print}`));
  return row?.fileId ?? null;
}

/** Keeps it for every further try. Slack has not looked at it yet: the wait begins anew. */
export async function keepPicture(
  db: Database,
  key: string,
  picture: { fileId: string; print: string },
): Promise<void> {
  await db.update(deliveries).set({ picture, fileAwaitedSince: null }).where(eq(deliveries.key, key));
}
