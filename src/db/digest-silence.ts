import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { instantsOf } from '../csat/period.ts';
import { type Database, instant } from './client.ts';
import type { DigestQuestion } from './digest-facts.ts';
import { assistantsIn, localeAndTopicConditions } from './scope.ts';

/** How quiet one assistant is. `lastAt` is when its newest conversation began. */
export type Silence = { assistant: string; lastAt: Date; silentMinutes: number; longestBeforeMinutes: number | null };

/** Shorter silences are not looked into. */
const LEAST_HOURS = 24;
/** How far back an earlier silence is looked for. */
const MEMORY_DAYS = 400;

const minutes = z.coerce.number();

/**
 * The assistants of the scope without a conversation for a day and longer at `asOf`, each with its longest silence before.
 * An assistant that has never had a conversation is not among them; locales and topics play no part.
 */
export async function listSilences(
  db: Database,
  { scope, asOf }: { scope: DigestQuestion['scope']; asOf: Date },
): Promise<Silence[]> {
  // The index is DESC NULLS LAST: any other order, even of a column without nulls, would read and sort all there is.
  const rows = await db.execute(sql`
    select x.name as assistant, last.at as last_at,
      extract(epoch from ${instant(asOf)} - last.at) / 60 as silent_minutes,
      extract(epoch from earlier.longest) / 60 as longest_before_minutes
    from ${assistantsIn(scope)}
    join feedback.assistants x on x.id = a.id
    cross join lateral (
      select c.started_at as at from feedback.conversations c
      where c.assistant_id = a.id and c.environment = 'real' and c.started_at < ${instant(asOf)}
      order by c.started_at desc nulls last, c.id desc nulls last limit 1
    ) last
    cross join lateral (
      select max(gap) as longest from (
        select c.started_at - lag(c.started_at) over (order by c.started_at) as gap
        from feedback.conversations c
        where c.assistant_id = a.id and c.environment = 'real' and c.started_at <= last.at
          and c.started_at > last.at - make_interval(days => ${MEMORY_DAYS})
      ) gaps
    ) earlier
    where last.at <= ${instant(asOf)} - make_interval(hours => ${LEAST_HOURS})
    order by last.at`);
  return z
    .object({
      assistant: z.string(),
      last_at: z.string(),
      silent_minutes: minutes,
      longest_before_minutes: minutes.nullable(),
    })
    .array()
    .parse([...rows])
    .map((row) => ({
      assistant: row.assistant,
      lastAt: new Date(row.last_at),
      silentMinutes: row.silent_minutes,
      longestBeforeMinutes: row.longest_before_minutes,
    }));
}

const arrivalsRow = z.object({
  sandbox: z.coerce.number().int(),
  earlier: z.boolean(),
  last_at: z.string().nullable(),
});

/**
 * What came in beside the week's real conversations: how many sandbox ones began in it, whether anything real began
 * before it, and when the newest real one before `asOf` began (null: there has never been one).
 */
export async function loadArrivals(
  db: Database,
  { period, scope, asOf }: DigestQuestion & { asOf: Date },
): Promise<{ sandboxConversations: number; anythingEarlier: boolean; lastAt: Date | null }> {
  const { start, end } = instantsOf(period);
  const conditions = localeAndTopicConditions(scope);
  const [row] = await db.execute(sql`
    select coalesce(sum(s.n), 0) as sandbox, coalesce(bool_or(e.earlier), false) as earlier, max(l.at) as last_at
    from ${assistantsIn(scope)}
    cross join lateral (
      select count(*) as n from feedback.conversations c
      where c.assistant_id = a.id and c.environment = 'sandbox' and c.started_at >= ${instant(start)}
        and c.started_at < ${instant(end)}${conditions}
    ) s
    cross join lateral (
      select exists (
        select from feedback.conversations c
        where c.assistant_id = a.id and c.environment = 'real' and c.started_at < ${instant(start)}${conditions}
      ) as earlier
    ) e
    left join lateral (
      select c.started_at as at from feedback.conversations c
      where c.assistant_id = a.id and c.environment = 'real' and c.started_at < ${instant(asOf)}${conditions}
      order by c.started_at desc nulls last limit 1
    ) l on true`);
  const { sandbox, earlier, last_at } = arrivalsRow.parse(row);
  return {
    sandboxConversations: sandbox,
    anythingEarlier: earlier,
    lastAt: last_at === null ? null : new Date(last_at),
  };
}
