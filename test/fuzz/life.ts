import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { ConversationKey } from '../../src/csat/conversation.ts';
import { addDays } from '../../src/csat/period.ts';
import { acknowledgeAlert, loadAlert } from '../../src/db/alerts.ts';
import { type Database, duration } from '../../src/db/client.ts';
import { recordDueDigests } from '../../src/db/digest-schedule.ts';
import { recordTriage } from '../../src/db/record-triage.ts';
import { acknowledgeRollup } from '../../src/db/rollups.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import type { Dice } from './dice.ts';
import { LIMIT_MINUTES } from './pace.ts';

/** One downvote, and what its shopper and the people in its channel came to. */
export type Fate = ConversationKey & {
  channelId: string;
  verdict: 'down' | 'up' | 'withdrawn' | 'erased';
  /** Who took it by its own button, for good; null: nobody. */
  takenBy: string | null;
  /** It was taken for a time that was over before anything else happened to it. */
  lapsed: boolean;
  triaged: boolean;
};

export type LifeOptions = {
  alerts: number;
  digests: number;
  /** The mean time between two downvotes, or two bursts. */
  downvoteEveryMs: number;
  /** How many downvotes a burst has at most. */
  mostInBurst: number;
};

const CHANNELS = Array.from({ length: 8 }, (_, n) => `C0FUZZ${n}`);
export const FUZZ_CHANNELS = CHANNELS.map((id) => ({ id, name: id.toLowerCase(), members: ['U0BOT', 'U0ANA'] }));

const BURST_SHARE = 0.03;
const FEWEST_IN_BURST = 7;
/** A Monday to come: a digest that is due then is not late, and says so whenever it is rendered. */
const FIRST_MONDAY = '2030-01-07';

/** Subscriptions that escalate twice and have a digest each Monday. */
export async function giveSubscriptions(db: Database): Promise<void> {
  for (const channelId of CHANNELS) {
    const id = await giveSubscription(db, { channelId, assistants: [assistantOf(channelId)] });
    await db.execute(sql`
      update thumbline.subscriptions
      set escalate_after_minutes = ${LIMIT_MINUTES.first}, escalate_to = 'U0BEN', escalates_since = '2026-01-01',
        escalate_again_after_minutes = ${LIMIT_MINUTES.second}, escalate_again_to = 'S0001',
        digest_weekday = 1, digest_time = '09:00', digest_since = '2026-01-01', digest_on_since = '2026-01-01'
      where id = ${id}`);
  }
}

/** What shoppers and the people in the channels do, until all of it is done: what became of each downvote. */
export async function live(db: Database, options: LifeOptions, dice: Dice): Promise<Fate[]> {
  const fates: Fate[] = [];
  const changes: Promise<void>[] = [];
  let weeks = 0;
  while (fates.length < options.alerts) {
    const channelId = dice.pick(CHANNELS);
    const isBurst = dice.roll() < BURST_SHARE;
    const size = isBurst ? dice.between(FEWEST_IN_BURST, options.mostInBurst + 1) : 1;
    const given = Array.from({ length: Math.min(size, options.alerts - fates.length) }, (_, n) =>
      newFate(channelId, fates.length + n),
    );
    await persist(() => downvote(db, given));
    fates.push(...given);
    for (const fate of given) changes.push(change(db, fate, dice));
    if (isBurst && dice.roll() < 0.5) changes.push(takeTogether(db, channelId, dice));
    if (dice.roll() < 0.3) await persist(() => endQuietly(db));
    if (weeks * CHANNELS.length < options.digests * (fates.length / options.alerts)) {
      await giveDigests(db, weeks);
      weeks += 1;
    }
    await sleep(options.downvoteEveryMs * 2 * dice.roll());
  }
  await Promise.all(changes);
  return fates;
}

const assistantOf = (channelId: string) => `shop-${channelId}`;

const newFate = (channelId: string, n: number): Fate => ({
  assistant: assistantOf(channelId),
  id: `c${n}`,
  channelId,
  verdict: 'down',
  takenBy: null,
  lapsed: false,
  triaged: false,
});

/** All of a burst are committed together. */
async function downvote(db: Database, fates: Fate[]): Promise<void> {
  await db.transaction(async (tx) => {
    for (const fate of fates) await giveConversation(tx, fate as ConversationKey);
  });
}

async function change(db: Database, fate: Fate, dice: Dice): Promise<void> {
  const [whether, first, second, third, fourth] = [dice.roll(), dice.roll(), dice.roll(), dice.roll(), dice.roll()];
  const { channelId, assistant, id } = fate;
  const reason = `Reason ${id}`;
  if (first < 0.5) {
    await sleep(first * 4_000);
    await persist(() => giveConversation(db, { assistant, id, reason }));
  }
  const alertId = await waitForAlert(db, fate);
  if (fourth < 0.15) {
    await takeForAWhile(db, { alertId, by: `UWHILE${id}`, channelId }, 1_500 + fourth * 10_000);
    fate.lapsed = await waitForLapse(db, alertId);
  }
  if (second < 0.35) {
    await sleep(second * 10_000);
    const by = `UGOOD${id}`;
    await persist(async () => {
      const result = await acknowledgeAlert(db, { alertId, by, channelId });
      if (result === null) throw new Error(`Alert ${alertId} is not in ${channelId}`);
      if (result.acknowledged.by === by) fate.takenBy = by;
    });
  }
  await sleep(third * 2_000);
  if (whether < 0.08) {
    fate.verdict = 'up';
    await persist(() => giveConversation(db, { assistant, id, verdict: 'up' }));
  } else if (whether < 0.13) {
    fate.verdict = 'withdrawn';
    await persist(() => giveConversation(db, { assistant, id, verdict: null }));
  } else if (whether < 0.18) {
    fate.verdict = 'erased';
    await persist(async () => {
      await db.execute(sql`delete from feedback.conversations where assistant_id = ${assistant} and id = ${id}`);
    });
  } else if (whether < 0.25) {
    fate.triaged = true;
    const step = { do: 'decide' as const, outcome: 'knowledge' as const };
    await persist(async () => {
      await recordTriage(db, { key: { assistant, id }, by: 'U0ANA', seenVersion: 0, step });
    });
  }
}

/** Somebody who sees its card takes it for an hour, which is over after `forMs`. */
async function takeForAWhile(db: Database, order: { alertId: number; by: string; channelId: string }, forMs: number) {
  await waitFor(async () => ((await loadAlert(db, order.alertId))?.visibleAt == null ? undefined : true));
  await persist(() =>
    db.transaction(async (tx) => {
      await acknowledgeAlert(tx, { ...order, span: '1h' });
      await tx.execute(sql`
        update thumbline.alerts set acknowledged_until = now() + ${duration(forMs)}
        where id = ${order.alertId} and acknowledged_by = ${order.by}`);
    }),
  );
}

/** Whether its time was over before somebody took it for good. */
function waitForLapse(db: Database, alertId: number): Promise<boolean> {
  return waitFor(async () => {
    const [row] = await db.execute<{ lapses: number; is_over: boolean }>(
      sql`select lapses, acknowledged_until is null as is_over from thumbline.alerts where id = ${alertId}`,
    );
    return row?.is_over ? row.lapses > 0 : undefined;
  });
}

function waitForAlert(db: Database, { assistant, id }: ConversationKey): Promise<number> {
  return waitFor(async () => {
    const [row] = await db.execute(
      sql`select id from thumbline.alerts where assistant_id = ${assistant} and conversation_id = ${id}`,
    );
    return row === undefined ? undefined : Number(row.id);
  });
}

/** Asks until there is an answer, through outages of the database. */
async function waitFor<T>(ask: () => Promise<T | undefined>): Promise<T> {
  while (true) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await sleep(200);
  }
}

/** Somebody takes all that the newest roll-up of the channel has by then. */
async function takeTogether(db: Database, channelId: string, dice: Dice): Promise<void> {
  await sleep(4_000 + dice.roll() * 6_000);
  await persist(async () => {
    const [card] = await db.execute(
      sql`select max(rollup_id) as id from thumbline.deliveries where kind = 'rollup' and channel_id = ${channelId}`,
    );
    if (card?.id != null) await acknowledgeRollup(db, { rollupId: Number(card.id), by: 'U0ALL', channelId });
  });
}

/** The time that a roll-up stays open without company goes by, for some of those that are open. */
async function endQuietly(db: Database): Promise<void> {
  await db.execute(sql`
    update thumbline.rollups set joined_at = joined_at - interval '3 minutes' where closed_at is null and random() < 0.5`);
}

/** Two replicas ask at once which digests of that week are due, each with a week to speak of. */
async function giveDigests(db: Database, week: number): Promise<void> {
  const monday = addDays(FIRST_MONDAY, 7 * week);
  const ratedAt = new Date(`${addDays(monday, -4)}T12:00:00Z`);
  for (const channelId of CHANNELS) {
    await persist(() =>
      giveConversation(db, { assistant: assistantOf(channelId), id: `week${week}`, verdict: 'up', ratedAt }),
    );
  }
  const due = new Date(`${monday}T09:00:30Z`);
  const ask = () => persist(() => recordDueDigests(db, due).then(() => {}));
  await Promise.all([ask(), ask()]);
}

/** Does it again until the database took it. */
export async function persist(write: () => Promise<void>): Promise<void> {
  while (true) {
    try {
      return await write();
    } catch {
      await sleep(100);
    }
  }
}
