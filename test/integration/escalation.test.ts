import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acknowledgeAlert } from '../../src/db/alerts.ts';
import { listChannelStatuses } from '../../src/db/channel-status.ts';
import { type Database, instant } from '../../src/db/client.ts';
import { recordTriage } from '../../src/db/record-triage.ts';
import { endSubscription } from '../../src/db/subscriptions.ts';
import { openPermalinks } from '../../src/delivery/permalink.ts';
import { renderAlertMessage } from '../../src/jobs/alert-messages.ts';
import { recordUnanswered } from '../../src/jobs/escalation.ts';
import { ACTION } from '../../src/slack/ids.ts';
import type { Fault } from '../../src/workspace/standin/faults.ts';
import { empty, useDatabase } from '../support/database.ts';
import { type RunningDeliverer, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { useRoom } from '../support/room.ts';
import { TOKENS, useStandIn } from '../support/stand-in.ts';

const channelId = 'C0SUPPORT';
const MINUTE_MS = 60_000;
const database = useDatabase();
const standIn = useStandIn();
useRoom(database, standIn);
let deliverer: RunningDeliverer | null = null;

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, thumbline.triage, feedback.assistants');
  standIn().workspace.messages.clear();
  standIn().calls.length = 0;
});
afterEach(async () => {
  standIn().faults.clear();
  await deliverer?.stop();
  deliverer = null;
});

function deliver(bursts: 'together' | 'one by one' = 'one by one') {
  const { apiUrl } = standIn();
  const permalinkOf = openPermalinks({ token: TOKENS.botToken, apiUrl, deadlineMs: 1_000 });
  const render = renderAlertMessage;
  deliverer = runDeliverer({
    url: database.url,
    apiUrl,
    bursts,
    workspaceId: 'T0001',
    render:
      ({ db }) =>
      (owed) =>
        render({ db, permalinkOf }, owed),
  });
}

type Limits = { quiet?: [string, string]; again?: number };

const callStates = async () => {
  const rows = await database.db.execute(
    sql`select state from thumbline.deliveries where kind = 'escalation' order by id`,
  );
  return rows.map(({ state }) => state);
};

/** Escalates to Ben after an hour, and to the support group after two if so asked. */
async function subscribe({ quiet, again }: Limits = {}) {
  const id = await giveSubscription(database.db, { channelId });
  await database.db.execute(sql`
    update thumbline.subscriptions set escalate_after_minutes = 60, escalate_to = 'U0BEN',
      escalate_again_after_minutes = ${again ?? null}, escalate_again_to = ${again === undefined ? null : 'S0001'},
      quiet_from = ${quiet?.[0] ?? null}, quiet_to = ${quiet?.[1] ?? null}, zone = 'Europe/Berlin',
      escalates_since = '2026-01-01'
    where id = ${id}`);
}

/** Downvotes whose cards were seen at the instant. */
async function seen(at: Date, ...ids: string[]) {
  for (const id of ids) await giveConversation(database.db, { assistant: 'shop', id });
  await eventually(() => texts().length, ids.length);
  await eventually(async () => {
    const [row] = await database.db.execute(sql`
      select count(*)::int as n from thumbline.deliveries where state = 'sent' and have_version = want_version`);
    return row?.n;
  }, ids.length);
  await database.db.execute(sql`update thumbline.deliveries set visible_at = ${instant(at)}`);
}

const messages = () => standIn().workspace.messages.get(channelId) ?? [];
const texts = () => messages().map(({ text }) => text);
const blocksOf = (n: number) => JSON.stringify(messages()[n]?.blocks ?? []);
const alertIds = async () => {
  const rows = await database.db.execute<{ id: string }>(sql`select id from thumbline.alerts order by id`);
  return rows.map(({ id }) => Number(id));
};
const first = async () => (await alertIds())[0] ?? 0;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS);

test('what nobody took within the limits calls the first target, then the second, and acknowledging edits all of it', {
  timeout: 60_000,
}, async () => {
  await subscribe({ again: 120 });
  deliver();
  await seen(ago(61), 'c1');
  const id = await first();
  expect(await recordUnanswered(database.db, ago(2))).toEqual([]);
  const keys = await Promise.all([recordUnanswered(database.db), recordUnanswered(database.db)]);
  expect(keys.flat()).toEqual([`escalation:${id}:1`]);
  await eventually(texts, [texts()[0] ?? '', 'a downvote waits for somebody for more than 1 h']);
  expect(blocksOf(1)).toContain('"user_id":"U0BEN"');
  expect(blocksOf(1)).toMatch(/"type":"link","url":"[^"]*C0SUPPORT/);

  await eventually(async () => {
    const [row] = await database.db.execute(
      sql`select count(*)::int as n from thumbline.deliveries where visible_at is not null`,
    );
    return row?.n;
  }, 2);
  expect(await recordUnanswered(database.db)).toEqual([]);
  expect(await recordUnanswered(database.db, ago(-60))).toEqual([`escalation:${id}:2`]);
  await eventually(() => texts().length, 3);
  expect(blocksOf(2)).toContain('"usergroup_id":"S0001"');

  const ts = String(messages()[2]?.ts);
  await standIn().as('U0ANA').click({ channelId, ts }, { actionId: ACTION.acknowledge });
  await eventually(() => [0, 1, 2].every((n) => blocksOf(n).includes('"user_id":"U0ANA"')), true);
  expect(await recordUnanswered(database.db, ago(-600))).toEqual([]);
  expect(texts()).toHaveLength(3);
});

test.each<[string, Fault]>([
  ['is refused', { do: 'refuse', error: 'internal_error' }],
  ['is never given', { do: 'refuse-then-hang' }],
])(
  'a call for somebody goes out without a link when the address of the card %s, and gets it once it is given',
  async (_, fault) => {
    await subscribe();
    deliver();
    await seen(ago(61), 'c1');
    standIn().faults.always('chat.getPermalink', fault);
    await recordUnanswered(database.db);
    await eventually(() => texts().length, 2);
    expect(blocksOf(1)).toContain('"user_id":"U0BEN"');
    expect(blocksOf(1)).not.toContain('"type":"link","url":"https://acme.slack.com');
    standIn().faults.clear();
    await eventually(() => blocksOf(1).includes('"type":"link","url":"https://acme.slack.com'), true);
  },
);

test('a call whose card has no address is not looked at again', async () => {
  await subscribe();
  deliver();
  await seen(ago(61), 'c1');
  standIn().faults.always('chat.getPermalink', { do: 'refuse', error: 'message_not_found' });
  await recordUnanswered(database.db);
  await eventually(async () => (await callStates())[0], 'sent');
  const [row] = await database.db.execute(sql`select verify_at from thumbline.deliveries where kind = 'escalation'`);
  expect(row).toEqual({ verify_at: null });
});

test('what was acknowledged before is not called for, and an acknowledgement that beats the message leaves none', async () => {
  await subscribe();
  deliver();
  await seen(ago(61), 'c1', 'c2');
  const [id = 0, other = 0] = await alertIds();
  await acknowledgeAlert(database.db, { alertId: id, by: 'U0ANA', channelId });
  await database.db.execute(sql`update thumbline.channels set next_post_at = now() + interval '6 seconds'`);
  expect(await recordUnanswered(database.db)).toEqual([`escalation:${other}:1`]);
  await acknowledgeAlert(database.db, { alertId: other, by: 'U0ANA', channelId });
  await eventually(async () => {
    const [row] = await database.db.execute(sql`select state from thumbline.deliveries where kind = 'escalation'`);
    return row?.state;
  }, 'cancelled');
  expect(texts()).toHaveLength(2);
});

test('an acknowledgement while the message is being posted shows in it', async () => {
  await subscribe();
  deliver();
  await seen(ago(61), 'c1');
  standIn().faults.script('chat.postMessage', [{ do: 'answer-late', afterMs: 600 }]);
  await recordUnanswered(database.db);
  await eventually(() => texts().length, 2);
  await acknowledgeAlert(database.db, { alertId: await first(), by: 'U0ANA', channelId });
  await eventually(() => texts()[1], 'This downvote: acknowledged or done');
});

test('nobody is called in the quiet hours, and one message in the morning calls for all of the night', async () => {
  await subscribe({ quiet: ['20:00', '08:00'] });
  deliver();
  const evening = new Date('2026-11-20T20:30:00Z');
  await seen(evening, 'c1', 'c2', 'c3');
  expect(await recordUnanswered(database.db, new Date('2026-11-21T03:00:00Z'))).toEqual([]);
  expect(await recordUnanswered(database.db, new Date('2026-11-21T07:59:00Z'))).toEqual([]);
  expect(await recordUnanswered(database.db, new Date('2026-11-21T08:00:00Z'))).toEqual([
    `escalation:${await first()}:1`,
  ]);
  await eventually(() => texts()[3], '3 downvotes wait for somebody for more than 1 h');
  await acknowledgeAlert(database.db, { alertId: await first(), by: 'U0ANA', channelId });
  await eventually(() => texts()[3], '2 downvotes wait for somebody for more than 1 h');
});

test('a roll-up counts from when its card was seen, and calls once', async () => {
  await subscribe();
  for (let n = 0; n < 8; n += 1) await giveConversation(database.db, { assistant: 'shop', id: `c${n}` });
  deliver('together');
  await eventually(() => texts().length, 1);
  await eventually(async () => {
    const [row] = await database.db.execute(sql`select state from thumbline.deliveries where kind = 'rollup'`);
    return row?.state;
  }, 'sent');
  expect(await recordUnanswered(database.db, ago(-59))).toEqual([]);
  expect(await recordUnanswered(database.db, ago(-61))).toHaveLength(1);
  await eventually(() => texts()[1], '8 downvotes wait for somebody for more than 1 h');
});

test('quiet hours in a zone that nobody knows hold up nobody else', async () => {
  await subscribe();
  deliver();
  await seen(ago(61), 'c1');
  // What is written by hand below would else be written by the watch, too.
  await deliverer?.stop();
  const alertId = await first();
  const elsewhere = await giveSubscription(database.db, { channelId: 'C0RANDOM' });
  await database.db.execute(sql`
    update thumbline.subscriptions set zone = 'Mars/Base', quiet_from = '20:00', quiet_to = '08:00',
      escalate_after_minutes = 1, escalate_to = 'U0BEN', escalates_since = '2026-01-01'
    where id = ${elsewhere}`);
  await database.db.execute(sql`
    insert into thumbline.alerts (subscription_id, assistant_id, conversation_id, facts, acknowledged_by, acknowledged_at, acknowledged_until)
    values (${elsewhere}, 'shop', 'c1', '', 'U0ANA', now(), now() - interval '1 minute')`);
  expect(await recordUnanswered(database.db)).toEqual([`escalation:${alertId}:1`]);
  expect((await listChannelStatuses(database.db)).channels.map(({ nextDigestAt }) => nextDigestAt === null)).toContain(
    true,
  );
});

test('what nobody could see is not escalated, nor where the channel is blocked', async () => {
  await subscribe();
  standIn().faults.script(
    'chat.postMessage',
    Array.from({ length: 50 }, () => ({ do: 'refuse' as const, error: 'is_archived' })),
  );
  deliver();
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await eventually(async () => {
    const [row] = await database.db.execute(sql`select state from thumbline.deliveries`);
    return row?.state;
  }, 'blocked');
  expect(await recordUnanswered(database.db, ago(-600))).toEqual([]);
  await database.db.execute(sql`update thumbline.deliveries set visible_at = now()`);
  expect(await recordUnanswered(database.db, ago(-600))).toEqual([]);
});

test('what was taken for a while is open again after it, with a reminder, and its limit begins anew', async () => {
  await subscribe();
  deliver();
  await seen(ago(5), 'c1');
  const ts = String(messages()[0]?.ts);
  const id = await first();
  await standIn()
    .as('U0ANA')
    .click({ channelId, ts }, { actionId: ACTION.acknowledgeFor, value: `${id}:1h` });
  await eventually(() => wordsOf(messages()[0] ?? { blocks: [] }).includes(', until'), true);
  expect(await recordUnanswered(database.db, ago(-59))).toEqual([]);
  const lapsed = ago(-61);
  const keys = await Promise.all([recordUnanswered(database.db, lapsed), recordUnanswered(database.db, lapsed)]);
  expect(keys.flat()).toEqual([`reminder:${id}:1`]);
  await eventually(() => wordsOf(messages()[0] ?? { blocks: [] }).includes('Open again'), true);
  await eventually(() => texts().length, 2);
  expect(blocksOf(1)).toContain('"user_id":"U0ANA"');
  expect(await recordUnanswered(database.db, ago(-120))).toEqual([]);
  expect(await recordUnanswered(database.db, ago(-122))).toEqual([`escalation:${id}:1:1`]);
});

test('whoever has it for a while can have it for longer, and nobody else can', async () => {
  await subscribe();
  deliver();
  await seen(ago(5), 'c1');
  const alertId = await first();
  const take = (by: string, span?: '1h' | '4h') => acknowledgeAlert(database.db, { alertId, by, channelId, span });
  const held = async () => {
    const [row] = await database.db.execute<{ since: string; minutes: number }>(sql`
      select acknowledged_at as since, round(extract(epoch from acknowledged_until - now()) / 60)::int as minutes
      from thumbline.alerts`);
    return row;
  };
  await take('U0ANA', '1h');
  const before = await held();
  expect(before?.minutes).toBe(60);
  expect(await take('U0BEN', '4h')).toMatchObject({ first: false, acknowledged: { by: 'U0ANA' } });
  expect(await take('U0ANA', '4h')).toMatchObject({ first: true });
  expect(await held()).toEqual({ since: before?.since, minutes: 240 });
  expect(await recordUnanswered(database.db, ago(-61))).toEqual([]);
  await take('U0ANA');
  expect(await held()).toMatchObject({ minutes: null });
  expect(await take('U0ANA', '1h')).toMatchObject({ first: false });
});

test('what one person took in a row lapses together and brings one reminder, which follows each of them', async () => {
  await subscribe();
  deliver();
  await seen(ago(5), 'c1', 'c2', 'c3', 'c4');
  const ids = await alertIds();
  for (const [n, alertId] of ids.entries()) {
    const by = n === 3 ? 'U0BEN' : 'U0ANA';
    await acknowledgeAlert(database.db, { alertId, by, channelId, span: n === 2 ? '4h' : '1h' });
  }
  await database.db.execute(sql`
    update thumbline.alerts set acknowledged_until = acknowledged_until + interval '4 minutes' where id = ${ids[1] ?? 0}`);
  const keys = await recordUnanswered(database.db, ago(-61));
  expect(keys.sort()).toEqual([`reminder:${ids[0]}:1`, `reminder:${ids[3]}:1`]);
  await eventually(() => texts().length, 6);
  const told = () => messages().find(({ text }) => text.includes('2 downvotes'));
  expect(wordsOf(told() ?? { blocks: [] })).toContain('U0ANA the time for which you took 2 downvotes is over');
  const ts = String(told()?.ts);
  await acknowledgeAlert(database.db, { alertId: ids[0] ?? 0, by: 'U0BEN', channelId, ts });
  await acknowledgeAlert(database.db, { alertId: ids[1] ?? 0, by: 'U0BEN', channelId });
  await eventually(
    () => messages().find((one) => one.ts === ts)?.text,
    'All 2 downvotes named here: acknowledged or done',
  );
});

describe('where somebody acts in the instant in which a call is written', () => {
  /** Does something, and holds back its commit until `commit` is called. */
  async function withheld(act: (tx: Database) => Promise<unknown>) {
    let commit = () => {};
    const allowed = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let ended: Promise<void> = Promise.resolve();
    await new Promise<void>((resolve, reject) => {
      ended = database.db.transaction(async (tx) => {
        await act(tx);
        resolve();
        await allowed;
      });
      ended.catch(reject);
    });
    return async () => {
      // Long enough for whoever does not wait to be through.
      await sleep(300);
      commit();
      await ended;
    };
  }

  const versions = async () => {
    const rows = await database.db.execute(sql`
      select kind, want_version from thumbline.deliveries where kind in ('escalation', 'reminder') order by id`);
    return rows.map(({ kind, want_version }) => [kind, want_version]);
  };
  const decide = { do: 'decide' as const, outcome: 'knowledge' as const };
  const triage = () =>
    recordTriage(database.db, { key: { assistant: 'shop', id: 'c1' }, by: 'U0ANA', seenVersion: 0, step: decide });

  beforeEach(async () => {
    await subscribe();
    deliver();
    await seen(ago(61), 'c1');
    await deliverer?.stop();
  });

  test('nobody is called for what is being taken', async () => {
    const alertId = await first();
    const commit = await withheld((tx) => acknowledgeAlert(tx, { alertId, by: 'U0ANA', channelId }));
    const called = recordUnanswered(database.db);
    await commit();
    expect(await called).toEqual([]);
  });

  test('who takes it has the call made anew', async () => {
    const commit = await withheld(recordUnanswered);
    const taken = acknowledgeAlert(database.db, { alertId: await first(), by: 'U0ANA', channelId });
    await commit();
    await taken;
    expect(await versions()).toEqual([['escalation', 2]]);
  });

  test('who triages it has the call made anew', async () => {
    const commit = await withheld(recordUnanswered);
    const triaged = triage();
    await commit();
    await triaged;
    expect(await versions()).toEqual([['escalation', 2]]);
  });

  test('who triages it has the reminder made anew', async () => {
    await acknowledgeAlert(database.db, { alertId: await first(), by: 'U0ANA', channelId, span: '1h' });
    await database.db.execute(sql`update thumbline.alerts set acknowledged_until = now()`);
    const commit = await withheld(recordUnanswered);
    const triaged = triage();
    await commit();
    await triaged;
    expect(await versions()).toEqual([['reminder', 2]]);
  });
});

test('what was triaged meanwhile stays acknowledged', async () => {
  await subscribe();
  deliver();
  await seen(ago(5), 'c1');
  const alertId = await first();
  await acknowledgeAlert(database.db, { alertId, by: 'U0ANA', channelId, span: 'tomorrow' });
  await database.db.execute(sql`
    insert into thumbline.triage (assistant_id, conversation_id, outcome, decided_by) values ('shop', 'c1', 'rule', 'U0ANA')`);
  expect(await recordUnanswered(database.db, ago(-48 * 60))).toEqual([]);
  const [row] = await database.db.execute(sql`select acknowledged_by, acknowledged_until from thumbline.alerts`);
  expect(row).toEqual({ acknowledged_by: 'U0ANA', acknowledged_until: null });
});

test('what was acknowledged for a while stays so when its channel is unsubscribed meanwhile, and nobody is reminded', async () => {
  await subscribe();
  deliver();
  await seen(ago(5), 'c1');
  await acknowledgeAlert(database.db, { alertId: await first(), by: 'U0ANA', channelId, span: '1h' });
  await endSubscription(database.db, channelId, 'cli');
  expect(await recordUnanswered(database.db, ago(-61))).toEqual([]);
  const [row] = await database.db.execute(sql`select acknowledged_by, acknowledged_until from thumbline.alerts`);
  expect(row).toEqual({ acknowledged_by: 'U0ANA', acknowledged_until: null });
  await eventually(() => wordsOf(messages()[0] ?? { blocks: [] }).includes(', until'), false);
});

test('a call that was dropped since the alert was triaged is made when its re-test fails, and the second one after it', async () => {
  await subscribe({ again: 120 });
  deliver();
  await seen(ago(61), 'c1');
  await deliverer?.stop();
  deliverer = null;
  const id = await first();
  expect(await recordUnanswered(database.db)).toEqual([`escalation:${id}:1`]);
  await database.db.execute(sql`
    insert into thumbline.triage (assistant_id, conversation_id, outcome, decided_by) values ('shop', 'c1', 'rule', 'U0ANA')`);
  deliver();
  await eventually(callStates, ['cancelled']);
  expect(await recordUnanswered(database.db)).toEqual([]);
  await database.db.execute(sql`
    update thumbline.triage set done_by = 'U0ANA', done_at = now(), retest = 'failed', retested_by = 'U0ANA', retested_at = now()`);
  const keys = await Promise.all([recordUnanswered(database.db), recordUnanswered(database.db)]);
  expect(new Set(keys.flat())).toEqual(new Set([`escalation:${id}:1`]));
  await eventually(callStates, ['sent']);
  expect(texts()).toHaveLength(2);
  expect(await recordUnanswered(database.db, ago(-60))).toEqual([`escalation:${id}:2`]);
});

test('a first call that Slack refuses for good does not keep the second one back', async () => {
  await subscribe({ again: 120 });
  deliver();
  await seen(ago(121), 'c1');
  standIn().faults.always('chat.postMessage', { do: 'refuse', error: 'invalid_blocks' });
  const id = await first();
  expect(await recordUnanswered(database.db)).toEqual([`escalation:${id}:1`]);
  await eventually(callStates, ['failed']);
  expect(await recordUnanswered(database.db)).toEqual([`escalation:${id}:2`]);
});
