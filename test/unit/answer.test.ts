import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { expect, test } from 'vitest';
import { ask, classify } from '../../src/delivery/answer.ts';
import { openSlackPort } from '../../src/delivery/slack-port.ts';

const refused = (error: string, more: Record<string, unknown> = {}) =>
  classify(new WebAPIPlatformError({ ok: false, error, ...more } as never));

test.each(['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'])(
  '%s blocks the channel',
  (error) => {
    expect(refused(error)).toEqual({ is: 'channel blocked', error });
  },
);

test.each(['invalid_auth', 'token_revoked', 'account_inactive', 'token_expired', 'ekm_access_denied'])(
  '%s blocks every channel',
  (error) => {
    expect(refused(error)).toEqual({ is: 'token blocked', error });
  },
);

test('a missing scope is named', () => {
  expect(refused('missing_scope', { needed: 'chat:write' })).toEqual({
    is: 'token blocked',
    error: 'missing_scope chat:write',
  });
});

test.each(['invalid_blocks', 'msg_too_long', 'msg_blocks_too_long', 'invalid_arguments', 'metadata_too_large'])(
  '%s is about the content',
  (error) => {
    expect(refused(error)).toEqual({ is: 'unacceptable', error });
  },
);

test('a picture that is still being checked is told from a block that is wrong', () => {
  const pointer = 'invalid slack file [json-pointer:/blocks/0/slack_file]';
  expect(refused('invalid_blocks', { errors: [pointer] }).is).toBe('file not ready');
  expect(refused('invalid_blocks', { response_metadata: { messages: [`[ERROR] ${pointer}`] } }).is).toBe(
    'file not ready',
  );
  expect(refused('invalid_blocks', { errors: ['must be more than 0 characters'] }).is).toBe('unacceptable');
});

test.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])('%s is gone', (error) => {
  expect(refused(error)).toEqual({ is: 'gone', error });
});

test.each([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
  'ratelimited',
  'duplicate_message_not_found',
  'something_new',
])('%s may have been accepted', (error) => {
  expect(refused(error)).toEqual({ is: 'unknown', error, retryAfterMs: null });
});

test('a page instead of an answer is unknown, and is not kept', () => {
  expect(refused('<html>Bad Gateway for Ana Silva</html>')).toEqual({
    is: 'unknown',
    error: 'unreadable',
    retryAfterMs: null,
  });
});

test('too many requests is unknown, since it may follow an acceptance', () => {
  expect(classify(new WebAPIRateLimitedError(30))).toEqual({
    is: 'unknown',
    error: 'ratelimited',
    retryAfterMs: 30_000,
  });
});

test.each([500, 502, 503, 404])('HTTP %i is unknown', (status) => {
  expect(classify(new WebAPIHTTPError(status, 'No', {}))).toEqual({
    is: 'unknown',
    error: `http_${status}`,
    retryAfterMs: null,
  });
});

test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED'])('%s means that nothing was sent', (code) => {
  const cause = Object.assign(new Error(code), { code });
  expect(classify(new WebAPIRequestError(new TypeError('fetch failed', { cause })))).toEqual({
    is: 'not sent',
    error: code,
  });
});

test.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ETIMEDOUT'])('%s is unknown', (code) => {
  const cause = Object.assign(new Error(code), { code });
  expect(classify(new WebAPIRequestError(new TypeError('fetch failed', { cause }))).is).toBe('unknown');
});

test('whatever else is thrown is unknown', () => {
  expect(classify(new SyntaxError('Unexpected token')).is).toBe('unknown');
  expect(classify('no error at all').is).toBe('unknown');
  expect(classify(undefined).is).toBe('unknown');
});

type Behaviour = (socket: import('node:net').Socket, response: import('node:http').ServerResponse) => void;

/** Calls a server that behaves like this, with the real client. */
async function askServer(behave: Behaviour | null) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => behave?.(request.socket, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (behave === null) await new Promise((resolve) => server.close(resolve));
  const slack = openSlackPort({ token: 'xoxb-1', apiUrl: `http://127.0.0.1:${port}/api/`, deadlineMs: 1_500 });
  try {
    return await ask(() => slack.postMessage({ channelId: 'C1', key: 'k', text: 't', blocks: [] }));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const json = (response: import('node:http').ServerResponse, body: unknown) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

test.each<[string, Behaviour | null, string, string | null]>([
  ['nobody listens', null, 'not sent', 'ECONNREFUSED'],
  ['the socket is reset', (socket) => socket.resetAndDestroy(), 'unknown', null],
  ['no answer comes before the deadline', () => {}, 'unknown', null],
  ['the body is no JSON', (_, response) => response.writeHead(200).end('<html>'), 'unknown', 'unreadable'],
  ['the body is cut', (_, response) => response.writeHead(200, { 'content-length': '99' }).write('{'), 'unknown', null],
  ['a yes has no ts', (_, response) => json(response, { ok: true }), 'unknown', 'ZodError'],
  ['HTTP says 503', (_, response) => response.writeHead(503).end(), 'unknown', 'http_503'],
  ['HTTP says 429', (_, response) => response.writeHead(429, { 'retry-after': '7' }).end(), 'unknown', 'ratelimited'],
  ['HTTP says 429 without a time', (_, response) => response.writeHead(429).end(), 'unknown', null],
  [
    'Slack says no',
    (_, response) => json(response, { ok: false, error: 'is_archived' }),
    'channel blocked',
    'is_archived',
  ],
  ['Slack says yes', (_, response) => json(response, { ok: true, ts: '1.2', channel: 'C1' }), 'done', null],
])('the real client, when %s', async (_what, behave, is, error) => {
  const answer = await askServer(behave);
  expect(answer).toMatchObject(error === null ? { is } : { is, error });
});
