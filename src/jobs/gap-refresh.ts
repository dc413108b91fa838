import type { ConversationKey } from '../csat/conversation.ts';
import { GAP_WINDOW_DAYS, type QuestionKey } from '../csat/gap.ts';
import { knowsLanguage } from '../csat/gaps/known-language.ts';
import type { Embedder } from '../csat/gaps/meaning.ts';
import { regroup } from '../csat/gaps/regroup.ts';
import { addDays, dayOf, startOfDay } from '../csat/period.ts';
import type { Scope } from '../csat/subscription.ts';
import type { Database } from '../db/client.ts';
import { loadWindowState, type WindowAsked, type WindowMember } from '../db/gap-window.ts';
import { EVER } from '../db/gaps.ts';
import { forgetOtherQuestions, loadOtherQuestionsState, recordOtherQuestions } from '../db/other-questions.ts';
import { forgetOtherModels, listQuestionsToEmbed, type QuestionTable, recordVectors } from '../db/question-vectors.ts';
import {
  claimGrouping,
  type GroupingClaim,
  listKnownGaps,
  markChecked,
  recordGrouping,
  releaseGrouping,
} from '../db/record-grouping.ts';
import { recordQuestions } from '../db/record-questions.ts';
import { groupWindow, type KnownWindows } from './known-windows.ts';

/** Grouped otherwise, every window is due again. */
const METHOD = 'gaps 5';
/** Few: the longest texts take half a second each, and only between two lots it is seen that the time is up. */
const EMBEDDED_AT_ONCE = 25;
/** In each round: other questions may take many rounds until all have their vectors, and hold nobody up meanwhile. */
const OTHERS_WITHIN_MS = 2_000;

export type GapTools = {
  db: Database;
  embedder: Embedder;
  model: string;
  /** What was grouped earlier; missing: nothing is remembered. */
  windows?: KnownWindows;
  /** Hears of each lease that is taken, for whoever may have to give it back. */
  claimed?: (claim: GroupingClaim) => void;
};
export type Followed = { id: number; zone: string } & Scope;

/**
 * Brings the gaps of a subscription up to date: writes down the questions behind its feedback, makes the vectors that
 * are missing, and groups the window anew where something in it has changed. `busy`: another process is at it.
 * @param embedWithinMs for how long vectors are made; the questions that are left count by their words for now.
 */
export async function refreshGaps(
  tools: GapTools,
  subscription: Followed,
  { now, embedWithinMs }: { now: Date; embedWithinMs: number },
): Promise<'grouped' | 'unchanged' | 'busy'> {
  const { db } = tools;
  const asked = windowOf(subscription, now);
  const { assistants } = subscription;
  const { since } = asked;
  await recordQuestions(db, { assistants, since });
  await embedQuestions(tools, { table: 'questions', assistants, since, withinMs: embedWithinMs });
  await renewOtherQuestions(tools, { assistants, now, withinMs: Math.min(OTHERS_WITHIN_MS, embedWithinMs) });

  const claim = await claimGrouping(db, subscription.id);
  if (claim === null) return 'busy';
  tools.claimed?.(claim);
  try {
    const circumstances = await circumstancesOf(db, asked);
    const seen = await stateOf(db, asked, circumstances);
    if (seen === claim.seen) {
      await markChecked(db, { subscriptionId: subscription.id, seen });
      await releaseGrouping(db, claim);
      return 'unchanged';
    }
    const { members: questions, grouped } = await groupWindow(
      tools,
      { window: asked, subscription, now },
      circumstances,
    );
    const known = await listKnownGaps(db, subscription.id);
    const conversations = questions.map((question) => ({ ...question, conversation: conversationOf(question) }));
    const { gaps, joined } = regroup(conversations, known, grouped);
    const inGap = new Set(gaps.flatMap(({ members }) => members));
    const keyAt = (at: number): QuestionKey => questions[at] as WindowMember;
    const stored = await recordGrouping(db, claim, {
      seen,
      joined,
      gaps: gaps.map(({ id, members, central }) => ({
        id,
        sample: keyAt(central),
        members: members.filter((at) => id === null || questions[at]?.gap !== id).map(keyAt),
      })),
      alone: questions.filter(({ gap }, at) => gap !== null && !inGap.has(at)),
    });
    return stored ? 'grouped' : 'busy';
  } catch (error) {
    await releaseGrouping(db, claim);
    throw error;
  }
}

/**
 * Whether there is something to do for a subscription's gaps; writes down the questions behind its feedback, and where
 * nothing is to be done, that it was looked at. Costs the database little, and this thread nothing.
 */
export async function areGapsDue(db: Database, subscription: Followed, now: Date): Promise<boolean> {
  const asked = windowOf(subscription, now);
  const { assistants } = subscription;
  const { since } = asked;
  await recordQuestions(db, { assistants, since });
  for (const waiting of [{ table: 'questions', since } as const, { table: 'other_questions', since: EVER } as const]) {
    if ((await listQuestionsToEmbed(db, { ...waiting, assistants, limit: 1 })).length > 0) return true;
  }
  return !(await markChecked(db, {
    subscriptionId: subscription.id,
    seen: await stateOf(db, asked, await circumstancesOf(db, asked)),
  }));
}

function windowOf({ zone, assistants, locales, topics }: Followed, now: Date): WindowAsked {
  const since = startOfDay(addDays(dayOf(now, zone), -GAP_WINDOW_DAYS), zone);
  return { scope: { assistants, locales, topics }, since };
}

const stateOf = async (db: Database, asked: WindowAsked, circumstances: string): Promise<string> =>
  `${await loadWindowState(db, asked)} ${circumstances}`;

/** A text that is another one whenever what a window is grouped by is, its own questions aside. */
async function circumstancesOf(db: Database, { scope, since }: WindowAsked): Promise<string> {
  const others = await loadOtherQuestionsState(db, scope.assistants);
  return [METHOD, since.toISOString(), JSON.stringify(scope), others].join(' ');
}

/** The name of a question's conversation, the same for all of its questions. */
export const conversationOf = ({ assistant, id }: ConversationKey): string => JSON.stringify([assistant, id]);

/**
 * Chooses the shop's other questions anew where a day (UTC) has passed, makes the vectors that they still need, and lets go
 * of what is too much.
 */
export async function renewOtherQuestions(
  tools: GapTools,
  { assistants, now, withinMs }: { assistants: string[]; now: Date; withinMs: number },
): Promise<void> {
  const { db } = tools;
  await recordOtherQuestions(db, { assistants, day: dayOf(now, 'UTC') });
  await embedQuestions(tools, { table: 'other_questions', assistants, since: EVER, withinMs });
  await forgetOtherQuestions(db, { assistants });
}

/** Makes and keeps the vectors of the questions that have none of the model, the newest first. */
export async function embedQuestions(
  { db, embedder, model }: GapTools,
  { table, assistants, since, withinMs }: { table: QuestionTable; assistants: string[]; since: Date; withinMs: number },
): Promise<void> {
  const end = performance.now() + withinMs;
  await forgetOtherModels(db, { table, assistants, since, model });
  do {
    const waiting = await listQuestionsToEmbed(db, { table, assistants, since, limit: EMBEDDED_AT_ONCE });
    if (waiting.length === 0) return;
    const known = waiting.filter(({ locale }) => knowsLanguage(locale));
    const vectors = await embedder.embed(known.map(({ text }) => text));
    const vectorOf = new Map(known.map((question, at) => [question, vectors[at] ?? null]));
    await recordVectors(
      db,
      table,
      model,
      waiting.map((question) => ({ question, vector: vectorOf.get(question) ?? null })),
    );
  } while (performance.now() < end);
}
