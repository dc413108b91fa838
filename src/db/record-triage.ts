import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { ConversationKey } from '../csat/conversation.ts';
import { OUTCOMES } from '../csat/feedback.ts';
import { asksForFix, type Triage, type TriageStep } from '../csat/triage.ts';
import { wantNewVersionsOf } from './alerts.ts';
import type { Database } from './client.ts';
import { wantNewReminders } from './retest-reminders.ts';
import { triage, triageEvents } from './schema/thumbline.ts';
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
    const { outcome, owner, note, link } = standing;
    await tx.insert(triageEvents).values({
      ...{ assistantId: key.assistant, conversationId: key.id, actor: by, outcome, owner, note, link },
      action: step.do === 'decide' ? 'decided' : step.do === 'done' ? 'done' : step.result,
    });
    await takeOffWalks(tx, key);
    await wantNewVersionsOf(tx, key);
    await wantNewReminders(tx, key);
    return { recorded, triage: standing };
  });
}

/** Whether the one statement that takes the step found what was seen. */
async function take(db: Database, { key, by, seenVersion, step }: TriageOrder): Promise<boolean> {
  if (step.do === 'decide' && seenVersion === 0) return decideFirst(db, { key, by, step });
  const isSeen = [
    eq(triage.assistantId, key.assistant),
    eq(triage.conversationId, key.id),
    eq(triage.version, seenVersion),
  ];
  const version = sql`${triage.version} + 1`;
  if (step.do === 'decide') return decideAgain(db, { by, step }, [...isSeen]);
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
  { key, by, step: { outcome, details } }: Decision & { key: ConversationKey },
): Promise<boolean> {
  const { owner, note, link } = details ?? { owner: asksForFix(outcome) ? by : null, note: null, link: null };
  const rows = await db.execute(sql`
    insert into thumbline.triage (assistant_id, conversation_id, outcome, owner, note, link, decided_by)
    select c.assistant_id, c.id, ${outcome}, ${owner}::text, ${note}::text, ${link}::text, ${by}
    from feedback.conversations c where c.assistant_id = ${key.assistant} and c.id = ${key.id}
    on conflict do nothing
    returning version`);
  return rows.length > 0;
}

async function decideAgain(
  db: Database,
  { by, step: { outcome, details } }: Decision,
  isSeen: SQL[],
): Promise<boolean> {
  const whereItGoesOn = (column: SQL) =>
    sql`case when ${triage.outcome} = ${outcome} and ${triage.retest} is distinct from 'failed' then ${column} end`;
  const rows = await db
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
    .where(and(...isSeen))
    .returning({ version: triage.version });
  return rows.length > 0;
}

/** It is before nobody any more; and who put it aside as it was may get it as it is now, such as to try it again. */
async function takeOffWalks(db: Database, { assistant, id }: ConversationKey): Promise<void> {
  const isIt = sql`assistant_id = ${assistant} and conversation_id = ${id}`;
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
