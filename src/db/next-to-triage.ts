import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationKey } from '../csat/conversation.ts';
import type { Scope } from '../csat/subscription.ts';
import { type Database, duration } from './client.ts';
import { assistantsIn, localeAndTopicConditions } from './scope.ts';
import { mayTriage } from './triage-groups.ts';

/** So long a conversation is kept for the person who reads it; whoever goes on in time keeps it. */
const RESERVED_MS = 30 * 60_000;
/** So long what was skipped does not come again to that person. */
const SKIPPED_MS = 12 * 3_600_000;
/** Worst first among so many of the newest of each assistant. */
const NEWEST = 200;
/** As a statement, which the planner does not compare with how many there seem to be: with few, it would read and sort them all. */
const READ_IN_ORDER = sql`(select ${NEWEST}::bigint)`;
/** With each look that was too late, by so much wider. */
const SPREAD = 12;

/** Who walks, and through what. */
export type Walker = { person: string; scope: Scope; groups?: { workspaceId: string; memberOf: string[] } };

/**
 * Reserves what a person should read next: first what they fixed and should try again, then the open downvotes of the scope,
 * worst and newest first. Never what somebody else has before them; what the person has not finished comes again.
 * `groups`: the user groups that the person is in, where subscriptions of the workspace name any: what is left to others is
 * left out. null: nothing is left. Leases are by the database's clock.
 */
export async function reserveNextToTriage(
  db: Database,
  { person, scope, groups }: Walker,
): Promise<ConversationKey | null> {
  const isAllowed = groups === undefined ? sql`` : sql` and ${mayTriage(groups)}`;
  const isFree = (assistant: string, id: string) => {
    const isIt = sql`assistant_id = ${sql.raw(assistant)} and conversation_id = ${sql.raw(id)}`;
    return sql`not exists (select from thumbline.triage_reservations where ${isIt} and person <> ${person} and until > now())
      and not exists (select from thumbline.triage_skips where ${isIt} and person = ${person} and until > now())`;
  };
  for (let amongst = 1; ; amongst = Math.min(amongst * SPREAD, NEWEST)) {
    const rows = await db.execute(sql`
      with foremost as (
        select * from (
          (select 0 as turn, t.assistant_id, t.conversation_id, null::int as score, t.done_at as at
          from thumbline.triage t
          where t.done_at is not null and t.retest is null and coalesce(t.owner, t.done_by) = ${person}
            and exists (select from feedback.conversations c where c.assistant_id = t.assistant_id and c.id = t.conversation_id${isAllowed})
            and ${isFree('t.assistant_id', 't.conversation_id')}
          order by t.done_at limit 1)
          union all
          (select 1, o.assistant_id, o.id, coalesce(o.score, 1), o.rated_at from ${assistantsIn(scope)} cross join lateral (
            select c.assistant_id, c.id, c.score, c.rated_at from feedback.conversations c
            where c.assistant_id = a.id and c.environment = 'real' and c.verdict = 'down'${localeAndTopicConditions(scope)}
              and not exists (
                select from thumbline.triage d
                where d.assistant_id = c.assistant_id and d.conversation_id = c.id and d.retest is distinct from 'failed'
              )
              and ${isFree('c.assistant_id', 'c.id')}${isAllowed}
            order by c.rated_at desc nulls last, c.id desc nulls last limit ${READ_IN_ORDER}
          ) o)
        ) all_of_them
        order by turn, score, at desc, assistant_id, conversation_id limit ${amongst}
      ), candidate as (
        select assistant_id, conversation_id from foremost order by turn, random() limit 1
      ), reserved as (
        insert into thumbline.triage_reservations as r (assistant_id, conversation_id, person, until)
        select assistant_id, conversation_id, ${person}, now() + ${duration(RESERVED_MS)} from candidate
        on conflict (assistant_id, conversation_id) do update set person = excluded.person, until = excluded.until
        where r.person = excluded.person or r.until <= now()
        returning r.assistant_id, r.conversation_id
      )
      select candidate.assistant_id as assistant, candidate.conversation_id as id,
        exists (select from reserved) as reserved
      from candidate`);
    const [found] = foundRow.array().parse([...rows]);
    if (found === undefined) return null;
    const { reserved, ...key } = found;
    // Where it is not, or was decided during this very look, somebody else was faster: the next look no longer finds it. A crowd
    // would meet at the same one again: whoever was too late once takes any of the foremost.
    if (reserved && (await isStillDue(db, key))) return key;
  }
}

async function isStillDue(db: Database, { assistant, id }: ConversationKey): Promise<boolean> {
  const settled = await db.execute(sql`
    select 1 from thumbline.triage
    where assistant_id = ${assistant} and conversation_id = ${id} and retest is distinct from 'failed'
      and (done_at is null or retest is not null)`);
  return settled.length === 0;
}

const foundRow = z.object({ assistant: z.string(), id: z.string(), reserved: z.boolean() });

/** Puts a conversation aside for this person, and leaves it to the others. */
export async function skipTriage(
  db: Database,
  { person, key }: { person: string; key: ConversationKey },
): Promise<void> {
  await db.execute(sql`
    with released as (
      delete from thumbline.triage_reservations
      where assistant_id = ${key.assistant} and conversation_id = ${key.id} and person = ${person}
    )
    insert into thumbline.triage_skips (person, assistant_id, conversation_id, until)
    values (${person}, ${key.assistant}, ${key.id}, now() + ${duration(SKIPPED_MS)})
    on conflict (person, assistant_id, conversation_id) do update set until = excluded.until`);
}

/** The person stops: what they had before them is the others' again. */
export async function endTriageWalk(db: Database, person: string): Promise<void> {
  await db.execute(sql`
    with released as (delete from thumbline.triage_reservations where person = ${person} or until <= now())
    delete from thumbline.triage_skips where until <= now()`);
}
