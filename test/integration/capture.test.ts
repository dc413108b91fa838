import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { captureApi } from '../../src/capture/capture-api.ts';
import { loadConversation } from '../../src/db/conversation.ts';
import { recordAssistant } from '../../src/db/record-assistant.ts';
import { useDatabase } from '../support/database.ts';

const ORIGIN = 'https://shop.example';
const TOKEN = 'a-long-token-of-a-server';
const database = useDatabase();
const clock = { at: new Date('2026-11-18T12:00:00Z'), now: () => clock.at };
const failures: object[] = [];
let server: Server;
let base: string;
let id: string;

beforeAll(async () => {
  await recordAssistant(database.db, { id: 'shop', name: 'Shop', zone: 'Europe/Berlin', conversationUrl: null });
  const handle = captureApi({
    db: database.db,
    origins: [ORIGIN],
    token: TOKEN,
    asksForRating: true,
    clock,
    log: { error: (details) => failures.push(details) },
  });
  server = createServer(async (request, response) => {
    if (!(await handle(request, response))) response.writeHead(418).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/capture/v1`;
});

afterAll(() => {
  server.close();
});

beforeEach(() => {
  id = randomUUID();
  clock.at = new Date('2026-11-18T12:00:00Z');
});

test.each(['//', 'http://['])('an address that is none (%s) is not the API’s', async (target) => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.end(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  expect(await readText(socket)).toMatch(/^HTTP\/1.1 418/);
});

type Sent = { body?: unknown; headers?: Record<string, string> };

async function send(method: string, path: string, { body, headers }: Sent = {}) {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { origin: ORIGIN, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, error: text === '' ? null : JSON.parse(text).error, headers: response.headers };
}

const put = (path: string, body: unknown = {}) => send('PUT', `/assistants/shop/conversations/${id}${path}`, { body });
const remove = (path: string) => send('DELETE', `/assistants/shop/conversations/${id}${path}`);
const stored = () => loadConversation(database.db, { assistant: 'shop', id });

async function startChat() {
  await put('', { locale: 'de-DE', topics: ['returns'] });
  await put('/messages/m-1', { role: 'shopper', body: 'Wo ist das Retourenportal?' });
  clock.at = new Date('2026-11-18T12:00:05Z');
  await put('/messages/m-2', { role: 'assistant', body: 'Hier: https://www.fernweh.example/returns' });
}

describe('a captured chat', () => {
  test('is stored as it was told, and telling it again changes nothing', async () => {
    await startChat();
    await put('/end');
    const once = await stored();
    await startChat();
    await put('/end');
    expect(await stored()).toEqual(once);
    expect(once).toMatchObject({
      locale: 'de-DE',
      topics: ['returns'],
      environment: 'real',
      startedAt: new Date('2026-11-18T12:00:00Z'),
      resolvedAt: new Date('2026-11-18T12:00:05Z'),
      rating: null,
      turns: [
        { id: 'm-1', role: 'shopper' },
        { id: 'm-2', role: 'assistant', sentAt: new Date('2026-11-18T12:00:05Z') },
      ],
    });
  });

  test('a thumb is given, turned and withdrawn; its time moves only when it turns', async () => {
    await startChat();
    const thumb = async () => (await stored())?.turns[1]?.thumb ?? null;
    expect((await put('/messages/m-2/thumb', { value: 'up' })).status).toBe(204);
    const given = await thumb();
    clock.at = new Date('2026-11-18T12:01:00Z');
    await put('/messages/m-2/thumb', { value: 'up', reason: 'so schnell' });
    expect(await thumb()).toEqual({ value: 'up', reason: 'so schnell', givenAt: given?.givenAt });
    await put('/messages/m-2/thumb', { value: 'up' });
    expect((await thumb())?.reason).toBe('so schnell');
    await put('/messages/m-2/thumb', { value: 'down' });
    expect(await thumb()).toEqual({ value: 'down', reason: null, givenAt: clock.at });
    expect((await remove('/messages/m-2/thumb')).status).toBe(204);
    expect(await thumb()).toBeNull();
    expect((await remove('/messages/m-2/thumb')).status).toBe(204);
  });

  test('a reason that comes later joins the rating, which keeps its time', async () => {
    await startChat();
    await put('/rating', { verdict: 'down' });
    const ratedAt = clock.at;
    clock.at = new Date('2026-11-20T08:00:00Z');
    await put('/rating', { verdict: 'down', negativeReason: 'Link tot' });
    expect((await stored())?.rating).toEqual({ verdict: 'down', score: null, negativeReason: 'Link tot', ratedAt });
  });

  test('a changed verdict is a new rating: its time moves, and the old reason goes', async () => {
    await startChat();
    await put('/rating', { verdict: 'down', score: 2, negativeReason: 'Link tot' });
    clock.at = new Date('2026-11-18T13:00:00Z');
    await put('/rating', { verdict: 'up' });
    expect((await stored())?.rating).toEqual({ verdict: 'up', score: null, negativeReason: null, ratedAt: clock.at });
  });

  test('a withdrawn rating leaves nothing behind', async () => {
    await startChat();
    await put('/rating', { verdict: 'down', score: 1, negativeReason: 'Link tot' });
    expect((await remove('/rating')).status).toBe(204);
    expect((await stored())?.rating).toBeNull();
  });

  test('two tabs at once: one verdict stands, and a bare repeat does not wipe the reason', async () => {
    await startChat();
    const tabs = Array.from({ length: 20 }, (_, tab) =>
      put('/rating', tab % 2 === 0 ? { verdict: 'down', negativeReason: 'Link tot' } : { verdict: 'down' }),
    );
    const starts = Array.from({ length: 10 }, () => put('', { locale: 'de-DE' }));
    expect(new Set((await Promise.all([...tabs, ...starts])).map(({ status }) => status))).toEqual(new Set([204]));
    expect((await stored())?.rating).toMatchObject({ verdict: 'down', negativeReason: 'Link tot' });
  });

  test('hostile text is stored as it is, but for what Postgres cannot hold', async () => {
    await startChat();
    const hostile = "<!channel> *bold* \u202e <script>alert(1)</script> '; drop table feedback.thumbs; --";
    await put('/messages/m-3', { role: 'shopper', body: `${hostile}\0\ud800` });
    await put('/rating', { verdict: 'down', negativeReason: hostile });
    const conversation = await stored();
    expect(conversation?.turns[2]?.body).toBe(`${hostile}\ufffd\ufffd`);
    expect(conversation?.rating?.negativeReason).toBe(hostile);
  });

  test('an empty reason is no reason', async () => {
    await startChat();
    await put('/rating', { verdict: 'down', negativeReason: '  \n ' });
    expect((await stored())?.rating?.negativeReason).toBeNull();
  });

  test('a time a little ahead of ours is taken for now', async () => {
    await put('', { startedAt: '2026-11-18T12:04:00Z' });
    expect((await stored())?.startedAt).toEqual(clock.at);
  });
});

describe('wrong input gets one clear sentence', () => {
  test.each([
    ['/rating', { verdict: 'meh' }, 'The field verdict cannot be used: expected one of "up"|"down".'],
    ['/rating', { verdict: 'up', score: 6 }, 'The field score cannot be used: expected a whole number from 1 to 5.'],
    [
      '/rating',
      { verdict: 'up', stars: 5 },
      'The body has a field that is not known: expected only verdict, score, negativeReason, ratedAt.',
    ],
    ['/rating', {}, 'The field verdict cannot be used: expected one of "up"|"down".'],
    ['/rating', [1], 'The body cannot be used: expected object.'],
    ['/rating', '{"verdict":', 'The body cannot be read: expected one JSON object in UTF-8.'],
    [
      '/rating',
      { verdict: 'up', ratedAt: 'yesterday' },
      'The field ratedAt cannot be used: expected an instant with an offset, such as 2026-11-09T08:00:00Z.',
    ],
    [
      '/rating',
      { verdict: 'up', ratedAt: '2027-01-01T00:00:00Z' },
      'The field ratedAt cannot be used: expected an instant that is not in the future.',
    ],
    ['', { url: 'javascript:alert(1)' }, 'The field url cannot be used: expected an http or https address.'],
    [
      '/messages/m-1',
      { role: 'admin', body: 'x' },
      'The field role cannot be used: expected one of "shopper"|"assistant"|"agent".',
    ],
    ['/messages/m-1', { role: 'shopper' }, 'The field body cannot be used: expected string.'],
  ])('PUT %s %j', async (path, body, error) => {
    await startChat();
    expect(await put(path, body)).toMatchObject({ status: 400, error });
  });

  test('what is not there is named', async () => {
    expect(await put('/rating', { verdict: 'up' })).toMatchObject({
      status: 404,
      error: expect.stringContaining('no such conversation'),
    });
    expect(await put('/end')).toMatchObject({ status: 404 });
    expect(await put('/messages/m-1', { role: 'shopper', body: 'x' })).toMatchObject({ status: 404 });
    expect(await send('PUT', `/assistants/nobody/conversations/${id}`, { body: {} })).toMatchObject({
      status: 404,
      error: expect.stringContaining('no such assistant'),
    });
    await startChat();
    expect(await put('/messages/m-1/thumb', { value: 'up' })).toMatchObject({
      status: 404,
      error: expect.stringContaining('expected a thumb under one of its own messages'),
    });
    expect(await put('/stars')).toMatchObject({ status: 404 });
  });

  test('a method that is not there names those that are', async () => {
    const { status, error, headers } = await send('POST', `/assistants/shop/conversations/${id}/rating`, { body: {} });
    expect({ status, error, allow: headers.get('allow') }).toEqual({
      status: 405,
      error: 'The method cannot be used here: expected PUT, DELETE, OPTIONS.',
      allow: 'PUT, DELETE, OPTIONS',
    });
  });

  test('a body beyond the limit is refused', async () => {
    await startChat();
    const long = { role: 'shopper', body: 'x'.repeat(200_000) };
    expect(await put('/messages/m-9', long)).toMatchObject({
      status: 413,
      error: 'The body is too large: expected at most 128 KiB.',
    });
  });

  test('another content type is refused', async () => {
    const path = `/assistants/shop/conversations/${id}`;
    const answer = await send('PUT', path, { body: '{}', headers: { 'content-type': 'text/plain' } });
    expect(answer).toMatchObject({ status: 400, error: expect.stringContaining('application/json') });
  });

  test('a part of the address that cannot be read is named', async () => {
    const answer = await send('PUT', '/assistants/shop/conversations/%ff', { body: {} });
    expect(answer).toMatchObject({ status: 400, error: expect.stringContaining('unreadable conversation id') });
  });
});

describe('who may write', () => {
  const from = (headers: Record<string, string>, conversation = id) =>
    send('PUT', `/assistants/shop/conversations/${conversation}`, { body: {}, headers });

  test('a page of another origin may not', async () => {
    const answer = await from({ origin: 'https://evil.example' });
    expect(answer).toMatchObject({ status: 403 });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a server may with the token, under any id; with a wrong one it may not', async () => {
    expect(await from({ origin: '', authorization: `Bearer ${TOKEN}` }, 'c-1')).toMatchObject({ status: 204 });
    expect(await from({ origin: '', authorization: 'Bearer wrong' }, 'c-1')).toMatchObject({ status: 403 });
    expect(await from({ origin: '' })).toMatchObject({ status: 403 });
  });

  test('a page cannot reach a conversation whose id can be guessed', async () => {
    expect(await from({}, 'shop-20261109-001')).toMatchObject({
      status: 400,
      error: expect.stringContaining('no UUID'),
    });
  });

  test('a known page is told by CORS that it may', async () => {
    const { status, headers } = await send('OPTIONS', `/assistants/shop/conversations/${id}`, {
      headers: { 'access-control-request-method': 'PUT' },
    });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(headers.get('access-control-allow-methods')).toContain('PUT');
    expect(headers.get('vary')).toBe('Origin');
  });
});

test('an address outside the API is left to others', async () => {
  expect((await fetch(base.replace('/capture/v1', '/capture/v10'))).status).toBe(418);
});

test('nothing failed inside', () => {
  expect(failures).toEqual([]);
});
