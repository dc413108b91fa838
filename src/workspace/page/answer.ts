import type { ServerResponse } from 'node:http';

/** What the page's server answers; `cache` is for what never changes. */
export type Answer = { status: number; type: string; body: string | Buffer; cache?: boolean };

/** Scripts and styles from this server only; nothing inline, no frames, no forms that leave. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: https:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const SAFETY_HEADERS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

export function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    ...SAFETY_HEADERS,
    'content-type': answer.type,
    'cache-control': answer.cache ? 'max-age=86400' : 'no-store',
  });
  response.end(answer.body);
}

export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

/** A refusal with its reason: one sentence for the person at the page. */
export function refuse(status: number, reason: string): Answer {
  return jsonAnswer({ ok: false, reason }, status);
}
