import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { InputError } from '../csat/input-error.ts';
import type { Database } from '../db/client.ts';
import { parseId } from './bodies.ts';
import { ratingPrompt } from './rating-prompt.ts';
import { readJson, TooLarge } from './read-json.ts';
import { type Ids, ROUTES, type Route } from './routes.ts';

export const CAPTURE_PREFIX = '/capture/v1';

export type CaptureOptions = {
  db: Database;
  /** Origins of the pages that may write, such as `https://shop.example`. */
  origins: string[];
  /** For servers, which send no Origin: `Authorization: Bearer …`. null: only pages may write. */
  token: string | null;
  /** false: the prompt is turned off, and whoever asks for its words gets null. */
  asksForRating: boolean;
  clock: Clock;
  log: { error: (details: object, message: string) => void };
};

/** Answers a request below `CAPTURE_PREFIX`; false: it is not one, and nothing was done with it. */
export type CaptureHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

type Answer = { status: number; body?: object; headers?: Record<string, string> };

/**
 * The API that writes feedback for chats that have none of their own: every write is a PUT or DELETE that may be
 * repeated. Answers are 204, or 4xx with `{error}`: one sentence that repeats nothing of what was sent.
 *
 * A page's conversation id must be a UUID: whoever knows it can write the conversation, so it must not be guessed.
 */
export function captureApi(options: CaptureOptions): CaptureHandler {
  return async (request, response) => {
    // Clients may send any text as the address, so that it need not be a URL.
    const [path = '', search = ''] = (request.url ?? '/').split('?', 2);
    if (path !== CAPTURE_PREFIX && !path.startsWith(`${CAPTURE_PREFIX}/`)) return false;
    const asked = { path: path.slice(CAPTURE_PREFIX.length), search: new URLSearchParams(search) };
    const { status, body, headers } = await answer(request, asked, options);
    response.writeHead(status, {
      vary: 'Origin',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...corsHeaders(request, options),
      ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...headers,
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
    return true;
  };
}

async function answer(
  request: IncomingMessage,
  { path, search }: { path: string; search: URLSearchParams },
  options: CaptureOptions,
): Promise<Answer> {
  try {
    if (path === '/rating-prompt' && request.method === 'GET') {
      const locale = search.get('locale') ?? 'en';
      return { status: 200, body: { prompt: options.asksForRating ? ratingPrompt(locale) : null } };
    }
    const matched = match(path);
    if (matched === null)
      return refuse(404, 'There is nothing at this address: see the capture API for its addresses.');
    const { route, parts } = matched;
    const methods = [...Object.keys(route.actions), 'OPTIONS'].join(', ');
    if (request.method === 'OPTIONS') return { status: 204, headers: { allow: methods } };
    const action = route.actions[request.method as keyof Route['actions']];
    if (action === undefined) {
      return { ...refuse(405, `The method cannot be used here: expected ${methods}.`), headers: { allow: methods } };
    }
    const caller = callerOf(request, options);
    if (caller === null) {
      return refuse(403, 'The caller is not allowed to write: expected the Origin of a known page, or a valid token.');
    }
    const ids = idsOf(parts, caller);
    const json = request.method === 'PUT' ? await readJson(request) : {};
    const missing = await action(options.db, ids, json, options.clock.now());
    return missing === null ? { status: 204 } : refuse(404, missing);
  } catch (error) {
    if (error instanceof TooLarge) return { ...refuse(413, error.message), headers: { connection: 'close' } };
    if (error instanceof InputError) return refuse(400, error.message);
    options.log.error({ err: error }, 'a capture request failed');
    return refuse(500, 'The feedback was not stored: please send it again later.');
  }
}

const refuse = (status: number, error: string): Answer => ({ status, body: { error } });

function match(path: string): { route: Route; parts: string[] } | null {
  for (const route of ROUTES) {
    const found = route.path.exec(path);
    if (found !== null) return { route, parts: found.slice(1) };
  }
  return null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function idsOf([assistant = '', conversation = '', message]: string[], caller: 'page' | 'server'): Ids {
  const id = parseId(conversation, 'conversation');
  if (caller === 'page' && !UUID.test(id)) {
    throw new InputError(
      'The conversation id is no UUID: expected one that cannot be guessed, as crypto.randomUUID() makes.',
    );
  }
  return {
    assistant: parseId(assistant, 'assistant'),
    id,
    message: message === undefined ? '' : parseId(message, 'message'),
  };
}

/** null: may not write. A valid token counts before the Origin. */
function callerOf(request: IncomingMessage, { origins, token }: CaptureOptions): 'page' | 'server' | null {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (given !== undefined) return token !== null && isSame(given, token) ? 'server' : null;
  return origins.includes(request.headers.origin ?? '') ? 'page' : null;
}

function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function corsHeaders(request: IncomingMessage, { origins }: CaptureOptions): Record<string, string> {
  const origin = request.headers.origin;
  if (origin === undefined || !origins.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, PUT, DELETE',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '600',
  };
}
