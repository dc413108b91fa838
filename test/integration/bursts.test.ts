import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROLLUP_CLOSES_AFTER_MINUTES, ROLLUP_LASTS_AT_MOST_MINUTES } from '../../src/csat/rollup.ts';
import { foldBursts } from '../../src/db/bursts.ts';
import { recordOwedAlerts } from '../../src/db/owed-alerts.ts';
import { acknowledgeRollup, loadRollup } from '../../src/db/rollups.ts';
import { openPermalinks } from '../../src/delivery/permalink.ts';
import { renderAlertMessage } from '../../src/jobs/alert-messages.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { empty, useDatabase } from '../support/database.ts';
import { type RunningDeliverer, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { elementsOf, wordsOf } from '../support/fits-slack.ts';
import { eyesOf, useRoom } from '../support/room.ts';
import { spawnDeliverer } from '../support/spawn-deliverer.ts';
import { TOKENS, useStandIn } from '../support/stand-in.ts';

const channelId = 'C0SUPPORT';
const HOUR_MS = 3_600_000;
const database = useDatabase();
const standIn = useStandIn();
useRoom(database, standIn);

const ana = () => standIn().as('U0ANA');
const ben = () => standIn().as('U0BEN');
const anaSees = eyesOf(standIn, 'U0ANA');
const running: RunningDeliverer[] = [];

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, feedback.assistants');
  standIn().workspace.messages.clear();
  standIn().calls.length = 0;
});
afterEach(async () => {
  standIn().faults.clear();
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

/** A process as production has it, but faster. */
function deliver(): RunningDeliverer {
  const { apiUrl } = standIn();
  const permalinkOf = openPermalinks({ token: TOKENS.botToken, apiUrl, deadlineMs: 1_000 });
  const one = runDeliverer({
    url: database.url,
    apiUrl,
    timings: { paceMs: 200 },
    bursts: 'together',
    workspaceId: 'T0001',
    render:
      ({ db }) =>
      (owed) =>
        renderAlertMessage({ db, permalinkOf }, owed),
  });
  running.push(one);
  return one;
}

async function downvotes(count: number, from = 0): Promise<void> {
  for (let n = from; n < from + count; n += 1) {
    await giveConversation(database.db, {
      assistant: 'shop',
      id: `c${n}`,
      reason: `Reason ${n}`,
      topics: ['shipping'],
    });
  }
}

const messages = () => standIn().workspace.messages.get(channelId) ?? [];
const texts = () => messages().map(({ text }) => text);
const posts = () => standIn().calls.filter(({ method }) => method === 'chat.postMessage').length;
const theCard = () => {
  const cards = messages().filter(({ text }) => text.includes(' together: '));
  return { channelId, ts: String(cards.at(-1)?.ts) };
};

/** How many alerts are shown, and how many of them by more than one message or by none. */
async function shown() {
  const [row] = await database.db.execute<{ alerts: string; wrong: string; rollups: string }>(sql`
    select count(*) as alerts, count(*) filter (where n <> 1) as wrong,
      (select count(*) from thumbline.deliveries where kind = 'rollup') as rollups
    from (
      select a.id, count(*) filter (where d.state = 'sent' or card.state = 'sent') as n
      from thumbline.alerts a
      left join thumbline.deliveries d on d.alert_id = a.id and d.kind = 'alert'
      left join thumbline.deliveries card
        on d.state = 'folded' and card.rollup_id = d.rollup_id and card.kind = 'rollup'
      group by a.id
    ) counted`);
  return { alerts: Number(row?.alerts), wrong: Number(row?.wrong), rollups: Number(row?.rollups) };
}

test('500 downvotes in a burst are a handful of posts through two processes, one card lists the rest, and each can be opened', {
  timeout: 120_000,
}, async () => {
  await giveSubscription(database.db, { channelId });
  deliver();
  deliver();
  await downvotes(500);
  await eventually(shown, { alerts: 500, wrong: 0, rollups: 1 }, 60_000);
  const single = texts().filter((text) => !text.includes(' together: ')).length;
  expect(posts()).toBeLessThanOrEqual(5);
  expect(messages()).toHaveLength(single + 1);
  await eventually(() => texts().includes(`${500 - single} downvotes together: 0 acknowledged`), true, 30_000);

  await ana().click(theCard(), { actionId: ACTION.showRollup });
  const listed = new Set<string>();
  const total = 500 - single;
  for (let page = 0; page * 10 < total; page += 1) {
    await eventually(
      () =>
        wordsOf(anaSees.modal() ?? { blocks: [] }).includes(`${page * 10 + 1}–${Math.min(page * 10 + 10, total)} of`),
      true,
    );
    for (const { value } of elementsOf(anaSees.modal() ?? { blocks: [] }, ACTION.openRollupTranscript)) {
      listed.add(String(value));
    }
    if ((page + 1) * 10 < total) {
      await ana().click({ viewId: String(anaSees.modal()?.id) }, { actionId: ACTION.olderRollupRows });
    }
  }
  expect(listed.size).toBe(total);
});

test('alerts of a roll-up are acknowledged singly from its list and together from its card, and the card counts them', {
  timeout: 60_000,
}, async () => {
  await giveSubscription(database.db, { channelId });
  await downvotes(12);
  deliver();
  await eventually(texts, ['12 downvotes together: 0 acknowledged']);

  await ana().click(theCard(), { actionId: ACTION.showRollup });
  await eventually(() => wordsOf(anaSees.modal() ?? { blocks: [] }).includes('1–10 of 12'), true);
  const list = String(anaSees.modal()?.id);
  const [row] = elementsOf(anaSees.modal() ?? { blocks: [] }, ACTION.acknowledgeInRollup);
  await ana().click({ viewId: list }, { actionId: ACTION.acknowledgeInRollup, value: String(row?.value) });
  await eventually(() => wordsOf(anaSees.modal() ?? { blocks: [] }).includes('1 of 12 acknowledged'), true);
  await eventually(texts, ['12 downvotes together: 1 acknowledged']);

  await ana().click({ viewId: list }, { actionId: ACTION.openRollupTranscript, value: String(row?.value) });
  await eventually(() => wordsOf(anaSees.modal() ?? { blocks: [] }).includes('Reason 11'), true);

  await ben().click(theCard(), { actionId: ACTION.acknowledgeRollup });
  await eventually(texts, ['12 downvotes together: 12 acknowledged']);
  expect(elementsOf(messages()[0] ?? { blocks: [] }, ACTION.acknowledgeRollup)).toEqual([]);
  const by = await database.db.execute(
    sql`select acknowledged_by as by, count(*)::int as n from thumbline.alerts group by 1 order by 1`,
  );
  expect([...by]).toEqual([
    { by: 'U0ANA', n: 1 },
    { by: 'U0BEN', n: 11 },
  ]);
  expect(posts()).toBe(1);
});

test('to take all takes what is open: what changed or was triaged is nobody’s to take', async () => {
  await giveSubscription(database.db, { channelId });
  await downvotes(8);
  await recordOwedAlerts(database.db, HOUR_MS);
  await foldBursts(database.db);
  await giveConversation(database.db, { assistant: 'shop', id: 'c0', verdict: 'up' });
  await database.db.execute(sql`delete from feedback.conversations where id = 'c1'`);
  await database.db.execute(sql`
    insert into thumbline.triage (assistant_id, conversation_id, outcome, decided_by) values ('shop', 'c2', 'rule', 'U0BEN')`);
  const [row] = await database.db.execute(sql`select id from thumbline.rollups order by id desc limit 1`);
  const rollupId = Number(row?.id);
  expect(await loadRollup(database.db, rollupId)).toMatchObject({ total: 8, open: 5, settled: 2 });
  expect(await acknowledgeRollup(database.db, { rollupId, by: 'U0ANA', channelId })).toEqual({ taken: 5 });
  expect(await loadRollup(database.db, rollupId)).toMatchObject({ acknowledged: 5, open: 0 });
  expect(await acknowledgeRollup(database.db, { rollupId, by: 'U0BEN', channelId })).toEqual({ taken: 0 });
});

test('late facts and erasure edit the card of a roll-up', { timeout: 60_000 }, async () => {
  await giveSubscription(database.db, { channelId });
  await downvotes(6);
  deliver();
  const words = () => wordsOf(messages()[0] ?? { blocks: [] });
  await eventually(() => words().includes('Reason 5'), true);
  await giveConversation(database.db, { assistant: 'shop', id: 'c5', reason: 'Rude' });
  await eventually(() => words().includes('Rude'), true);
  await database.db.execute(sql`delete from feedback.conversations where id = 'c5'`);
  await eventually(() => words().includes('(erased)') && !words().includes('Rude'), true);
  expect(posts()).toBe(1);
});

test('five that wait keep a card each', async () => {
  await giveSubscription(database.db, { channelId });
  await downvotes(5);
  deliver();
  await eventually(() => messages().length, 5);
  // The message is there a moment before its answer is written down.
  await eventually(async () => (await shown()).wrong, 0);
  expect(await shown()).toEqual({ alerts: 5, wrong: 0, rollups: 0 });
});

test('an alert joins a roll-up that is young, and a burst after a pause gets the next card', async () => {
  await giveSubscription(database.db, { channelId });
  const owe = async () => {
    await recordOwedAlerts(database.db, HOUR_MS);
    return foldBursts(database.db);
  };
  await downvotes(6);
  expect(await owe()).toBe(6);
  await downvotes(1, 6);
  expect(await owe()).toBe(1);
  await database.db.execute(sql`update thumbline.deliveries set state = 'sent', ts = '1.1' where kind = 'rollup'`);
  await pauseOfBursts();
  await downvotes(1, 7);
  expect(await owe()).toBe(0);
  await downvotes(6, 8);
  expect(await owe()).toBe(7);
  const cards = await database.db.execute(sql`
    select count(*)::int as n from thumbline.deliveries where kind = 'alert' group by rollup_id order by rollup_id`);
  expect(cards.map(({ n }) => n)).toEqual([7, 7]);
});

const pauseOfBursts = () =>
  database.db.execute(sql`
    update thumbline.rollups set joined_at = now() - ${ROLLUP_CLOSES_AFTER_MINUTES}::int * interval '1 minute' - interval '1 second'`);

test('a card that the channel has had for a while takes no more, however steadily alerts come: an edit tells nobody', async () => {
  await giveSubscription(database.db, { channelId });
  const fold = async () => {
    await recordOwedAlerts(database.db, HOUR_MS);
    return foldBursts(database.db);
  };
  await downvotes(6);
  expect(await fold()).toBe(6);
  const seenFor = (minutes: number) =>
    database.db.execute(sql`
      update thumbline.deliveries set state = 'sent', ts = '1.1', visible_at = now() - ${minutes}::int * interval '1 minute'
      where kind = 'rollup'`);
  await seenFor(ROLLUP_LASTS_AT_MOST_MINUTES - 1);
  await downvotes(1, 6);
  expect(await fold()).toBe(1);
  await seenFor(ROLLUP_LASTS_AT_MOST_MINUTES + 1);
  await downvotes(1, 7);
  expect(await fold()).toBe(0);
});

test('a roll-up that waits for its channel takes what comes after any pause: one card when the channel opens', async () => {
  await giveSubscription(database.db, { channelId });
  for (const from of [0, 6, 12]) {
    await downvotes(6, from);
    await recordOwedAlerts(database.db, HOUR_MS);
    expect(await foldBursts(database.db)).toBe(6);
    await pauseOfBursts();
  }
  const [row] = await database.db.execute(sql`
    select count(*)::int as n from thumbline.deliveries where kind = 'rollup'`);
  expect(row).toEqual({ n: 1 });
});

test('after a day of being closed to us a channel gets one card even for a few, and a single alert keeps its own', async () => {
  await giveSubscription(database.db, { channelId });
  const fold = async () => {
    await recordOwedAlerts(database.db, HOUR_MS);
    return foldBursts(database.db);
  };
  const blockedFor = (hours: number) =>
    database.db.execute(sql`
      update thumbline.channels set blocked_by = 'is_archived', blocked_at = now() - ${hours}::int * interval '1 hour'`);
  await downvotes(1);
  await fold();
  await blockedFor(25);
  expect(await fold()).toBe(0);
  await downvotes(2, 1);
  await blockedFor(23);
  expect(await fold()).toBe(0);
  await blockedFor(25);
  expect(await fold()).toBe(3);
});

test('what may already be in Slack is not folded', async () => {
  await giveSubscription(database.db, { channelId });
  await downvotes(9);
  await recordOwedAlerts(database.db, HOUR_MS);
  await database.db.execute(sql`
    update thumbline.deliveries d set state = x.state, ambiguous = x.ambiguous
    from (values ('c0', 'sending', false), ('c1', 'unknown', true), ('c2', 'pending', true)) as x (id, state, ambiguous)
    where d.alert_id = (select a.id from thumbline.alerts a where a.conversation_id = x.id)`);
  expect(await foldBursts(database.db)).toBe(6);
});

test('a channel that Thumbline was not in gets one card for all that waited once it is invited, old ones too', {
  timeout: 60_000,
}, async () => {
  const bot = 'U0BOT';
  const members = standIn().workspace.channels.get(channelId)?.members ?? new Set<string>();
  members.delete(bot);
  await giveSubscription(database.db, { channelId });
  deliver();
  const blockedBy = async () => {
    const [row] = await database.db.execute(sql`select blocked_by from thumbline.channels where id = ${channelId}`);
    return row?.blocked_by;
  };
  try {
    await downvotes(3);
    await eventually(blockedBy, 'not_in_channel');
    await eventually(async () => (await shown()).alerts, 3);
    await database.db.execute(sql`update thumbline.deliveries set created_at = now() - interval '2 days'`);
    await downvotes(27, 3);
    await eventually(async () => (await shown()).alerts, 30);
    expect(messages()).toHaveLength(0);
  } finally {
    members.add(bot);
  }
  await eventually(texts, ['30 downvotes together: 0 acknowledged'], 20_000);
  await eventually(blockedBy, null);
  expect(await shown()).toEqual({ alerts: 30, wrong: 0, rollups: 1 });
});

test('many processes that fold at the same moment share one card', async () => {
  await giveSubscription(database.db, { channelId });
  await downvotes(40);
  await recordOwedAlerts(database.db, HOUR_MS);
  const folded = await Promise.all(Array.from({ length: 5 }, () => foldBursts(database.db)));
  expect(folded.reduce((sum, count) => sum + count, 0)).toBe(40);
  const [row] = await database.db.execute(sql`
    select count(*)::int as n, count(distinct rollup_id)::int as cards from thumbline.deliveries where state = 'folded'`);
  expect(row).toEqual({ n: 40, cards: 1 });
});

test('a process that is killed between the fold and the post leaves one card', { timeout: 90_000 }, async () => {
  await giveSubscription(database.db, { channelId });
  await downvotes(8);
  const { ended } = spawnDeliverer({
    url: database.url,
    apiUrl: standIn().apiUrl,
    bursts: 'together',
    workspaceId: 'T0001',
    ending: { at: 'post claimed', signal: 'SIGKILL' },
  });
  await ended;
  expect(messages()).toHaveLength(0);
  deliver();
  await eventually(texts, ['8 downvotes together: 0 acknowledged'], 40_000);
  await eventually(shown, { alerts: 8, wrong: 0, rollups: 1 });
});
