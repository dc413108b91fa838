import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { OUTCOMES } from '../csat/feedback.ts';
import type { TaskList } from '../csat/home.ts';
import type { Database } from './client.ts';

const NAME_CHARACTERS = 300;

const rowSchema = z
  .object({
    assistant: z.string(),
    id: z.string(),
    assistantName: z.string(),
    name: z.string().nullable(),
    outcome: z.enum(OUTCOMES),
    stage: z.enum(['re-test', 'open', 'decided']),
    since: z.string().transform((text) => new Date(text)),
    total: z.coerce.number(),
  })
  .transform(({ total, ...entry }) => ({ total, entry }));

/** What a person has taken upon themselves in triage and not brought to an end: to fix, to try again, or to fix once more. */
export async function listTasks(db: Database, { person, limit }: { person: string; limit: number }): Promise<TaskList> {
  const rows = await db.execute(sql`
    select t.assistant_id as assistant, t.conversation_id as id, a.name as "assistantName", t.outcome,
      left(coalesce(c.title, question.body), ${NAME_CHARACTERS}) as name,
      case when t.retest = 'failed' then 'open' when t.done_at is not null then 're-test' else 'decided' end as stage,
      coalesce(t.retested_at, t.done_at, t.decided_at) as since, count(*) over () as total
    from thumbline.triage t
    join feedback.assistants a on a.id = t.assistant_id
    join feedback.conversations c on c.assistant_id = t.assistant_id and c.id = t.conversation_id
    left join lateral (
      select left(m.body, ${NAME_CHARACTERS}) as body from feedback.messages m
      where m.assistant_id = c.assistant_id and m.conversation_id = c.id and m.role = 'shopper'
      order by m.position, m.sent_at, m.id limit 1
    ) question on true
    where coalesce(t.owner, t.done_by) = ${person} and t.retest is distinct from 'passed'
      and t.outcome in ('knowledge', 'rule', 'handover')
    order by case when t.retest is null and t.done_at is not null then 0 when t.retest = 'failed' then 1 else 2 end,
      since, t.assistant_id, t.conversation_id
    limit ${limit}`);
  const read = rowSchema.array().parse([...rows]);
  return { entries: read.map(({ entry }) => entry), count: read[0]?.total ?? 0 };
}
