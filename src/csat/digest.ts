import { z } from 'zod';
import { OUTCOMES, type Outcome } from './feedback.ts';
import type { ClosedGap, DigestGap } from './gap.ts';
import type { Overview } from './overview.ts';
import type { Day } from './period.ts';
import type { Scope } from './subscription.ts';

const count = z.number().int().nonnegative();
const day = z.iso.date();
const share = z.number().min(0).max(1).nullable();
const call = z.enum(['up', 'down', 'no clear change', 'too few to call']);
const interval = z.tuple([z.number(), z.number()]).nullable();
const days = z.object({ from: day, to: day });
const daily = z.array(z.object({ day, mean: z.number().nullable(), rated: count }));
const csat = z.object({ mean: z.number().nullable(), rated: count, upvotes: count, neutral: count, downvotes: count });
const thumbs = z.object({ up: count, down: count, upShare: share, downShare: share });

const overview: z.ZodType<Overview> = z.object({
  zone: z.string(),
  environment: z.enum(['real', 'sandbox']),
  period: days,
  previous: days,
  csat: csat.extend({ previous: csat, change: z.number().nullable(), interval, call }),
  daily,
  messageFeedback: thumbs.extend({
    previous: thumbs,
    upChange: z.number().nullable(),
    downChange: z.number().nullable(),
    shareChange: z.number().nullable(),
    interval,
    call,
  }),
  coverage: z.object({ conversations: count, rated: count, unknown: count, responseRate: share }),
});

const warning = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('response rate'), now: z.number(), before: z.number() }),
  z.object({
    kind: z.literal('silent'),
    assistant: z.string(),
    lastOn: day,
    silentMinutes: z.number(),
    longestBeforeMinutes: z.number(),
  }),
  z.object({ kind: z.literal('sandbox'), conversations: count, share: z.number() }),
  z.object({ kind: z.literal('skipped'), week: days }),
]);

const partFigures = z.object({
  id: z.string(),
  name: z.string(),
  mean: z.number().nullable(),
  rated: count,
  meanBefore: z.number().nullable(),
  ratedBefore: count,
  call,
  thumbs: z.object({ up: count, down: count }),
});

/** The parts of the scope that got ratings or thumbs, most ratings first. */
const breakdown = z.object({ by: z.enum(['assistant', 'topic', 'locale']), parts: z.array(partFigures).min(2) });

const loop = z.object({
  /** Downvotes among the week's ratings. */
  downvotes: count,
  /** What became of the week's alerts; `off`: the subscription has none; null: there is no subscription. */
  alerts: z
    .union([
      z.literal('off'),
      z.object({
        acknowledged: count,
        /** From when the channel could see the card; null: none was acknowledged. */
        medianMinutes: z.number().nonnegative().nullable(),
        stillOpen: count,
        /** Of those still open: nobody has opened the transcript either. */
        neverOpened: count,
        openFromBefore: count,
      }),
    ])
    .nullable(),
  triaged: z.array(z.object({ outcome: z.enum(OUTCOMES as [Outcome, ...Outcome[]]), count })),
});

/** The week's ratings that say otherwise than the thumbs inside. Digests from before this was counted have none. */
const signals = z
  .object({
    /** A thumb down inside, an upvote at the end. */
    recovered: count,
    /** A thumb up inside, a downvote at the end. */
    spoiled: count,
  })
  .default({ recovered: 0, spoiled: 0 });

const questionKey = z.object({ assistant: z.string(), id: z.string(), message: z.string() });
const digestGap: z.ZodType<DigestGap> = z.object({
  id: z.number().int().nullable(),
  name: z.string().nullable(),
  sample: questionKey,
  conversations: count,
  conversationsBefore: count,
  share,
});
const touched = z.object({ touched: count, conversations: count });
const closedGap: z.ZodType<ClosedGap> = z.object({
  id: z.number().int(),
  name: z.string().nullable(),
  sample: questionKey.nullable(),
  closedOn: day,
  effect: z.object({
    before: touched,
    after: touched,
    days: count,
    interval,
    call: z.enum(['helped', 'no clear change', 'got worse', 'too few to call']),
  }),
});

/** What a digest knows: plain JSON, frozen once, so that a retry shows the same. */
export const digestFiguresSchema = z.object({
  overview,
  /** Of the previous week, for the lighter line and the warnings. */
  before: z.object({ daily, conversations: count, responseRate: share }),
  /** Nothing had ever come in before this week. */
  firstWeek: z.boolean(),
  /** The day on which the newest conversation began; null: there has never been one. */
  lastConversationOn: day.nullable(),
  /** null: the subscription has only one assistant, topic and locale, or feedback came to one of them only. */
  breakdown: breakdown.nullable(),
  loop,
  signals,
  warnings: z.array(warning),
  /** The gaps that explain the week, the largest first. */
  gaps: z.array(digestGap),
  /** Gaps that were marked done three to five weeks before the end of the week. Digests from before have none. */
  closedGaps: z.array(closedGap).default([]),
});

export type DigestFigures = z.infer<typeof digestFiguresSchema>;
export type DigestWarning = z.infer<typeof warning>;
/** The week of one part of the scope: an assistant, a topic or a locale, and the name it is shown by. */
export type PartFigures = z.infer<typeof partFigures>;
export type Breakdown = z.infer<typeof breakdown>;
export type Loop = z.infer<typeof loop>;
export type SignalCounts = DigestFigures['signals'];

/** One weekly message before it is one: the frozen figures, and what is only known when it goes out. */
export type Digest = {
  figures: DigestFigures;
  /** What it is about, so that it can be listed. */
  scope: Scope;
  language: string;
  /** Made by hand, not by the schedule. */
  trial: boolean;
  /** From when it was due to when it was posted, or to now; null: not late enough to mention. */
  lateMinutes: number | null;
};

/** A digest that comes later than this after its time says so. */
export const LATE_AFTER_MINUTES = 120;

/** @returns null where it is not worth a word */
export function lateMinutesOf(dueAt: Date, shownAt: Date): number | null {
  const minutes = (shownAt.getTime() - dueAt.getTime()) / 60_000;
  return minutes > LATE_AFTER_MINUTES ? minutes : null;
}

/** What the database found out beside the overview, from which warnings are made. */
export type WarningFacts = {
  overview: Overview;
  before: DigestFigures['before'];
  sandboxConversations: number;
  /** Of each assistant: how long it has been silent at the end of the week, and its longest silence before that. */
  silences: { assistant: string; lastOn: Day; silentMinutes: number; longestBeforeMinutes: number | null }[];
  /** The week whose digest was owed and never made; null: none. */
  skipped: { from: Day; to: Day } | null;
};

/** Fewer conversations than this on either side say nothing about the response rate. */
const FEWEST_CONVERSATIONS = 5;
/** A pause shorter than this is nobody's news, whatever came before. */
const SHORTEST_SILENCE_MINUTES = 24 * 60;
const LARGE_SANDBOX_SHARE = 0.25;

/** What a reader must know before believing the numbers. */
export function warningsOf(facts: WarningFacts): DigestWarning[] {
  const { coverage } = facts.overview;
  const warnings: DigestWarning[] = [];
  const { responseRate: rate } = coverage;
  const { responseRate: rateBefore } = facts.before;
  const enough = Math.min(coverage.conversations, facts.before.conversations) >= FEWEST_CONVERSATIONS;
  if (enough && rate !== null && rateBefore !== null && rate < rateBefore / 2) {
    warnings.push({ kind: 'response rate', now: rate, before: rateBefore });
  }
  if (facts.skipped !== null) warnings.push({ kind: 'skipped', week: facts.skipped });
  const all = coverage.conversations + facts.sandboxConversations;
  if (all > 0 && facts.sandboxConversations / all >= LARGE_SANDBOX_SHARE) {
    warnings.push({
      kind: 'sandbox',
      conversations: facts.sandboxConversations,
      share: facts.sandboxConversations / all,
    });
  }
  for (const { longestBeforeMinutes, ...silence } of facts.silences) {
    if (longestBeforeMinutes === null || silence.silentMinutes < SHORTEST_SILENCE_MINUTES) continue;
    // In whole minutes: a difference that cannot be shown is none.
    if (Math.round(silence.silentMinutes) > Math.round(longestBeforeMinutes))
      warnings.push({ kind: 'silent', ...silence, longestBeforeMinutes });
  }
  return warnings;
}
