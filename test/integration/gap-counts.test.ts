import { expect, test } from 'vitest';
import { instantsOf, lastCompleteWeek } from '../../src/csat/period.ts';
import { EVERYTHING } from '../../src/csat/subscription.ts';
import { loadGapFacts } from '../../src/db/gap-detail.ts';
import { listGaps } from '../../src/db/gaps.ts';
import { findGaps } from '../../src/jobs/found-gaps.ts';
import { refreshGaps } from '../../src/jobs/gap-refresh.ts';
import { asked, type GivenAsked, giveAsked } from '../support/asked.ts';
import { useDatabase } from '../support/database.ts';
import { giveSubscription } from '../support/feedback.ts';

const database = useDatabase();
const WEEK = lastCompleteWeek(new Date(), 'UTC');
const { start, end } = instantsOf(WEEK);
const hour = (hours: number) => new Date(start.getTime() + hours * 3_600_000);
const embedder = { dimensions: 2, embed: async (texts: readonly string[]) => texts.map(() => Float32Array.of(1, 1)) };
const tools = { embedder, model: 'test' };

/** One whose question was answered twice: the first answer got a thumb down in the week, the second gets one later, or none. */
const answeredTwice = (second: Date | null): GivenAsked => ({
  ...asked('twice', 'Where do I get a return label?', hour(2)),
  turns: [
    { role: 'shopper', body: 'Where do I get a return label?' },
    { role: 'assistant', body: 'I do not know.', down: hour(2) },
    { role: 'assistant', body: 'Is there anything else?', ...(second !== null && { down: second }) },
  ],
});

test('what a week weighed does not change when one of its questions gets another thumb later', async () => {
  const { db } = database;
  const id = await giveSubscription(db, { channelId: 'C0SUPPORT' });
  const subscription = { id, zone: 'UTC', ...EVERYTHING };
  const told = async () => {
    await refreshGaps({ ...tools, db }, subscription, { now: new Date(), embedWithinMs: 1_000 });
    const { gaps } = await listGaps(db, { subscription, period: WEEK, filter: EVERYTHING });
    const spans = { now: new Date(), embedWithinMs: 1_000, othersWithinMs: 1_000 };
    const found = await findGaps({ ...tools, db }, { scope: EVERYTHING, period: WEEK, compared: true, ...spans });
    const weights = gaps.map(({ conversations, thumbsDown, firstAt, lastAt }) => ({
      ...{ conversations, thumbsDown, firstAt, lastAt },
    }));
    const foundWeights = found.map(({ conversations, thumbsDown, firstAt, lastAt }) => ({
      ...{ conversations: conversations.length, thumbsDown, firstAt, lastAt },
    }));
    const facts = await loadGapFacts(db, { subscription, gapId: gaps[0]?.id ?? 0 });
    return { weights, foundWeights, firstAt: facts.firstAt };
  };
  const other = asked('once', 'Where do I get a return label?', hour(3));
  await giveAsked(db, [answeredTwice(null), other]);
  const before = await told();
  const weight = { conversations: 2, thumbsDown: 2, firstAt: hour(2), lastAt: hour(3) };
  expect(before).toEqual({ weights: [weight], foundWeights: [weight], firstAt: hour(2) });
  await giveAsked(db, [answeredTwice(new Date(end.getTime() + 60_000))]);
  expect(await told()).toEqual(before);
});
