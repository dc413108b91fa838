import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { KnownBlock } from '@slack/types';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clientOf, TOKENS, useStandIn } from '../support/stand-in.ts';

type Json = Record<string, unknown>;
type Received = { headers: IncomingHttpHeaders; raw: string; payload: Json };

let nowMs = Date.parse('2026-11-16T08:00:00Z');
const standIn = useStandIn({
  clock: { now: () => new Date(nowMs) },
  eventRetriesAfterMs: [10, 20, 30],
  unfurlDomains: ['shop.example'],
});
const client = () => clientOf(standIn());
const ana = () => standIn().as('U0ANA');
const received: Received[] = [];
let reply: (received: Received) => {
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  afterMs?: number;
};
let server: Server;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const raw = await text(request);
    const form = new URLSearchParams(raw);
    const json = request.headers['content-type'] === 'application/json' ? raw : form.get('payload');
    const one = {
      headers: request.headers,
      raw,
      payload: (json ? JSON.parse(json) : Object.fromEntries(form)) as Json,
    };
    received.push(one);
    const { status = 200, body = '', headers = {}, afterMs = 0 } = reply(one);
    setTimeout(() => response.writeHead(status, headers).end(body), afterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  standIn().setRequestUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
});
beforeEach(() => {
  received.length = 0;
  reply = () => ({});
});
afterAll(() => server.close());

const last = (): Received => {
  const found = received.at(-1);
  if (!found) throw new Error('The app received nothing.');
  return found;
};
const plain = (words: string) => ({ type: 'plain_text' as const, text: words });
const options = ['knowledge', 'rule'].map((value) => ({ text: plain(value), value }));
const card: KnownBlock[] = [
  { type: 'section', block_id: 'words', text: plain('Slow delivery') },
  {
    type: 'actions',
    block_id: 'deeds',
    elements: [
      { type: 'button', action_id: 'acknowledge', text: plain('Acknowledge'), value: '7', style: 'primary' },
      { type: 'static_select', action_id: 'triage', options },
      { type: 'overflow', action_id: 'more', options },
    ],
  },
];
const postCard = async () =>
  String((await client().chat.postMessage({ channel: 'C0SUPPORT', text: 'Card', blocks: card })).ts);
const view = (more: Json = {}) => ({
  type: 'modal' as const,
  callback_id: 'settings',
  title: plain('Settings'),
  submit: plain('Save'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'outcome',
      label: plain('Outcome'),
      element: { type: 'static_select' as const, action_id: 'outcome', options, initial_option: options[0] },
    },
    {
      type: 'input' as const,
      block_id: 'channel',
      optional: true,
      label: plain('Channel'),
      element: { type: 'conversations_select' as const, action_id: 'channel' },
    },
    {
      type: 'input' as const,
      block_id: 'hours',
      optional: true,
      label: plain('Hours'),
      element: { type: 'number_input' as const, action_id: 'hours', is_decimal_allowed: false, initial_value: '4' },
    },
  ],
  ...more,
});
const clickAcknowledge = async () => {
  const ts = await postCard();
  await ana().click({ channelId: 'C0SUPPORT', ts }, { actionId: 'acknowledge' });
  return last().payload as Json & { trigger_id: string; response_url: string; message: { ts: string } };
};
const openView = async (more: Json = {}) => {
  const { trigger_id } = await clickAcknowledge();
  return (await client().views.open({ trigger_id, view: view(more) as never })).view as Json & {
    id: string;
    hash: string;
  };
};
const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none: Slack took it',
    (error: { data?: { error?: string } }) => error.data?.error,
  );
const respond = async (url: string, body: Json) => {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, ...((await answer.json()) as Json) };
};

describe('What reaches the app', () => {
  test('is signed, and a form without a charset', async () => {
    await ana().command('C0SUPPORT', '/downvotes', 'last week');
    const { headers, raw, payload } = last();
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    const base = `v0:${headers['x-slack-request-timestamp']}:${raw}`;
    expect(headers['x-slack-signature']).toBe(
      `v0=${createHmac('sha256', TOKENS.signingSecret).update(base).digest('hex')}`,
    );
    expect(payload).toMatchObject({
      command: '/downvotes',
      text: 'last week',
      channel_id: 'C0SUPPORT',
      channel_name: 'support',
      user_id: 'U0ANA',
      user_name: 'ana.silva',
      team_id: 'T0001',
      api_app_id: 'A0001',
      is_enterprise_install: 'false',
    });
  });

  test('from a button says where, who, which message and how to answer', async () => {
    const ts = await postCard();
    await ana().click({ channelId: 'C0SUPPORT', ts }, { actionId: 'acknowledge' });
    expect(last().payload).toMatchObject({
      type: 'block_actions',
      team: { id: 'T0001', domain: 'acme' },
      user: { id: 'U0ANA', username: 'ana.silva', team_id: 'T0001' },
      channel: { id: 'C0SUPPORT', name: 'support' },
      container: { type: 'message', message_ts: ts, channel_id: 'C0SUPPORT', is_ephemeral: false },
      message: { ts, text: 'Card', bot_id: 'B0001' },
      trigger_id: expect.any(String),
      response_url: expect.stringContaining(standIn().url),
      actions: [
        { type: 'button', action_id: 'acknowledge', block_id: 'deeds', value: '7', text: { text: 'Acknowledge' } },
      ],
    });
  });

  test('from a menu carries the whole option, also in the state of the message', async () => {
    const ts = await postCard();
    await ana().click({ channelId: 'C0SUPPORT', ts }, { actionId: 'triage', value: 'rule' });
    expect(last().payload).toMatchObject({
      actions: [{ type: 'static_select', selected_option: options[1] }],
      state: { values: { deeds: { triage: { type: 'static_select', selected_option: options[1] } } } },
    });
    await ana().click({ channelId: 'C0SUPPORT', ts }, { actionId: 'more', value: 'knowledge' });
    expect(last().payload).toMatchObject({ actions: [{ type: 'overflow', selected_option: options[0] }] });
  });

  test('from an ephemeral message has no message, and is for its reader alone', async () => {
    await client().chat.postEphemeral({ channel: 'C0SUPPORT', user: 'U0ANA', text: 'Card', blocks: card });
    const ephemeralId = [...standIn().workspace.ephemerals.keys()].at(-1) ?? '';
    await ana().click({ ephemeralId }, { actionId: 'acknowledge' });
    expect(last().payload).toMatchObject({ container: { is_ephemeral: true }, response_url: expect.any(String) });
    expect(last().payload).not.toHaveProperty('message');
    await expect(standIn().as('U0BEN').click({ ephemeralId }, { actionId: 'acknowledge' })).rejects.toThrow(
      'sees no ephemeral',
    );
  });

  test('needs an element that is there', async () => {
    const ts = await postCard();
    const click = (actionId: string, value?: string) =>
      ana().click({ channelId: 'C0SUPPORT', ts }, { actionId, value });
    await expect(click('shout')).rejects.toThrow('acknowledge');
    await expect(click('acknowledge', '8')).rejects.toThrow('acknowledge');
    await expect(click('triage', 'nothing')).rejects.toThrow('has no option');
  });

  test('is a problem when it is not acknowledged in time, or not at all', async () => {
    reply = () => ({ afterMs: 3_200 });
    expect(await ana().command('C0SUPPORT', '/csat', '')).toMatchObject({
      ackMs: null,
      problem: expect.stringContaining('3 seconds'),
    });
    reply = () => ({ status: 500 });
    expect(await ana().command('C0SUPPORT', '/csat', '')).toMatchObject({
      status: 500,
      problem: expect.stringContaining('500'),
    });
  });
});

describe('A trigger', () => {
  test('opens one view, within three seconds', async () => {
    const { trigger_id } = await clickAcknowledge();
    await client().views.open({ trigger_id, view: view() as never });
    expect(await refusalOf(client().views.open({ trigger_id, view: view() as never }))).toBe('exchanged_trigger_id');
    const late = (await clickAcknowledge()).trigger_id;
    nowMs += 3_001;
    expect(await refusalOf(client().views.open({ trigger_id: late, view: view() as never }))).toBe(
      'expired_trigger_id',
    );
    expect(await refusalOf(client().views.open({ trigger_id: 'x', view: view() as never }))).toBe('invalid_trigger_id');
  });
});

describe('A view', () => {
  test('is refused with pointers into it', async () => {
    const { trigger_id } = await clickAcknowledge();
    const opened = client().views.open({ trigger_id, view: view({ title: plain('x'.repeat(25)) }) as never });
    await expect(opened).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
      },
    });
  });

  test('is updated by id or external id, unless somebody was faster', async () => {
    const { id, hash } = await openView({ external_id: 'settings-1' });
    const updated = await client().views.update({
      view_id: id,
      hash,
      view: view({ external_id: 'settings-1' }) as never,
    });
    expect(updated.view?.hash).not.toBe(hash);
    expect(await refusalOf(client().views.update({ view_id: id, hash, view: view() as never }))).toBe('hash_conflict');
    expect(await client().views.update({ external_id: 'settings-1', view: view() as never })).toMatchObject({
      ok: true,
    });
    expect(await refusalOf(client().views.update({ view_id: 'V0', view: view() as never }))).toBe('not_found');
  });

  test('has at most two others on top of it', async () => {
    const { id } = await openView();
    const push = async () => {
      const top = standIn().workspace.modals.get('U0ANA')?.at(-1)?.id ?? '';
      await ana().click({ viewId: top }, { actionId: 'outcome', value: 'rule' });
      const { trigger_id } = last().payload as { trigger_id: string };
      return client().views.push({ trigger_id, view: view() as never });
    };
    expect((await push()).view).toMatchObject({ root_view_id: id, previous_view_id: id });
    await push();
    expect(await refusalOf(push())).toBe('push_limit_reached');
    expect(standIn().workspace.modals.get('U0ANA')).toHaveLength(3);
  });

  test('sends its initial values and what was entered, each under its own key', async () => {
    const { id } = await openView();
    await ana().submit(id, { channel: { channel: { selected_conversation: 'C0SUPPORT' } } });
    expect(last().payload).toMatchObject({
      type: 'view_submission',
      view: {
        id,
        callback_id: 'settings',
        state: {
          values: {
            outcome: { outcome: { type: 'static_select', selected_option: options[0] } },
            channel: { channel: { type: 'conversations_select', selected_conversation: 'C0SUPPORT' } },
            hours: { hours: { type: 'number_input', value: '4' } },
          },
        },
      },
    });
    expect(standIn().workspace.modals.get('U0ANA')).toEqual([]);
  });

  test.each([
    ['errors', { response_action: 'errors', errors: { outcome: 'No.' } }, 1, null],
    ['errors of no block', { response_action: 'errors', errors: { nowhere: 'No.' } }, 1, 'no input block'],
    ['update', { response_action: 'update', view: view() }, 1, null],
    ['a bad update', { response_action: 'update', view: view({ title: plain('') }) }, 1, '/view/title/text'],
    ['push', { response_action: 'push', view: view() }, 2, null],
    ['clear', { response_action: 'clear' }, undefined, null],
  ])('answered with %s does what it says', async (_name, answer, openAfter, problem) => {
    const { id } = await openView();
    reply = () => ({ body: JSON.stringify(answer), headers: { 'content-type': 'application/json' } });
    const delivered = await ana().submit(id);
    expect(standIn().workspace.modals.get('U0ANA')?.length).toBe(openAfter);
    if (problem === null) expect(delivered.problem).toBeNull();
    else expect(delivered.problem).toContain(problem);
  });

  test('tells the app that it was closed only if it asked', async () => {
    const { id } = await openView({ notify_on_close: true });
    await ana().closeView(id);
    expect(last().payload).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id } });
    const quiet = await openView();
    received.length = 0;
    await ana().closeView(quiet.id);
    expect(received).toEqual([]);
  });
});

describe('A response URL', () => {
  test('answers to one or to all, replaces and deletes, five times', async () => {
    const { response_url: url, message } = await clickAcknowledge();
    const stored = () =>
      standIn()
        .workspace.messages.get('C0SUPPORT')
        ?.find((one) => one.ts === message.ts);
    expect(await respond(url, { text: 'For you' })).toEqual({ status: 200, ok: true });
    expect([...standIn().workspace.ephemerals.values()].at(-1)).toMatchObject({ text: 'For you', userId: 'U0ANA' });
    await respond(url, { text: 'For all', response_type: 'in_channel' });
    expect(standIn().workspace.messages.get('C0SUPPORT')?.at(-1)?.text).toBe('For all');
    await respond(url, { text: 'Replaced', replace_original: true });
    expect(stored()?.text).toBe('Replaced');
    expect(await respond(url, { text: 'Bad', blocks: [{ type: 'call' }] })).toMatchObject({
      status: 400,
      error: 'invalid_blocks',
    });
    await respond(url, { delete_original: true });
    expect(stored()).toBeUndefined();
    expect(await respond(url, { text: 'Sixth' })).toMatchObject({ status: 404, error: 'used_url' });
  });

  test('ends after half an hour', async () => {
    const { response_url: url } = await clickAcknowledge();
    nowMs += 30 * 60_000 + 1;
    expect(await respond(url, { text: 'Late' })).toMatchObject({ status: 404, error: 'expired_url' });
  });

  test('replaces and deletes an ephemeral message, which chat.update cannot', async () => {
    reply = () => ({ body: JSON.stringify({ text: 'Page 1', blocks: card }) });
    await ana().command('C0SUPPORT', '/downvotes', '');
    const ephemeralId = [...standIn().workspace.ephemerals.keys()].at(-1) ?? '';
    reply = () => ({});
    await ana().click({ ephemeralId }, { actionId: 'acknowledge' });
    const { response_url: url } = last().payload as { response_url: string };
    await respond(url, { text: 'Page 2', replace_original: true });
    expect(standIn().workspace.ephemerals.get(ephemeralId)?.text).toBe('Page 2');
    await respond(url, { delete_original: true });
    expect(standIn().workspace.ephemerals.has(ephemeralId)).toBe(false);
  });
});

describe('An event', () => {
  test('that is not taken comes three more times with the same id and the number of the retry', async () => {
    reply = () => ({ status: 500 });
    await ana().openHome();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(received.at(-1)?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(received.map(({ payload }) => payload.event_id)).size).toBe(1);
    expect(last().payload).toMatchObject({
      type: 'event_callback',
      event: { type: 'app_home_opened', tab: 'home', user: 'U0ANA' },
    });
  });

  test('comes once when the app asks for no retry', async () => {
    reply = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } });
    await ana().openHome();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(received).toHaveLength(1);
  });

  test('follows a link to a domain of the app, which may unfurl it', async () => {
    const ts = await ana().say('C0SUPPORT', 'See https://shop.example/c/1 and https://other.example/');
    expect(last().payload).toMatchObject({
      event: { type: 'link_shared', links: [{ url: 'https://shop.example/c/1' }] },
    });
    await client().chat.unfurl({ channel: 'C0SUPPORT', ts, unfurls: { 'https://shop.example/c/1': { blocks: card } } });
    expect(standIn().workspace.messages.get('C0SUPPORT')?.at(-1)?.unfurls).toHaveProperty(['https://shop.example/c/1']);
  });

  test('verifies the request URL by a challenge', async () => {
    reply = ({ payload }) => ({ body: String(payload.challenge) });
    expect(await standIn().verifyRequestUrl()).toBe(true);
    reply = () => ({ body: 'something else' });
    expect(await standIn().verifyRequestUrl()).toBe(false);
  });
});

test('A message shortcut brings the message', async () => {
  const ts = await postCard();
  await ana().shortcut('C0SUPPORT', ts, 'triage_message');
  expect(last().payload).toMatchObject({ type: 'message_action', callback_id: 'triage_message', message: { ts } });
});
