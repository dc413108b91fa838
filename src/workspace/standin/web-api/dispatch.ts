import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { Fault } from '../faults.ts';
import { readArguments, readBody } from '../request-body.ts';
import type { ApiCall } from '../stand-in.ts';
import type { Json } from '../workspace.ts';
import { apps } from './apps.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import { type Method, SlackRefusal } from './method.ts';
import { people } from './people.ts';
import { views } from './views.ts';

const METHODS = new Map<string, Method>(
  [people, chat, conversations, views, files, apps].flatMap((family) => Object.entries(family)),
);

const KEPT_CALLS = 20_000;

/** Answers one call of the Web API, or fails in the way that the faults say. */
export async function answerCall(context: Context, name: string, request: IncomingMessage, response: ServerResponse) {
  const at = context.workspace.clock.now();
  const query = new URL(request.url ?? '/', context.url()).searchParams;
  const body = (await readBody(request)).toString('utf8');
  const args = readArguments(body, request.headers['content-type'] ?? '', query);
  const token = bearerOf(request) ?? (typeof args?.token === 'string' ? args.token : null);
  const { token: _secret, ...kept } = args ?? {};
  const fault = context.faults.next(name);
  const call: ApiCall = { method: name, args: kept, at, answer: null, httpStatus: null, fault: fault.do };
  context.calls.push(call);
  if (context.calls.length > KEPT_CALLS) context.calls.shift();

  const limited = context.faults.overRateLimit(name, METHODS.get(name)?.tier ?? 3, String(kept.channel ?? ''));
  if (limited !== null) return sendRateLimited(response, call, limited);
  const run = () => perform(context, name, token, args, kept);
  await answerWithFault(fault, run, { response, call, scopes: [...context.workspace.scopes].join(',') });
}

type Answering = { response: ServerResponse; call: ApiCall; scopes: string };

async function answerWithFault(fault: Fault, run: () => Promise<Json>, answering: Answering): Promise<void> {
  const { response, call } = answering;
  switch (fault.do) {
    case 'ok':
      return send(answering, await run());
    case 'refuse':
      return send(answering, { ok: false, error: fault.error, ...fault.extra });
    case 'answer-late': {
      const answer = await run();
      await sleep(fault.afterMs, undefined, { ref: false });
      return send(answering, answer);
    }
    case 'accept-late':
      await sleep(fault.afterMs, undefined, { ref: false });
      return send(answering, await run());
    case 'accept-then-error':
      await run();
      return send(answering, { ok: false, error: fault.error });
    default:
      if (fault.do.startsWith('accept')) await run();
      if (fault.do.endsWith('500')) return sendServerError(response, call);
      if (fault.do.endsWith('reset')) return void response.socket?.resetAndDestroy();
      if (fault.do.endsWith('429')) {
        const seconds = 'retryAfterSeconds' in fault ? (fault.retryAfterSeconds ?? 1) : 1;
        return sendRateLimited(response, call, seconds);
      }
    // What is left hangs: the client gives up first, or the server is closed.
  }
}

async function perform(
  context: Context,
  name: string,
  token: string | null,
  args: Json | null,
  kept: Json,
): Promise<Json> {
  try {
    const method = METHODS.get(name);
    if (!method) throw new SlackRefusal('unknown_method', { req_method: name });
    authorize(context, method, token);
    if (args === null) throw new SlackRefusal('invalid_json');
    return { ok: true, ...(await method.run(context, kept)) };
  } catch (error) {
    if (error instanceof SlackRefusal) return error.answer;
    throw error;
  }
}

function authorize(context: Context, method: Method, token: string | null): void {
  if (method.token === 'none') return;
  if (token === null) throw new SlackRefusal('not_authed');
  const { botToken, appToken } = context.options;
  if (token !== botToken && token !== appToken) throw new SlackRefusal('invalid_auth');
  if ((method.token === 'app') !== (token === appToken)) throw new SlackRefusal('not_allowed_token_type');
  const { tokenRefusal } = context.workspace;
  if (token === botToken && tokenRefusal !== null) throw new SlackRefusal(tokenRefusal);
  const granted = context.workspace.scopes;
  if (method.token === 'app' || method.scopes.length === 0 || method.scopes.some((scope) => granted.has(scope))) return;
  throw new SlackRefusal('missing_scope', { needed: method.scopes.join(','), provided: [...granted].join(',') });
}

function bearerOf(request: IncomingMessage): string | null {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function send({ response, call, scopes }: Answering, answer: Json): void {
  call.answer = answer;
  call.httpStatus = 200;
  if (response.destroyed) return;
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'x-oauth-scopes': scopes });
  response.end(JSON.stringify(answer));
}

function sendServerError(response: ServerResponse, call: ApiCall): void {
  call.httpStatus = 500;
  response.writeHead(500, { 'content-type': 'text/html' }).end('<html>Server Error</html>');
}

function sendRateLimited(response: ServerResponse, call: ApiCall, retryAfterSeconds: number): void {
  call.answer = { ok: false, error: 'ratelimited' };
  call.httpStatus = 429;
  response.writeHead(429, {
    'content-type': 'application/json; charset=utf-8',
    'retry-after': String(retryAfterSeconds),
  });
  response.end(JSON.stringify(call.answer));
}
