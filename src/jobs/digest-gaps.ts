import type { DigestFigures } from '../csat/digest.ts';
import type { ClosedGap, DigestGap, GapCounts } from '../csat/gap.ts';
import { TOLD_AFTER_DAYS } from '../csat/gap-effect.ts';
import { addDays, dayOf, type Period, startOfDay } from '../csat/period.ts';
import { EVERYTHING, type Scope } from '../csat/subscription.ts';
import type { Database } from '../db/client.ts';
import { listClosedGaps, loadGapEffect } from '../db/gap-effects.ts';
import { countDownvotes, listGaps, loadGap } from '../db/gaps.ts';
import type { GapKeeper } from './gap-keeper.ts';

export type DigestGapTools = {
  db: Database;
  /** Missing or null: gaps are told as they were last found. */
  gaps?: GapKeeper | null;
  log: { warn: (facts: object, message: string) => void };
};

/** Three to five explain a week; what follows is noise. */
const MOST_GAPS = 5;
/** The week is over: gaps that were looked at a while ago are its gaps, and a hundred digests at nine o'clock need not wait for one another. */
const RECENT_MS = 10 * 60_000;

/**
 * The gaps of a week, found in all feedback until now, and whether the fixes of three to five weeks ago helped. Where
 * they cannot be found now, those that are known are told: gaps hold up no digest.
 */
export async function loadDigestGaps(
  { db, gaps, log }: DigestGapTools,
  { period, scope, subscription }: { period: Period; scope: Scope; subscription: { id: number } | null },
): Promise<Pick<DigestFigures, 'gaps' | 'closedGaps'>> {
  if (subscription === null) return { gaps: await foundBy({ db, gaps, log }, { period, scope }), closedGaps: [] };
  try {
    await gaps?.refresh(subscription.id, RECENT_MS);
  } catch (error) {
    log.warn(
      { err: error, subscriptionId: subscription.id },
      'Gaps could not be found anew: the digest tells those that are known',
    );
  }
  const followed = { id: subscription.id, zone: period.zone, ...scopeOf(scope) };
  const { gaps: listed, downvotes } = await listGaps(db, { subscription: followed, period, filter: EVERYTHING });
  return {
    gaps: listed
      .filter(({ conversations }) => conversations > 1)
      .slice(0, MOST_GAPS)
      .flatMap(({ id, name, sample, ...counts }): DigestGap[] =>
        sample === null ? [] : [{ id, name, sample, ...countsOf(counts, downvotes) }],
      ),
    closedGaps: await closedGapsOf(db, followed, period),
  };
}

const scopeOf = ({ assistants, locales, topics }: Scope): Scope => ({ assistants, locales, topics });

async function foundBy(
  { db, gaps, log }: DigestGapTools,
  { period, scope }: { period: Period; scope: Scope },
): Promise<DigestGap[]> {
  const found = await gaps?.find({ scope: scopeOf(scope), period, compared: true }).catch((error: unknown) => {
    log.warn({ err: error }, 'Gaps could not be found: the digest tells none');
    return [];
  });
  const all = await countDownvotes(db, { subscription: scope, filter: EVERYTHING, period });
  return (found ?? []).slice(0, MOST_GAPS).map(({ sample, conversations, ...counts }) => ({
    ...{ id: null, name: null, sample },
    ...countsOf({ ...counts, conversations: conversations.length }, all),
  }));
}

type Counts = Pick<GapCounts, 'conversations' | 'conversationsBefore' | 'downvotes'>;

function countsOf({ conversations, conversationsBefore, downvotes }: Counts, all: number) {
  const share = all === 0 ? null : Math.min(1, downvotes / all);
  // Never null: a week and the one before are known.
  return { conversations, conversationsBefore: conversationsBefore ?? 0, share };
}

async function closedGapsOf(
  db: Database,
  subscription: { id: number; zone: string } & Scope,
  { zone, to }: Period,
): Promise<ClosedGap[]> {
  const closed = await listClosedGaps(db, {
    subscriptionId: subscription.id,
    from: startOfDay(addDays(to, -TOLD_AFTER_DAYS.to), zone),
    to: startOfDay(addDays(to, 1 - TOLD_AFTER_DAYS.from), zone),
  });
  return Promise.all(
    closed.map(async ({ id, name, closedAt }): Promise<ClosedGap> => {
      const [gap, effect] = await Promise.all([
        loadGap(db, { id, subscriptionId: subscription.id }),
        loadGapEffect(db, { subscription, gapId: id, closedAt, until: to }),
      ]);
      return { id, name, sample: gap?.sample ?? null, closedOn: dayOf(closedAt, zone), effect };
    }),
  );
}
