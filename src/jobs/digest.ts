import pLimit from 'p-limit';
import { type DailyChart, dailyChartOf } from '../chart/daily-chart.ts';
import { sparklineOf } from '../chart/sparkline.ts';
import { type Digest, type DigestFigures, lateMinutesOf } from '../csat/digest.ts';
import { isTooLate } from '../csat/next-digest.ts';
import { lastCompleteWeek, type Period, previousPeriod } from '../csat/period.ts';
import { EVERYTHING, type Scope, type Subscription } from '../csat/subscription.ts';
import { voiceOf } from '../csat/voice.ts';
import type { Database } from '../db/client.ts';
import { findPicture, keepPicture } from '../db/delivery-pictures.ts';
import { findSkippedDigest, freezeFigures, loadDigest } from '../db/digests.ts';
import { loadOverview } from '../db/overview.ts';
import { loadQuestionTexts } from '../db/question-texts.ts';
import { findSubscription, loadSubscription } from '../db/subscriptions.ts';
import { loadTrialTime } from '../db/trials.ts';
import type { OwedMessage, Pictures, SlackMessage } from '../delivery/message.ts';
import type { ChartBlock } from '../slack/views/blocks.ts';
import { digestMessage } from '../slack/views/digest.ts';
import { type ChartTools, chartBlockOf, type PictureShelf } from './chart.ts';
import { type FiguresQuestion, loadDigestFigures, reportedWeek } from './digest-figures.ts';
import { type DigestGapTools, loadDigestGaps } from './digest-gaps.ts';

/**
 * How many owed digests have their figures counted at once: of hundreds that are due in one minute more would only crowd the
 * database, and this process out, while their pictures wait for their turn in any case.
 */
const COUNTED_AT_ONCE = 2;
const inTurn = pLimit(COUNTED_AT_ONCE);

export type DigestTools = ChartTools & DigestGapTools & { db: Database };

/**
 * Makes the message of a digest that is owed, with the settings that it was due with. Its figures are worked out once and
 * kept, so that every further try says the same. null: nothing is owed any more, since the subscription has ended or the next
 * digest is about to be due; one that may be in Slack already is owed however late it is.
 */
export async function renderDigest(tools: DigestTools, owed: OwedMessage): Promise<SlackMessage | null> {
  const { db } = tools;
  const { subscriptionId, monday } = owed;
  if (monday === null || subscriptionId === null) throw new Error(`The digest ${owed.key} names no week`);
  const key = { subscriptionId, monday };
  const [subscription, stored] = await Promise.all([subscriptionOf(db, owed), loadDigest(db, key)]);
  if (subscription?.id !== subscriptionId || stored === null) return null;
  if (!stored.mayBeThere && isTooLate(stored.dueAt, stored.shownAt)) return null;
  const { scope, language } = {
    scope: stored.scope ?? subscription,
    language: stored.language ?? subscription.language,
  };
  const figures =
    stored.figures ??
    (await freezeFigures(
      db,
      key,
      await inTurn(async () =>
        figuresOf(tools, {
          period: reportedWeek(monday, stored.zone),
          scope,
          subscription,
          asOf: stored.shownAt,
          skippedMonday: await findSkippedDigest(db, key),
        }),
      ),
    ));
  return messageOf(tools, {
    digest: {
      figures,
      scope,
      language,
      trial: false,
      lateMinutes: lateMinutesOf(stored.dueAt, stored.shownAt),
    },
    ...shownAs(db, owed),
  });
}

/** Makes the message of a digest that somebody sent by hand. null: the subscription has ended, nothing is owed any more. */
export async function renderTrial(tools: DigestTools, owed: OwedMessage): Promise<SlackMessage | null> {
  const { db } = tools;
  const { subscriptionId, monday } = owed;
  if (monday === null || subscriptionId === null) throw new Error(`The trial ${owed.key} names no week`);
  const subscription = await subscriptionOf(db, owed);
  if (subscription?.id !== subscriptionId) return null;
  const figures = await figuresOf(tools, {
    period: reportedWeek(monday, subscription.zone),
    scope: subscription,
    subscription,
    asOf: await loadTrialTime(db, owed.key),
    skippedMonday: null,
  });
  const { language } = subscription;
  const digest = { figures, scope: subscription, language, trial: true, lateMinutes: null };
  return messageOf(tools, { digest, ...shownAs(db, owed) });
}

/** The one that the message is of. What is in Slack is kept true after it has ended, too: text that is erased must go. */
function subscriptionOf(db: Database, { ts, subscriptionId, channelId, workspaceId }: OwedMessage) {
  return ts === null || subscriptionId === null
    ? findSubscription(db, channelId, workspaceId)
    : loadSubscription(db, subscriptionId);
}

export type PreviewQuestion = {
  period: Period;
  scope: Scope;
  language: string;
  /** null: of nobody's alerts. */
  subscription: Pick<Subscription, 'id' | 'alerts'> | null;
  /** Until when silence is measured. */
  asOf: Date;
  /** Whether it says that it was sent by hand. */
  trial: boolean;
};

/** A digest as it would be posted now. Nothing is kept and nothing is owed. */
export async function previewDigest(
  tools: DigestTools,
  { language, trial, ...question }: PreviewQuestion,
): Promise<{
  digest: Digest;
  message: SlackMessage;
  /** With other pictures, for when Slack refuses those: the best first. */
  simpler: (() => Promise<SlackMessage>)[];
  /** Without anything that can be refused. */
  plain: () => Promise<SlackMessage>;
}> {
  const figures = await figuresOf(tools, { ...question, skippedMonday: null });
  const digest = { figures, scope: question.scope, language, trial, lateMinutes: null };
  return {
    digest,
    message: await messageOf(tools, { digest, pictures: 'all', plain: false }),
    simpler: (tools.quickchartUrl === null ? (['none'] as const) : (['hosted', 'none'] as const)).map(
      (pictures) => () => messageOf(tools, { digest, pictures, plain: false }),
    ),
    plain: () => messageOf(tools, { digest, pictures: 'none', plain: true }),
  };
}

/** What `/csat digest` shows in a channel: its subscription's last complete week or, without one, that of everything in UTC. */
export function previewFor(tools: DigestTools, subscription: Subscription | null, now: Date) {
  return previewDigest(tools, {
    period: lastCompleteWeek(now, subscription?.zone ?? 'UTC'),
    scope: subscription ?? EVERYTHING,
    language: subscription?.language ?? 'en',
    subscription,
    asOf: now,
    trial: true,
  });
}

async function figuresOf(tools: DigestTools, question: FiguresQuestion): Promise<DigestFigures> {
  const [figures, gaps] = await Promise.all([loadDigestFigures(tools.db, question), loadDigestGaps(tools, question)]);
  return { ...figures, ...gaps };
}

/** How full a message may be, and where its picture is kept. */
function shownAs(db: Database, { key, pictures, plain }: OwedMessage) {
  const shelf: PictureShelf = {
    find: (print) => findPicture(db, key, print),
    keep: (picture) => keepPicture(db, key, picture),
  };
  return { pictures, plain, shelf };
}

async function messageOf(
  tools: DigestTools,
  { digest, plain, ...shown }: { digest: Digest; plain: boolean; pictures: Pictures; shelf?: PictureShelf },
): Promise<SlackMessage> {
  const chart = digestChartOf(digest.figures, digest.language);
  const { gaps, closedGaps } = digest.figures;
  const samples = [...gaps, ...closedGaps].flatMap(({ sample }) => (sample === null ? [] : [sample]));
  const texts = await loadQuestionTexts(tools.db, samples);
  return digestMessage({
    digest,
    questionOf: (sample) => texts[samples.indexOf(sample)] ?? null,
    chart: plain ? null : await chartBlockOf(chart, tools, shown),
    sparkline: sparklineOf(chart),
    plain,
  });
}

/** The picture of a period's daily CSAT over the period before, in English. null: none can be had now. */
export async function periodChart(
  tools: DigestTools,
  { period, scope, pictures }: { period: Period; scope: Scope; pictures?: Pictures },
): Promise<ChartBlock | null> {
  const question = { scope, environment: 'real' as const };
  const [overview, before] = await Promise.all([
    loadOverview(tools.db, { ...question, period }),
    loadOverview(tools.db, { ...question, period: previousPeriod(period) }),
  ]);
  return chartBlockOf(dailyChartOf(overview, before.daily, voiceOf('en')), tools, { pictures });
}

/** The chart of a digest: its week over the week before. */
export function digestChartOf({ overview, before }: DigestFigures, language: string): DailyChart {
  return dailyChartOf(overview, before.daily, voiceOf(language));
}
