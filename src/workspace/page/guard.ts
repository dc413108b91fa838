import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Why a request must not be served, or null if it may.
 * The workspace listens on 127.0.0.1 without a log-in, so any page in the same browser can reach it:
 * a foreign `Host` (DNS rebinding), a foreign `Origin`, or a write without this page's token is refused.
 */
export function refusal(request: IncomingMessage, token: string): string | null {
  const host = request.headers.host ?? '';
  if (!isLocal(host)) return `This workspace is served to 127.0.0.1 and localhost only, not to “${host}”.`;
  const site = request.headers['sec-fetch-site'];
  const isVisit = request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate';
  if (!isVisit && (site === 'cross-site' || site === 'same-site')) return 'Another site may not use this workspace.';
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  const origin = request.headers.origin;
  if (origin !== `http://${host}`) return `A change must come from this page, not from “${origin ?? 'nowhere'}”.`;
  return sameToken(String(request.headers['x-page-token'] ?? ''), token)
    ? null
    : 'This page was opened before the workspace was restarted: reload it.';
}

function isLocal(host: string): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
}

function sameToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
