import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/csat/input-error.ts';
import { type HttpServer, healthz, listen } from '../../src/slack/http-server.ts';
import { ACTION } from '../../src/slack/ids.ts';
import type { Log } from '../../src/slack/log.ts';
import type { Questions } from '../../src/slack/questions.ts';
import { openRoom, type Room } from '../../src/slack/room.ts';
import { alertCard } from '../../src/slack/views/alert-card.ts';
import type { Ephemeral, View } from '../../src/workspace/standin/workspace.ts';
import { eventually } from '../support/eventually.ts';
import { elementsOf, wordsOf } from '../support/fits-slack.ts';
import { Away, questionsOf } from '../support/questions.ts';
import { onlyWorkspace } from '../support/room.ts';
import { alert, conversation } from '../support/samples.ts';
import { clientOf, TOKENS, useStandIn } from '../support/stand-in.ts';

const clock = { now: () => new Date('2026-11-22T18:00:00Z') };
const SHOPPER_TEXT = 'a shopper wrote this secret';

describe.each(['http', 'socket'] as const)('The room in %s mode', (mode) => {
  const standIn = useStandIn();
  const logged: unknown[][] = [];
  const write = (...line: unknown[]) => void logged.push(line);
  const log = { info: write, warn: write, error: write } as unknown as Log;
  /** What the house answers; a test may put another in its place. */
  let questions: Questions = questionsOf();
  let room: Room;
  let server: HttpServer | null = null;

  beforeAll(async () => {
    room = await openRoom({
      workspaces: onlyWorkspace(TOKENS.botToken),
      connection: mode === 'http' ? { signingSecret: TOKENS.signingSecret } : { appToken: TOKENS.appToken },
      apiUrl: standIn().apiUrl,
      questionsOf: () => new Proxy({} as Questions, { get: (_, name: keyof Questions) => questions[name] }),
      clock,
      log,
    });
    if (mode === 'http') {
      server = await listen(0, [healthz, room.handle], '127.0.0.1');
      standIn().setRequestUrl(`http://127.0.0.1:${server.port}/slack/events`);
    }
  });
  afterAll(async () => {
    await server?.close();
    await room.stop();
  });

  const ana = () => standIn().as('U0ANA');
  const ben = () => standIn().as('U0BEN');
  const seenBy = (userId: string) => [...standIn().workspace.ephemerals.values()].filter((e) => e.userId === userId);
  const lastSeenBy = (userId: string): Ephemeral => {
    const last = seenBy(userId).at(-1);
    if (last === undefined) throw new Error(`${userId} has seen no answer`);
    return last;
  };
  const modalOf = (userId: string): View | undefined => standIn().workspace.modals.get(userId)?.at(-1);
  const postCard = async () => {
    const card = alertCard(alert({ conversation: conversation() }));
    const { ts } = await clientOf(standIn()).chat.postMessage({ channel: 'C0SUPPORT', ...card });
    return { channelId: 'C0SUPPORT', ts: String(ts) };
  };

  test('a command is answered to the asker alone, with the first page of the list', async () => {
    const delivered = await ana().command('C0SUPPORT', '/downvotes', 'last week tpic:x');
    expect(delivered).toMatchObject({ status: 200, problem: null });
    const words = wordsOf(lastSeenBy('U0ANA'));
    expect(words).toContain('Downvotes · 9–15 Nov 2026 (Europe/Lisbon) · 25 conversations');
    expect(words).toContain('Not understood: tpic:x . Did you mean topic:x?');
    expect(words).toMatch(/Question 100 .*Question 109 /);
    expect(words).not.toContain('Question 110');
  });

  test('Older and Newer turn the list in place', async () => {
    await ana().command('C0SUPPORT', '/downvotes', '');
    const list = lastSeenBy('U0ANA');
    const turn = async (actionId: string) => {
      expect(await ana().click({ ephemeralId: list.id }, { actionId })).toMatchObject({ problem: null });
    };
    const shown = () => wordsOf(lastSeenBy('U0ANA')).match(/Question \d+/g)?.length;
    await turn(ACTION.olderConversations);
    await eventually(() => wordsOf(lastSeenBy('U0ANA')).includes('Question 110'), true);
    await turn(ACTION.olderConversations);
    await eventually(shown, 5);
    expect(elementsOf(lastSeenBy('U0ANA'), ACTION.olderConversations)).toEqual([]);
    await turn(ACTION.newerConversations);
    await eventually(() => wordsOf(lastSeenBy('U0ANA')).includes('Question 110'), true);
    expect(lastSeenBy('U0ANA').id).toBe(list.id);
  });

  test('a signal that a list can never have is said, with the list that has it', async () => {
    await ana().command('C0SUPPORT', '/downvotes', 'signal:recovered');
    expect(wordsOf(lastSeenBy('U0ANA'))).toContain('Try /upvotes signal:recovered');
    await ana().command('C0SUPPORT', '/unrated', 'signal:spoiled');
    expect(wordsOf(lastSeenBy('U0ANA'))).toContain('Try /downvotes signal:spoiled');
  });

  test('a row opens its transcript in a modal, and its pages are turned there', async () => {
    await ana().command('C0SUPPORT', '/downvotes', '');
    const list = lastSeenBy('U0ANA');
    const value = '["shop","c-101",{"feedback":"downvote","filter":{}}]';
    expect(await ana().click({ ephemeralId: list.id }, { actionId: ACTION.openTranscript, value })).toMatchObject({
      problem: null,
    });
    await eventually(() => wordsOf(modalOf('U0ANA') ?? { blocks: [] }).includes('Turn number 0'), true);
    const view = modalOf('U0ANA');
    expect(view?.title).toMatchObject({ text: 'Transcript' });
    await ana().click({ viewId: String(view?.id) }, { actionId: ACTION.laterTurns });
    await eventually(() => wordsOf(modalOf('U0ANA') ?? { blocks: [] }).includes('Turn number 59'), true);
    await ana().closeView(String(view?.id));
  });

  test('a conversation that was erased meanwhile is said to be gone', async () => {
    questions = questionsOf({ loadConversation: async () => null });
    await ana().command('C0SUPPORT', '/downvotes', '');
    const list = lastSeenBy('U0ANA');
    await ana().click(
      { ephemeralId: list.id },
      { actionId: ACTION.openTranscript, value: '["shop","c-101",{"feedback":"downvote","filter":{}}]' },
    );
    await eventually(() => wordsOf(modalOf('U0ANA') ?? { blocks: [] }).includes('no longer there'), true);
    await ana().closeView(String(modalOf('U0ANA')?.id));
  });

  test('of two people who acknowledge, the first has it and the second is told who', async () => {
    questions = questionsOf();
    const card = await postCard();
    const before = [seenBy('U0ANA').length, seenBy('U0BEN').length];
    expect(await ana().click(card, { actionId: ACTION.acknowledge })).toMatchObject({ status: 200, problem: null });
    expect(await ben().click(card, { actionId: ACTION.acknowledge })).toMatchObject({ status: 200, problem: null });
    await eventually(() => seenBy('U0BEN').length, (before[1] ?? 0) + 1);
    expect(wordsOf(lastSeenBy('U0BEN'))).toContain('U0ANA has this one already: acknowledged 5 min ago');
    expect(seenBy('U0ANA').length).toBe(before[0]);
    const loaded = await questions.loadAlert({ alertId: 7, channelId: 'C0SUPPORT' });
    expect(loaded?.acknowledged?.by).toBe('U0ANA');
  });

  test('a card in another channel than its own acknowledges nothing', async () => {
    questions = questionsOf({ acknowledgeAlert: async () => null });
    const card = await postCard();
    await ana().click(card, { actionId: ACTION.acknowledge });
    await eventually(() => wordsOf(lastSeenBy('U0ANA')).includes('Nothing was acknowledged'), true);
  });

  test('the transcript of an alert opens from its card', async () => {
    questions = questionsOf();
    const card = await postCard();
    await ben().click(card, { actionId: ACTION.openAlertTranscript });
    await eventually(() => wordsOf(modalOf('U0BEN') ?? { blocks: [] }).includes('Nobody answered my question.'), true);
    await ben().closeView(String(modalOf('U0BEN')?.id));
  });

  test('a slow answer is announced in time and follows', async () => {
    questions = questionsOf({ countConversations: () => sleep(2_000, 25) });
    const delivered = await ana().command('C0SUPPORT', '/downvotes', '');
    expect(delivered.ackMs).toBeLessThan(1_500);
    await eventually(() => wordsOf(lastSeenBy('U0ANA')).includes('Looking it up'), true);
    await eventually(() => wordsOf(lastSeenBy('U0ANA')).includes('25 conversations'), true);
  });

  test('a transcript that takes long shows that it is loading, then the conversation', async () => {
    questions = questionsOf({ loadAlert: () => sleep(2_000, alert()) });
    const card = await postCard();
    const delivered = await ana().click(card, { actionId: ACTION.openAlertTranscript });
    expect(delivered.ackMs).toBeLessThan(2_500);
    expect(wordsOf(modalOf('U0ANA') ?? { blocks: [] })).toContain('Loading');
    await eventually(() => wordsOf(modalOf('U0ANA') ?? { blocks: [] }).includes('Where is my parcel?'), true);
    await ana().closeView(String(modalOf('U0ANA')?.id));
  });

  test('while the database is away it is said, with a reference that the log has, and without what was written', async () => {
    const away = async () => {
      throw new Away(SHOPPER_TEXT);
    };
    questions = questionsOf({ listConversations: away, acknowledgeAlert: away, loadAlert: away });
    await ana().command('C0SUPPORT', '/downvotes', `"${SHOPPER_TEXT}"`);
    const words = wordsOf(lastSeenBy('U0ANA'));
    expect(words).toContain('database cannot be reached');
    const reference = /reference ([0-9a-f]{6})/.exec(words)?.[1];
    expect(JSON.stringify(logged)).toContain(`"reference":"${reference}"`);

    const card = await postCard();
    const seen = seenBy('U0BEN').length;
    await ben().click(card, { actionId: ACTION.acknowledge });
    await eventually(() => seenBy('U0BEN').length, seen + 1);
    expect(wordsOf(lastSeenBy('U0BEN'))).toContain('database cannot be reached');
    await ben().click(card, { actionId: ACTION.openAlertTranscript });
    await eventually(() => wordsOf(modalOf('U0BEN') ?? { blocks: [] }).includes('database cannot be reached'), true);
    await ben().closeView(String(modalOf('U0BEN')?.id));
    expect(JSON.stringify(logged)).not.toContain(SHOPPER_TEXT);
  });

  test("the asker's own mistake is said as it is, and is no entry in the log", async () => {
    questions = questionsOf({
      listConversations: async () => {
        throw new InputError('Unknown assistant "x": expected one of shop.');
      },
    });
    const before = logged.length;
    await ana().command('C0SUPPORT', '/upvotes', 'assistant:x');
    expect(wordsOf(lastSeenBy('U0ANA'))).toContain('Unknown assistant "x": expected one of shop.');
    expect(logged.length).toBe(before);
  });

  test('a command and a button that nothing knows are answered, and nothing is done', async () => {
    questions = questionsOf();
    await ana().command('C0SUPPORT', '/coffee', '');
    expect(wordsOf(lastSeenBy('U0ANA'))).toContain('/coffee is not a command');
    const blocks = [
      { type: 'actions', elements: [{ type: 'button', action_id: 'old', text: { type: 'plain_text', text: 'Old' } }] },
    ];
    const { ts } = await clientOf(standIn()).chat.postMessage({ channel: 'C0SUPPORT', text: 'Old', blocks });
    expect(await ana().click({ channelId: 'C0SUPPORT', ts: String(ts) }, { actionId: 'old' })).toMatchObject({
      problem: null,
    });
    await eventually(() => wordsOf(lastSeenBy('U0ANA')).includes('nothing was done'), true);
  });

  test('/csat answers with the overview, help, and the nearest subcommand', async () => {
    const answerTo = async (text: string) => {
      expect(await ana().command('C0SUPPORT', '/csat', text)).toMatchObject({ problem: null });
      return wordsOf(lastSeenBy('U0ANA'));
    };
    expect(await answerTo('')).toContain('Last complete week');
    expect(await answerTo('HELP')).toContain('/downvotes [filters]');
    expect(await answerTo('digset')).toContain('Did you mean /csat digest?');
    expect(await answerTo('frobnicate')).toContain('It knows');
    expect(await answerTo('digest everybody')).toContain('was not understood');
  });

  test('the digest is shown to the asker, and to the channel only on share', async () => {
    await ana().command('C0SUPPORT', '/csat', 'digest');
    await eventually(() => lastSeenBy('U0ANA').text, 'CSAT of the week: 4.2 of 5');
    await ana().command('C0SUPPORT', '/csat', 'digest share');
    await eventually(() => standIn().workspace.messages.get('C0SUPPORT')?.at(-1)?.text, 'CSAT of the week: 4.2 of 5');
  });

  test('a picture that Slack does not take leaves the answer without it', async () => {
    const chart = { type: 'image' as const, slack_file: { id: 'F0NOTTHERE1' }, alt_text: 'Daily CSAT' };
    questions = questionsOf({ chartOf: async () => chart });
    await ana().command('C0SUPPORT', '/csat', '');
    await eventually(() => lastSeenBy('U0ANA').text.startsWith('CSAT last week'), true);
    expect(lastSeenBy('U0ANA').blocks.some(({ type }) => type === 'image')).toBe(false);
  });

  test('without a subscription the overview is of the weeks of whoever asks, and says so', async () => {
    questions = questionsOf();
    // It is Sunday in New York, and Monday in Tokyo.
    await ben().command('C0SUPPORT', '/csat', '');
    await eventually(() => lastSeenBy('U0BEN').text.startsWith('CSAT last week'), true);
    const said = wordsOf(lastSeenBy('U0BEN'));
    expect(said).toContain('9–15 Nov 2026 (America/New_York)');
    expect(said).toContain('Days are yours (America/New_York): this channel has no subscription');
    const subscription = {
      ...{ id: 1, workspaceId: 'T0001', channelId: 'C0SUPPORT', assistants: [], locales: [], topics: [] },
      ...{ digest: null, zone: 'Asia/Tokyo', language: 'en', alerts: 'downvotes' as const, escalateAfterMinutes: null },
      ...{ escalateTo: null, acknowledgeGroup: null, createdBy: null, beganAt: new Date() },
    };
    questions = questionsOf({ findSubscription: async () => subscription });
    await ben().command('C0SUPPORT', '/csat', '');
    await eventually(() => wordsOf(lastSeenBy('U0BEN')).includes('16–22 Nov 2026 (Asia/Tokyo)'), true);
    expect(wordsOf(lastSeenBy('U0BEN'))).not.toContain('Days are yours');
  });

  test.runIf(mode === 'http')('a request that was not signed with the secret is refused', async () => {
    const response = await fetch(`http://127.0.0.1:${server?.port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
        'x-slack-signature': `v0=${'0'.repeat(64)}`,
      },
      body: 'command=%2Fdownvotes&user_id=U0ANA&channel_id=C0SUPPORT&team_id=T0001',
    });
    expect(response.status).toBe(401);
  });

  test.runIf(mode === 'http')('an event that Slack repeats is taken once', async () => {
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: 'T0001',
      event_id: 'Ev0001',
      event: { type: 'app_uninstalled' },
    });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', TOKENS.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const send = () =>
      fetch(`http://127.0.0.1:${server?.port}/slack/events`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${signature}`,
        },
        body,
      });
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
    const told = () => logged.filter((entry) => JSON.stringify(entry).includes('app_uninstalled')).length;
    await sleep(100);
    expect(told()).toBe(1);
  });

  test.runIf(mode === 'http')('the process says that it is there, and that nothing else is', async () => {
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${server?.port}${path}`)).status;
    expect([await status('/healthz'), await status('/elsewhere'), await status('/slack/events')]).toEqual([
      200, 404, 404,
    ]);
    expect(await standIn().verifyRequestUrl()).toBe(true);
  });
});

describe('Opening the room', () => {
  const standIn = useStandIn();
  const log = { info() {}, warn() {}, error() {} } as unknown as Log;

  test('a port that is taken is named in a sentence', async () => {
    const taken = await listen(0, [], '127.0.0.1');
    await expect(listen(taken.port, [], '127.0.0.1')).rejects.toThrow(/Port \d+ cannot be listened on \(EADDRINUSE\)/);
    await taken.close();
  });

  test('a connection is kept for longer than a proxy in front keeps its own', async () => {
    const opened = await listen(0, [healthz], '127.0.0.1');
    const kept = (await fetch(`http://127.0.0.1:${opened.port}/healthz`)).headers.get('keep-alive');
    await opened.close();
    expect(Number(/^timeout=(\d+)$/.exec(kept ?? '')?.[1])).toBeGreaterThan(600);
  });

  test('stopping waits for the answer that is being given', async () => {
    let answered = false;
    const questions = questionsOf({
      countConversations: async () => {
        await sleep(500);
        answered = true;
        return 1;
      },
    });
    const connection = { appToken: TOKENS.appToken };
    const room = await openRoom({
      workspaces: onlyWorkspace(TOKENS.botToken),
      connection,
      apiUrl: standIn().apiUrl,
      questionsOf: () => questions,
      clock,
      log,
    });
    const asked = standIn().as('U0ANA').command('C0SUPPORT', '/downvotes', '');
    await sleep(200);
    await room.stop();
    expect(answered).toBe(true);
    expect(await asked).toMatchObject({ status: 200, problem: null });
  });
});
