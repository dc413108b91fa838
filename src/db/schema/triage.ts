import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Outcome } from '../../csat/feedback.ts';
import type { Retest, TriageAction } from '../../csat/triage.ts';
import { identity, instant } from './columns.ts';
import { thumbline } from './thumbline.ts';

/** What came of a conversation. No row, or a re-test that failed: open. */
export const triage = thumbline.table(
  'triage',
  {
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    outcome: text('outcome').$type<Outcome>().notNull(),
    owner: text('owner'),
    note: text('note'),
    link: text('link'),
    decidedBy: text('decided_by').notNull(),
    decidedAt: instant('decided_at').notNull().defaultNow(),
    doneBy: text('done_by'),
    doneAt: instant('done_at'),
    retest: text('retest').$type<Retest>(),
    retestedBy: text('retested_by'),
    retestedAt: instant('retested_at'),
    /** Grows with every change: a change names the version that its maker saw. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.assistantId, t.conversationId] }),
    index('triage_of_person').on(sql`coalesce(owner, done_by)`).where(sql`retest is distinct from 'passed'`),
    index('triage_to_retest').on(t.doneAt).where(sql`done_at is not null and retest is null`),
    check('triage_outcome', sql`${t.outcome} in ('knowledge', 'rule', 'handover', 'not ours', 'can''t tell')`),
    check('triage_done_whole', sql`(${t.doneBy} is null) = (${t.doneAt} is null)`),
    check('triage_retest', sql`${t.retest} in ('passed', 'failed')`),
    check(
      'triage_retest_whole',
      sql`(${t.retest} is null) = (${t.retestedBy} is null) and (${t.retest} is null) = (${t.retestedAt} is null)`,
    ),
    check('triage_retest_of_done', sql`${t.retest} is null or ${t.doneAt} is not null`),
  ],
);

/** Every change of a triage, as it was then. */
export const triageEvents = thumbline.table(
  'triage_events',
  {
    id: identity('id'),
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    at: instant('at').notNull().defaultNow(),
    actor: text('actor').notNull(),
    action: text('action').$type<TriageAction>().notNull(),
    outcome: text('outcome').$type<Outcome>().notNull(),
    owner: text('owner'),
    note: text('note'),
    link: text('link'),
  },
  (t) => [
    index('triage_events_by_conversation').on(t.assistantId, t.conversationId, t.id),
    check('triage_events_action', sql`${t.action} in ('decided', 'done', 'passed', 'failed')`),
  ],
);

/** Which conversation a person who walks through the open ones has before them: nobody else gets it meanwhile. */
export const triageReservations = thumbline.table(
  'triage_reservations',
  {
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    person: text('person').notNull(),
    until: instant('until').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.assistantId, t.conversationId] }),
    index('triage_reservations_by_person').on(t.person),
  ],
);

/** What a person has put aside on the walk: it does not come again to them for a while. */
export const triageSkips = thumbline.table(
  'triage_skips',
  {
    person: text('person').notNull(),
    assistantId: text('assistant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    until: instant('until').notNull(),
  },
  (t) => [primaryKey({ columns: [t.person, t.assistantId, t.conversationId] })],
);
