import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationKey } from '../csat/conversation.ts';
import { OUTCOMES } from '../csat/feedback.ts';
import { asksForFix, type Triage, type TriageAction, type TriageStep } from '../csat/triage.ts';
import { wantNewVersionsOf } from './alerts.ts';
import type { Database } from './client.ts';
import { isOneOf } from './conversation-keys.ts';
import { wantNewReminders } from './retest-reminders.ts';
import { triage } from './schema/triage.ts';
import { loadTriage } from './triage.ts';

export type TriageOrder = {
  key: ConversationKey;
  /** A Slack user id. */
  by: string;
  /** The version that `by` saw; 0: none. Where another one is there, nothing is written. */
  seenVersion: number;
  step: TriageStep;
};

/**
 * Takes a conversation one step further, if it still is what the person saw; every message of its alerts will show it.
 * A decision that changes the outcome, or follows a re-test that failed, begins anew. `recorded` false: somebody else was
 * faster, or the step cannot be taken from there; `triage` is what stands. null: there is no such conversation.
 */
export async function recordTriage(
  db: Database,
  order: TriageOrder,
): Promise<{ recorded: boolean; triage: Triage | null } | null> {
  const { key, by, step } = order;
  return db.transaction(async (tx) => {
    const recorded = await take(tx, order);
    const standing = await loadTriage(tx, key);
    if (!recorded) return standing !== null || (await isThere(tx, key)) ? { recorded, triage: standing } : null;
    if (standing === null) throw new Error('A triage that was just written is not there.');
    const action = step.do === 'decide' ? 'decided' : step.do === 'done' ? 'done' : step.result;
    await tell(tx, { keys: [key], by, action });
    return { recorded, triage: standing };
  });
}

/** The same decision of many, whose triages the transaction has locked. Returns how many it was recorded of. */
export async function recordDecisions(
  tx: Database,
  { by, step, first, again }: Decision & Record<'first' | 'again', ConversationKey[]>,
): Promise<number> {
  const keys = [
    ...(await decideFirst(tx, { keys: first, by, step })),
    ...(await decideAgain(tx, { by, step }, [
      isOneOf(again, sql`${triage.assistantId}`, sql`${triage.conversationId}`),
    ])),
  ];
  if (keys.length > 0) await tell(tx, { keys, by, action: 'decided' });
  return keys.length;
}

/** Writes into the history what stands now, and has everything made anew that shows it. */
async function tell(
  tx: Database,
  { keys, by, action }: { keys: ConversationKey[]; by: string; action: TriageAction },
): Promise<void> {
  await tx.execute(sql`
    insert into thumbline.triage_events (assistant_id, conversation_id, actor, action, outcome, owner, note, link)
    select t.assistant_id, t.conversation_id, ${by}, ${action}, t.outcome, t.owner, t.note, t.link
    from thumbline.triage t where ${isOneOf(keys, sql`t.assistant_id`, sql`t.conversation_id`)}
    order by t.assistant_id, t.conversation_id`);
  await takeOffWalks(tx, keys);
  await wantNewVersionsOf(tx, keys);
  await wantNewReminders(tx, keys);
}

/** Whether the one statement that takes the step found what was seen. */
async function take(db: Database, { key, by, seenVersion, step }: TriageOrder): Promise<boolean> {
  if (step.do === 'decide' && seenVersion === 0) return (await decideFirst(db, { keys: [key], by, step })).length > 0;
  const isSeen = [
    eq(triage.assistantId, key.assistant),
    eq(triage.conversationId, key.id),
    eq(triage.version, seenVersion),
  ];
  const version = sql`${triage.version} + 1`;
  if (step.do === 'decide') return (await decideAgain(db, { by, step }, isSeen)).length > 0;
  const [change, isPossible] =
    step.do === 'done'
      ? [
          { doneBy: by, doneAt: sql`now()` },
          [isNull(triage.doneAt), inArray(triage.outcome, OUTCOMES.filter(asksForFix))],
        ]
      : [
          { retest: step.result, retestedBy: by, retestedAt: sql`now()` },
          [isNotNull(triage.doneAt), isNull(triage.retest)],
        ];
  const rows = await db
    .update(triage)
    .set({ ...change, version })
    .where(and(...isSeen, ...isPossible))
    .returning({ version: triage.version });
  return rows.length > 0;
}

type Decision = { by: string; step: Extract<TriageStep, { do: 'decide' }> };

async function decideFirst(
  db: Database,
  { keys, by, step: { outcome, details } }: Decision & { keys: ConversationKey[] },
): Promise<ConversationKey[]> {
  const { owner, note, link } = details ?? { owner: asksForFix(outcome) ? by : null, note: null, link: null };
  const rows = await db.execute(sql`
    insert into thumbline.triage (assistant_id, conversation_id, outcome, owner, note, link, decided_by)
    select c.assistant_id, c.id, ${outcome}, ${owner}::text, ${note}::text, ${link}::text, ${by}
    from feedback.conversations c where ${isOneOf(keys, sql`c.assistant_id`, sql`c.id`)}
    order by c.assistant_id, c.id
    on conflict do nothing
    returning assistant_id as assistant, conversation_id as id`);
  return keyRow.array().parse([...rows]);
}

async function decideAgain(
  db: Database,
  { by, step: { outcome, details } }: Decision,
  chosen: SQL[],
): Promise<ConversationKey[]> {
  const whereItGoesOn = (column: SQL) =>
    sql`case when ${triage.outcome} = ${outcome} and ${triage.retest} is distinct from 'failed' then ${column} end`;
  return db
    .update(triage)
    .set({
      ...{ outcome, decidedBy: by, decidedAt: sql`now()`, version: sql`${triage.version} + 1` },
      ...(details ?? (asksForFix(outcome) && { owner: sql`coalesce(${triage.owner}, ${by})` })),
      doneBy: whereItGoesOn(sql`${triage.doneBy}`),
      doneAt: whereItGoesOn(sql`${triage.doneAt}`),
      retest: whereItGoesOn(sql`${triage.retest}`),
      retestedBy: whereItGoesOn(sql`${triage.retestedBy}`),
      retestedAt: whereItGoesOn(sql`${triage.retestedAt}`),
    })
    .where(and(...chosen))
    .returning({ assistant: triage.assistantId, id: triage.conversationId });
}

const keyRow = z.object({ assistant: z.string(), id: z.string() });

/** It is before nobody any more; and who put it aside as it was may get it as it is now, such as to try it again. */
async function takeOffWalks(db: Database, keys: ConversationKey[]): Promise<void> {
  const isIt = isOneOf(keys, sql`assistant_id`, sql`conversation_id`);
  await db.execute(sql`
    with taken_up as (delete from thumbline.triage_skips where ${isIt})
    delete from thumbline.triage_reservations where ${isIt}`);
}

async function isThere(db: Database, { assistant, id }: ConversationKey): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 from feedback.conversations where assistant_id = ${assistant} and id = ${id}`,
  );
  return rows.length > 0;
}
