import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from './client.ts';

/** How many of the newest conversations are looked at, over all assistants, and how many of each at least. */
const LOOKED_AT = 5_000;
const LEAST_OF_EACH = 20;

const names = z.object({ name: z.string() }).array();

/**
 * The locales and topics that the newest real conversations have, as their source wrote them, the most frequent first.
 * A sample of bounded size: one that was last seen long ago may be missing.
 */
export async function listKnownLocalesAndTopics(db: Database): Promise<{ locales: string[]; topics: string[] }> {
  // The index is DESC NULLS LAST: any other order, even of a column without nulls, would read and sort all there is.
  const newest = sql`
    select recent.locale, recent.topics
    from feedback.assistants a
    cross join lateral (
      select c.locale, c.topics from feedback.conversations c
      where c.assistant_id = a.id and c.environment = 'real'
      order by c.started_at desc nulls last, c.id desc nulls last
      limit greatest(${LEAST_OF_EACH}, ${LOOKED_AT} / greatest(1, (select count(*) from feedback.assistants)))
    ) recent`;
  const [locales, topics] = await Promise.all([
    db.execute(sql`
      select locale as name from (${newest}) newest where locale is not null group by 1 order by count(*) desc, 1 limit 100`),
    db.execute(sql`
      select topic as name from (${newest}) newest, unnest(topics) topic group by 1 order by count(*) desc, 1 limit 100`),
  ]);
  return {
    locales: names.parse([...locales]).map(({ name }) => name),
    topics: names.parse([...topics]).map(({ name }) => name),
  };
}
