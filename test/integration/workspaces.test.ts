import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { questionsOf, startApp } from '../../src/app.ts';
import { chooseWorkspace } from '../../src/cli/choose-workspace.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { listChannelStatuses } from '../../src/db/channel-status.ts';
import { listSubscriptions, recordSubscription } from '../../src/db/subscriptions.ts';
import { listWorkspaces } from '../../src/db/workspaces.ts';
import { startDeliverer } from '../../src/delivery/deliverer.ts';
import { openPermalinks } from '../../src/delivery/permalink.ts';
import { openSlackPort } from '../../src/delivery/slack-port.ts';
import { oncePerToken, openWorkspaces } from '../../src/delivery/workspaces.ts';
import { renderAlertMessage } from '../../src/jobs/alert-messages.ts';
import { startWatch } from '../../src/jobs/watch.ts';
import { listen } from '../../src/slack/http-server.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { openRoom } from '../../src/slack/room.ts';
import { alertCard } from '../../src/slack/views/alert-card.ts';
import type { StandIn } from '../../src/workspace/standin/stand-in.ts';
import { empty, useDatabase } from '../support/database.ts';
import { QUICK_TIMINGS, QUICK_WATCH } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation } from '../support/feedback.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { eyesOf } from '../support/room.ts';
import { alert } from '../support/samples.ts';
import { clientOf, TOKENS } from '../support/stand-in.ts';
import { OTHER_TOKEN, useTwoWorkspaces } from '../support/two-workspaces.ts';

const database = useDatabase();
const two = useTwoWorkspaces();
const logger = pino({ level: 'silent' });
const BOTH = [TOKENS.botToken, OTHER_TOKEN];
const closers: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, thumbline.workspaces, feedback.assistants');
  two.revoked.clear();
  two.outage = false;
  for (const standIn of [two.acme, two.bolt]) {
    standIn.workspace.messages.clear();
    standIn.workspace.ephemerals.clear();
    standIn.faults.clear();
    standIn.installApp();
    standIn.calls.length = 0;
  }
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const open = async (tokens = BOTH, retryMs = 100) => {
  const workspaces = await openWorkspaces({
    ...{ db: database.db, tokens, apiUrl: two.apiUrl, deadlineMs: 1_000, logger, retryMs },
  });
  closers.push(workspaces.stop);
  return workspaces;
};

/** All of the app that speaks to Slack, with nothing tried again by itself while a test lasts. */
async function run(tokens = BOTH) {
  const workspaces = await open(tokens);
  const access = (token: string) => ({ token, apiUrl: two.apiUrl, deadlineMs: 1_000 });
  const room = await openRoom({
    workspaces,
    connection: { signingSecret: TOKENS.signingSecret },
    apiUrl: two.apiUrl,
    questionsOf: questionsFor,
    clock: systemClock,
    log: logger,
  });
  const server = await listen(0, [room.handle], '127.0.0.1');
  for (const { setRequestUrl } of [two.acme, two.bolt]) {
    setRequestUrl(`http://127.0.0.1:${server.port}/slack/events`);
  }
  const permalinksOf = oncePerToken(workspaces, ({ token }) => openPermalinks(access(token)));
  const deliverer = startDeliverer({
    connection: database,
    slack: {
      workspaceIds: () => workspaces.list().map(({ id }) => id),
      of: oncePerToken(workspaces, ({ token }) => openSlackPort(access(token))),
    },
    render: async (owed) =>
      owed.kind === 'alert'
        ? renderAlertMessage({ db: database.db, permalinkOf: permalinksOf(owed.workspaceId) }, owed)
        : null,
    logger,
    timings: { ...QUICK_TIMINGS, blockedRetry: { soonMs: 600_000, soonForMs: 600_000, laterMs: 600_000 } },
  });
  const watch = startWatch({ connection: database, logger, timings: QUICK_WATCH, onOwed: deliverer.kick });
  closers.push(server.close, room.stop, deliverer.stop, watch.stop);
  return workspaces;
}

const questionsFor = (workspaceId: string) => {
  const tools = { db: database.db, uploadPng: null, quickchartUrl: null, log: logger };
  return questionsOf(tools, workspaceId, systemClock);
};

const subscribe = (workspaceId: string | undefined, channelId: string, assistants: string[] = []) =>
  recordSubscription(database.db, {
    ...{ workspaceId, channelId, assistants, locales: [], topics: [], digest: null, zone: 'UTC', language: 'en' },
    ...{ alerts: 'downvotes', escalateAfterMinutes: null, escalateTo: null, acknowledgeGroup: null, createdBy: null },
  });
const downvote = (id: string, assistant = 'shop') => giveConversation(database.db, { assistant, id });
const posts = (standIn: StandIn, channelId: string) => standIn.workspace.messages.get(channelId) ?? [];
const isSent = async () => {
  const rows = await database.db.execute(sql`select distinct state from thumbline.deliveries`);
  return rows.map((row) => row.state);
};

test('each workspace gets its own alerts with its own token, in a channel that both share, too', async () => {
  await run();
  await giveConversation(database.db, { assistant: 'bakery', id: 'old', verdict: 'up' });
  await subscribe('T0001', 'C0SHARED');
  await subscribe('T0002', 'C0SHARED', ['bakery']);
  await subscribe('T0002', 'C0BOLT', ['bakery']);
  await downvote('c1');
  await downvote('c2', 'bakery');
  await eventually(() => posts(two.acme, 'C0SHARED').length, 2);
  await eventually(() => posts(two.bolt, 'C0SHARED').length, 1);
  await eventually(() => posts(two.bolt, 'C0BOLT').length, 1);
  await eventually(isSent, ['sent']);
  expect(posts(two.acme, 'C0BOLT')).toEqual([]);
});

test('what people ask and end is of their own workspace only', async () => {
  await run();
  await subscribe('T0001', 'C0SHARED');
  const cleo = two.bolt.as('U0CLEO');
  const sees = eyesOf(() => two.bolt, 'U0CLEO');
  await cleo.command('C0SHARED', '/csat', 'status');
  await eventually(() => wordsOf(sees.lastAnswer()).includes('not subscribed'), true);
  await cleo.command('C0SHARED', '/csat', 'unsubscribe');
  await eventually(() => wordsOf(sees.lastAnswer()).includes('nothing to end'), true);
  await downvote('c1');
  await eventually(() => posts(two.acme, 'C0SHARED').length, 1);
  await cleo.openHome();
  await eventually(() => wordsOf(sees.home() ?? { blocks: [] }).includes('Where is my order?'), false);
  const openAlerts = async (workspaceId: string) => {
    const asked = { acknowledgedBy: null, channelIds: null, limit: 5 };
    return (await questionsFor(workspaceId).listOpenAlerts(asked)).count;
  };
  expect([await openAlerts('T0001'), await openAlerts('T0002')]).toEqual([1, 0]);
  expect(await questionsFor('T0002').listSubscriptions()).toEqual([]);
  expect(await listSubscriptions(database.db)).toHaveLength(1);
});

test('a button that is pressed in one workspace touches no alert of another', async () => {
  await run();
  await subscribe('T0001', 'C0SHARED');
  await downvote('c1');
  await eventually(() => posts(two.acme, 'C0SHARED').length, 1);
  await eventually(isSent, ['sent']);
  const [row] = await database.db.execute(sql`select id from thumbline.alerts`);
  const copy = alertCard(alert({ id: Number(row?.id) }));
  const { ts } = await clientOf(two.bolt, OTHER_TOKEN).chat.postMessage({ channel: 'C0SHARED', ...copy });
  await database.db.execute(sql`update thumbline.deliveries set ambiguous = true`);
  const card = { channelId: 'C0SHARED', ts: String(ts) };
  const sees = eyesOf(() => two.bolt, 'U0CLEO');
  await two.bolt.as('U0CLEO').click(card, { actionId: ACTION.acknowledge });
  await eventually(() => wordsOf(sees.lastAnswer()).includes('Nothing was acknowledged'), true);
  await two.bolt.as('U0CLEO').click(card, { actionId: ACTION.openAlertTranscript });
  await eventually(() => wordsOf(sees.modal() ?? { blocks: [] }).includes('no longer there'), true);
  const own = { channelId: 'C0SHARED', ts: posts(two.acme, 'C0SHARED')[0]?.ts ?? '' };
  await two.acme.as('U0ANA').click(own, { actionId: ACTION.acknowledge });
  const [taken] = await database.db.execute(sql`select acknowledged_by from thumbline.alerts`);
  expect(taken?.acknowledged_by).toBe('U0ANA');
});

test('a token that is revoked stops its own workspace, and what waited goes on once it is restored', async () => {
  const workspaces = await run();
  await subscribe('T0001', 'C0SUPPORT');
  await subscribe('T0002', 'C0BOLT');
  two.revoked.add(OTHER_TOKEN);
  await downvote('c1');
  await eventually(() => posts(two.acme, 'C0SUPPORT').length, 1);
  await workspaces.check();
  const blocked = async () => {
    const rows = await database.db.execute(sql`select id, blocked_by from thumbline.channels order by id`);
    return Object.fromEntries(rows.map((row) => [row.id, row.blocked_by]));
  };
  await eventually(blocked, { C0BOLT: 'token_revoked', C0SUPPORT: null });
  expect((await listWorkspaces(database.db)).map(({ id, blockedBy }) => [id, blockedBy])).toEqual([
    ['T0001', null],
    ['T0002', 'token_revoked'],
  ]);
  await downvote('c2');
  await eventually(() => posts(two.acme, 'C0SUPPORT').length, 2);
  expect(posts(two.bolt, 'C0BOLT')).toEqual([]);
  two.revoked.clear();
  await workspaces.check();
  await eventually(() => posts(two.bolt, 'C0BOLT').length, 2);
  await eventually(blocked, { C0BOLT: null, C0SUPPORT: null });
});

/** Both workspaces have had an alert, so that both have a channel that is known to be healthy. */
async function runWithAnAlertEach() {
  const workspaces = await run();
  await subscribe('T0001', 'C0SUPPORT');
  await subscribe('T0002', 'C0BOLT');
  await downvote('c1');
  await eventually(() => posts(two.acme, 'C0SUPPORT').length, 1);
  await eventually(() => posts(two.bolt, 'C0BOLT').length, 1);
  await eventually(isSent, ['sent']);
  return workspaces;
}

const blocks = async () => {
  const { channels } = await listChannelStatuses(database.db);
  return Object.fromEntries(channels.map(({ channelId, blocked }) => [channelId, blocked?.by ?? null]));
};
const NONE = { C0SUPPORT: null, C0BOLT: null };

test.each([
  ['the app is taken out of the workspace', () => two.bolt.uninstallApp()],
  ["the bot's token is revoked", () => two.bolt.revokeTokens(['U0BOT2'])],
])(
  'when %s, its channels are blocked before anything is tried there, and go on once it is installed again',
  async (_, happen) => {
    const workspaces = await runWithAnAlertEach();
    await happen();
    await eventually(blocks, { ...NONE, C0BOLT: 'token_revoked' });
    expect((await listWorkspaces(database.db)).map(({ blockedBy }) => blockedBy)).toEqual([null, 'token_revoked']);
    await downvote('c2');
    await eventually(() => posts(two.acme, 'C0SUPPORT').length, 2);
    expect(two.bolt.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
    two.bolt.installApp();
    await workspaces.check();
    await eventually(() => posts(two.bolt, 'C0BOLT').length, 2);
    await eventually(blocks, NONE);
  },
);

test('what waits for nothing is free as well once the app is installed again', async () => {
  const workspaces = await runWithAnAlertEach();
  await two.bolt.uninstallApp();
  await eventually(blocks, { ...NONE, C0BOLT: 'token_revoked' });
  await workspaces.check();
  expect(await blocks()).toEqual({ ...NONE, C0BOLT: 'token_revoked' });
  two.bolt.installApp();
  await workspaces.check();
  expect(await blocks()).toEqual(NONE);
});

test('what keeps one channel closed outlasts a lost token', async () => {
  const workspaces = await runWithAnAlertEach();
  await database.db.execute(sql`
    update thumbline.channels set blocked_by = 'is_archived', blocked_at = now(), retry_at = now() + interval '1 hour'
    where id = 'C0BOLT'`);
  await two.bolt.uninstallApp();
  const states = async () => (await listWorkspaces(database.db)).map(({ blockedBy }) => blockedBy);
  await eventually(states, [null, 'token_revoked']);
  two.bolt.installApp();
  await workspaces.check();
  expect([await states(), await blocks()]).toEqual([[null, null], { ...NONE, C0BOLT: 'is_archived' }]);
});

test("a person's token that is revoked blocks nothing", async () => {
  await runWithAnAlertEach();
  await two.bolt.revokeTokens(['U0CLEO']);
  await downvote('c2');
  await eventually(() => posts(two.bolt, 'C0BOLT').length, 2);
  expect(await blocks()).toEqual(NONE);
});

test('an event of a workspace whose token is not known blocks no other', async () => {
  await run([TOKENS.botToken]);
  await subscribe('T0001', 'C0SUPPORT');
  await two.bolt.uninstallApp();
  const sees = eyesOf(() => two.acme, 'U0ANA');
  await two.acme.as('U0ANA').command('C0SUPPORT', '/csat', 'status');
  await eventually(() => wordsOf(sees.lastAnswer()).includes('All is well.'), true);
  await downvote('c1');
  await eventually(() => posts(two.acme, 'C0SUPPORT').length, 1);
  expect((await listWorkspaces(database.db)).map(({ blockedBy }) => blockedBy)).toEqual([null]);
});

test('the process starts with a token that is revoked, and the other workspace is served', async () => {
  await subscribe(undefined, 'C0SUPPORT');
  two.revoked.add(OTHER_TOKEN);
  const config = readConfig({
    ...{ DATABASE_URL: database.url, SLACK_BOT_TOKEN: BOTH.join(' , '), SLACK_SIGNING_SECRET: TOKENS.signingSecret },
    ...{ SLACK_API_URL: two.apiUrl, PORT: '0', LOG_LEVEL: 'silent' },
  });
  const app = await startApp(config, { clock: systemClock, log: logger });
  closers.push(app.stop);
  await downvote('c1');
  await eventually(() => posts(two.acme, 'C0SUPPORT').length, 1);
});

test('what is from before there were several workspaces is the one of the first token', async () => {
  await subscribe(undefined, 'C0SUPPORT');
  await downvote('c1');
  await database.db.execute(sql`
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id) select 'x', 'alert', channel_id, id
    from thumbline.subscriptions`);
  await open();
  const rows = await database.db.execute(sql`
    select workspace_id from thumbline.subscriptions union all
    select workspace_id from thumbline.deliveries union all
    select workspace_id from thumbline.channels`);
  expect(rows.map((row) => row.workspace_id)).toEqual(['T0001', 'T0001', 'T0001']);
  await subscribe('T0002', 'C0SUPPORT');
  expect((await listSubscriptions(database.db, 'T0002')).map(({ channelId }) => channelId)).toEqual(['C0SUPPORT']);
});

test('a token that is refused is remembered by its workspace, and one that never was any good stops nobody', async () => {
  await open();
  two.revoked.add(OTHER_TOKEN);
  const restarted = await open([TOKENS.botToken, OTHER_TOKEN, 'xoxb-never-good']);
  expect(restarted.list().map(({ id, name }) => [id, name])).toEqual([
    ['T0001', 'Acme'],
    ['T0002', 'Bolt'],
  ]);
  expect(restarted.of('T0002')?.token).toBe(OTHER_TOKEN);
});

test('a single token that Slack refuses, and that never was any good, is named in a sentence', async () => {
  await expect(open(['xoxb-wrong'])).rejects.toThrow(/SLACK_BOT_TOKEN \(invalid_auth\)/);
});

test('while Slack cannot be reached it starts, and finds its workspaces when it is back', async () => {
  two.outage = true;
  const workspaces = await open();
  expect(workspaces.list()).toEqual([]);
  await expect(workspaces.check()).rejects.toThrow('none of the bot tokens');
  two.outage = false;
  await eventually(() => workspaces.list().map(({ id }) => id), ['T0001', 'T0002']);
});

test('the command line finds the workspace by the channel, and asks where both have it', async () => {
  await open();
  const config = { slackBotTokens: BOTH, slackApiUrl: two.apiUrl };
  const choose = (channelId: string, workspace?: string) =>
    chooseWorkspace(database.db, config, { channelId, workspace });
  expect(await choose('C0BOLT')).toBe('T0002');
  expect(await choose('C0SUPPORT')).toBe('T0001');
  await expect(choose('C0SHARED')).rejects.toThrow(/--workspace with one of T0001 \(Acme\), T0002 \(Bolt\)/);
  expect(await choose('C0SHARED', 'T0002')).toBe('T0002');
  await expect(choose('C0SHARED', 'T9')).rejects.toThrow(/Unknown workspace "T9"/);
  await subscribe('T0001', 'C0SHARED');
  expect(await choose('C0SHARED')).toBe('T0001');
});

test('a workspace that no process has a token for any more is blocked, and released with its next token', async () => {
  await open();
  await subscribe('T0002', 'C0BOLT');
  await database.db.execute(sql`insert into thumbline.channels (workspace_id, id) values ('T0002', 'C0BOLT')`);
  await database.db.execute(sql`update thumbline.workspaces set seen_at = now() - interval '6 minutes'`);
  const without = await open([TOKENS.botToken]);
  await without.check();
  const blocks = async () =>
    (await database.db.execute(sql`select blocked_by, retry_at <= now() as "isDue" from thumbline.channels`))[0];
  expect(await blocks()).toEqual({ blocked_by: 'no_token', isDue: true });
});
