import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { OUTCOMES } from '../csat/feedback.ts';
import type { Gap } from '../csat/gap.ts';
import { isInScope } from './owed-alerts.ts';

const count = z.coerce.number().int();
const instantText = z.string().transform((text) => new Date(text));

/** The columns that `gapFields` names. */
export const gapColumns = z.object({
  id: count,
  subscription_id: count,
  name: z.string().nullable(),
  sample: z.object({ assistant: z.string(), id: z.string(), message: z.string(), question: z.string() }).nullable(),
  status: z.enum(['open', 'done', 'dismissed']),
  outcome: z.enum(OUTCOMES).nullable(),
  owner: z.string().nullable(),
  note: z.string().nullable(),
  link: z.string().nullable(),
  closed_at: instantText.nullable(),
  closed_by: z.string().nullable(),
  version: count,
});

/** SQL: the conversation of a question `q` and the subscription of a gap `own`, which may have been narrowed since. */
export const ofSubscription = sql`join feedback.conversations c on c.assistant_id = q.assistant_id and c.id = q.conversation_id
    and c.environment = 'real'
  join thumbline.subscriptions s on s.id = own.subscription_id`;

/** The sample: its name and its words; the newest question where it is gone. null: there is none in the subscription's scope. */
const sampleOf = sql`(
  select json_build_object('assistant', m.assistant_id, 'id', m.conversation_id, 'message', m.message_id,
    'question', left(body.body, 1000))
  from thumbline.gap_members m
  join thumbline.gaps own on own.id = m.gap_id
  join thumbline.questions q on q.assistant_id = m.assistant_id and q.conversation_id = m.conversation_id
    and q.message_id = m.message_id
  join feedback.messages body on body.assistant_id = q.assistant_id and body.conversation_id = q.conversation_id
    and body.id = q.message_id
  ${ofSubscription}
  where (own.id = g.id or own.merged_into = g.id) and ${isInScope}
  order by (m.assistant_id, m.conversation_id, m.message_id)
    is distinct from (g.sample_assistant_id, g.sample_conversation_id, g.sample_message_id), q.hurt_at desc limit 1
)`;

/** Of a gap `g`. */
export const gapFields = sql`g.id, g.subscription_id, g.name, g.status, g.outcome, g.owner, g.note, g.link, g.closed_at,
  g.closed_by, g.version, ${sampleOf} as sample`;

export function gapOf(row: z.infer<typeof gapColumns>): Gap {
  const { subscription_id, closed_at, closed_by, id, name, sample, status, outcome, owner, note, link, version } = row;
  return {
    ...{ id, subscriptionId: subscription_id, name, status, outcome, owner, note, link, version },
    ...{ closedAt: closed_at, closedBy: closed_by },
    sample: sample === null ? null : { assistant: sample.assistant, id: sample.id, message: sample.message },
    question: sample?.question ?? null,
  };
}
