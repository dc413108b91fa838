import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { StandIn } from '../standin/stand-in.ts';
import { act } from './act.ts';
import { type Answer, jsonAnswer, refuse, SAFETY_HEADERS, send } from './answer.ts';
import { loadAsset } from './asset.ts';
import { refusal } from './guard.ts';
import { type CommandHint, type Hint, renderShell } from './shell.ts';
import { loadState } from './state.ts';

export type PageOptions = {
  /** What the demo points at, in the sidebar. */
  hints?: Hint[];
  /** The app's slash commands, for the composer. */
  commands?: CommandHint[];
};

const LONGEST_BODY_BYTES = 1_000_000;
const HEARTBEAT_MS = 20_000;

const lookingSchema = z.object({
  user: z.string(),
  channel: z.string().nullable().default(null),
  thread: z.string().nullable().default(null),
  limit: z.coerce.number().int().min(1).max(2000).default(60),
});

/** Puts the workspace's page in front of a stand-in: `/`, `/assets/*` and `/workspace/*`. */
export function mountPage(standIn: StandIn, options: PageOptions = {}): void {
  const token = randomBytes(24).toString('base64url');
  const dismissed = new Set<string>();
  const shell = () =>
    renderShell({
      token,
      teamName: standIn.workspace.team.name,
      appName: standIn.workspace.bot.name,
      hints: options.hints ?? [],
      commands: options.commands ?? [],
    });

  standIn.mount(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const route = routeOf(url.pathname);
    if (route === null) return false;
    const reason = refusal(request, token);
    if (reason !== null) send(response, refuse(403, reason));
    else if (request.method === 'GET' && url.pathname === '/workspace/events') listen(standIn, request, response);
    else send(response, await answer(request, url));
    return true;
  });

  async function answer(request: IncomingMessage, url: URL): Promise<Answer> {
    const path = url.pathname;
    if (request.method === 'POST') {
      const body = await readBody(request);
      if (body === null) return refuse(413, 'That is too long.');
      try {
        return await act(standIn, path.slice('/workspace/'.length), JSON.parse(body), dismissed);
      } catch (error) {
        return refuse(409, error instanceof Error ? error.message : String(error));
      }
    }
    if (request.method !== 'GET') return refuse(405, `This page does not take ${request.method}.`);
    if (path === '/') return { status: 200, type: 'text/html; charset=utf-8', body: shell() };
    if (path.startsWith('/assets/'))
      return (await loadAsset(path.slice('/assets/'.length))) ?? refuse(404, 'No such file.');
    if (path.startsWith('/workspace/files/')) return file(path.slice('/workspace/files/'.length));
    if (path === '/workspace/state') return state(url);
    return refuse(404, 'No such page.');
  }

  function state(url: URL): Answer {
    const parsed = lookingSchema.safeParse(Object.fromEntries(url.searchParams));
    if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
    const { users } = standIn.workspace;
    const reader =
      users.get(parsed.data.user) ?? [...users.values()].find((user) => user.id !== standIn.workspace.bot.userId);
    if (!reader) return refuse(404, 'This workspace has no people.');
    const { channel, thread, limit } = parsed.data;
    return jsonAnswer(loadState(standIn, reader, { channelId: channel, threadTs: thread, limit }, dismissed));
  }

  function file(id: string): Answer {
    const stored = standIn.workspace.files.get(id);
    if (!stored?.bytes || !/^image\/(png|jpeg|gif)$/.test(stored.mimetype)) return refuse(404, 'No such picture.');
    return { status: 200, type: stored.mimetype, body: stored.bytes, cache: true };
  }
}

/** The page's own paths; all others are the stand-in's. */
function routeOf(path: string): string | null {
  return path === '/' || path.startsWith('/assets/') || path.startsWith('/workspace/') ? path : null;
}

/** Server-sent events: one `change` per change of the workspace; what changed, the page asks for itself. */
function listen(standIn: StandIn, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { ...SAFETY_HEADERS, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\nevent: hello\ndata: {}\n\n');
  const stop = standIn.onChange((change) => {
    if ('userId' in change && change.userId !== new URL(request.url ?? '/', 'http://x').searchParams.get('user'))
      return;
    response.write(`event: change\ndata: ${JSON.stringify({ kind: change.kind })}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  request.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}

/** The body as text; null when it is longer than any request of this page. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > LONGEST_BODY_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
