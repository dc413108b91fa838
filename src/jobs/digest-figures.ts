import { type DigestFigures, warningsOf } from '../csat/digest.ts';
import { dayOf, type Period, previousPeriod, weekFrom } from '../csat/period.ts';
import type { AlertChoice, Scope } from '../csat/subscription.ts';
import type { Database } from '../db/client.ts';
import { loadBreakdown } from '../db/digest-breakdown.ts';
import { countSignals, loadLoop } from '../db/digest-facts.ts';
import { listSilences, loadArrivals } from '../db/digest-silence.ts';
import { loadOverview } from '../db/overview.ts';

export type FiguresQuestion = {
  period: Period;
  scope: Scope;
  /** Whose alerts the loop is about; null: nobody's. */
  subscription: { id: number; alerts: AlertChoice } | null;
  /** Until when silence is measured: now, or the end of the week where that is long ago. */
  asOf: Date;
  /** The first Monday whose digest, and those until this one, were owed and never made; null: none. */
  skippedMonday: string | null;
};

/** Works the figures of one digest out, all but its gaps: see `loadDigestGaps`. */
export async function loadDigestFigures(db: Database, question: FiguresQuestion): Promise<DigestFigures> {
  const { period, scope, subscription, asOf, skippedMonday } = question;
  // In two steps: to write all the statements at once holds the event loop for as long as that takes.
  const [overview, before] = await Promise.all([
    loadOverview(db, { period, scope, environment: 'real' }),
    loadOverview(db, { period: previousPeriod(period), scope, environment: 'real' }),
  ]);
  const [breakdown, loop, signals, silences, arrivals] = await Promise.all([
    loadBreakdown(db, { period, scope }),
    loadLoop(db, { period, scope, subscription }),
    countSignals(db, { period, scope }),
    listSilences(db, { scope, asOf }),
    loadArrivals(db, { period, scope, asOf }),
  ]);
  const previous = { daily: before.daily, ...coverageOf(before.coverage) };
  return {
    overview,
    before: previous,
    firstWeek: !arrivals.anythingEarlier,
    lastConversationOn: arrivals.lastAt === null ? null : dayOf(arrivals.lastAt, period.zone),
    breakdown,
    loop,
    signals,
    warnings: warningsOf({
      overview,
      before: previous,
      sandboxConversations: arrivals.sandboxConversations,
      silences: silences.map(({ lastAt, ...silence }) => ({ ...silence, lastOn: dayOf(lastAt, period.zone) })),
      skipped: skippedMonday === null ? null : { from: reportedWeek(skippedMonday, period.zone).from, to: period.from },
    }),
    gaps: [],
    closedGaps: [],
  };
}

/** The digest that is due in the week of `monday` reports on the week before. */
export function reportedWeek(monday: string, zone: string): Period {
  return previousPeriod(weekFrom(monday, zone));
}

const coverageOf = ({ conversations, responseRate }: { conversations: number; responseRate: number | null }) => ({
  conversations,
  responseRate,
});
