import { createHmac } from 'node:crypto';
import { parseJson } from './request-body.ts';
import { createSockets, type Sockets } from './socket-mode.ts';
import type { Delivered } from './stand-in.ts';
import type { Json } from './workspace.ts';

/** Slack waits this long for an acknowledgement. */
export const ACK_WITHIN_MS = 3_000;

export type PayloadKind = 'slash_commands' | 'interactive' | 'events_api';
export type Retry = { number: number; reason: string };

/** The way from Slack to the app: signed requests, or an open socket. */
export type AppLink = {
  send(kind: PayloadKind, payload: Json, retry?: Retry): Promise<Delivered & { noRetry: boolean }>;
  setRequestUrl(url: string | undefined): void;
  setMode(mode: 'auto' | 'http' | 'socket'): void;
  sockets: Sockets;
};

export function createAppLink(given: { signingSecret: string; requestUrl?: string; appId: string }): AppLink {
  let requestUrl = given.requestUrl;
  let mode: 'auto' | 'http' | 'socket' = 'auto';
  const sockets = createSockets(given.appId);
  return {
    sockets,
    setRequestUrl(url) {
      requestUrl = url;
    },
    setMode(wanted) {
      mode = wanted;
    },
    async send(kind, payload, retry) {
      const overHttp = mode === 'http' || (mode === 'auto' && requestUrl !== undefined);
      if (!overHttp) return { ...(await sockets.send(kind, payload, retry)), noRetry: false };
      if (requestUrl === undefined) return { ...unreachable('The app has no request URL.'), noRetry: false };
      return sendSigned(requestUrl, given.signingSecret, kind, payload, retry);
    },
  };
}

export function unreachable(problem: string): Delivered {
  return { ackMs: null, status: 0, body: null, problem };
}

async function sendSigned(url: string, secret: string, kind: PayloadKind, payload: Json, retry?: Retry) {
  const { body, contentType } = written(kind, payload);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const startedMs = performance.now();
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': contentType,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature,
        ...(retry ? { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason } : {}),
      },
      signal: AbortSignal.timeout(ACK_WITHIN_MS),
    });
    const text = await response.text();
    const ackMs = performance.now() - startedMs;
    const problem = response.ok ? null : `The app answered with HTTP ${response.status}.`;
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    return { ackMs, status: response.status, body: readAck(text), problem, noRetry };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    const problem = isLate ? 'The app did not acknowledge within 3 seconds.' : `The app cannot be reached at ${url}.`;
    return { ...unreachable(problem), noRetry: false };
  }
}

/** Commands are plain forms, interactions JSON in a form, events JSON. The content type of a form has no charset. */
function written(kind: PayloadKind, payload: Json): { body: string; contentType: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { body: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' };
}

/** null: an empty acknowledgement; a text stays a text. */
export function readAck(text: string): unknown {
  if (text === '') return null;
  const parsed = parseJson(text);
  return typeof parsed === 'object' ? parsed : text;
}
