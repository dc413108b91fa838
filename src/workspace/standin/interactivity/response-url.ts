import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '../context.ts';
import { parseJson, readBody } from '../request-body.ts';
import type { ApiCall } from '../stand-in.ts';
import { find, showEphemeral } from '../web-api/chat.ts';
import { SlackRefusal } from '../web-api/method.ts';
import { post, readContent } from '../web-api/posting.ts';
import type { Json, ResponseUrl } from '../workspace.ts';

const USES = 5;
const LIFE_MS = 30 * 60 * 1000;
const MOST_CHARACTERS = 40_000;

export function newResponseUrl(
  context: Context,
  given: { channelId: string; userId: string; original: ResponseUrl['original'] },
): string {
  const { workspace } = context;
  const key = crypto.randomUUID();
  const expiresAt = new Date(workspace.clock.now().getTime() + LIFE_MS);
  workspace.responseUrls.set(key, { ...given, key, uses: 0, expiresAt });
  return `${context.url()}/actions/${workspace.team.id}/${key}`;
}

/** Takes what an app posts to a `response_url`. Refusals have HTTP 404 (the URL) or 400 (the message). */
export async function takeResponse(context: Context, request: IncomingMessage, response: ServerResponse, key: string) {
  const { clock, responseUrls } = context.workspace;
  const body = parseJson((await readBody(request)).toString('utf8')) as Json | undefined;
  const call: ApiCall = {
    method: 'response_url',
    args: body ?? {},
    at: clock.now(),
    answer: null,
    httpStatus: null,
    fault: 'ok',
  };
  context.calls.push(call);
  const answer = (httpStatus: number, given: Json) => {
    Object.assign(call, { answer: given, httpStatus });
    response.writeHead(httpStatus, { 'content-type': 'application/json' }).end(JSON.stringify(given));
  };
  const url = responseUrls.get(key);
  if (!url || url.expiresAt < clock.now()) return answer(404, { ok: false, error: 'expired_url' });
  if (url.uses >= USES) return answer(404, { ok: false, error: 'used_url' });
  url.uses += 1;
  if (typeof body !== 'object' || body === null) return answer(400, { ok: false, error: 'invalid_payload' });
  try {
    applyResponse(context, url, body);
    answer(200, { ok: true });
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    answer(400, error.answer);
  }
}

type Where = Pick<ResponseUrl, 'channelId' | 'userId' | 'original'>;

/**
 * Shows, replaces or deletes what a response says; also the body of an acknowledgement of a slash command.
 * @throws SlackRefusal when Slack would not take the message.
 */
export function applyResponse(context: Context, where: Where, body: Json): void {
  if (body.delete_original === true) {
    deleteOriginal(context, where);
    return;
  }
  const content = readContent(context, body, MOST_CHARACTERS);
  const metadata = (body.metadata ?? null) as Json | null;
  if (body.replace_original === true && where.original) {
    if ('ephemeralId' in where.original) {
      const ephemeral = context.workspace.ephemerals.get(where.original.ephemeralId);
      if (!ephemeral) throw new SlackRefusal('message_not_found');
      Object.assign(ephemeral, content);
      const { channelId, userId, id } = ephemeral;
      context.workspace.changed({ kind: 'ephemeral', channelId, userId, id });
      return;
    }
    const message = find(context, where.channelId, where.original.ts);
    if (!message) throw new SlackRefusal('message_not_found');
    Object.assign(message, content, { metadata, editedTs: message.ts });
    context.workspace.changed({ kind: 'message', channelId: message.channelId, ts: message.ts });
    return;
  }
  const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : null;
  if (body.response_type === 'in_channel') post(context, where.channelId, { ...content, threadTs, metadata });
  else showEphemeral(context, { ...content, channelId: where.channelId, userId: where.userId, threadTs });
}

function deleteOriginal(context: Context, where: Where): void {
  const { workspace } = context;
  if (!where.original) throw new SlackRefusal('message_not_found');
  if ('ephemeralId' in where.original) {
    const id = where.original.ephemeralId;
    workspace.ephemerals.delete(id);
    workspace.changed({ kind: 'ephemeral-deleted', channelId: where.channelId, userId: where.userId, id });
    return;
  }
  const { ts } = where.original;
  const messages = workspace.messages.get(where.channelId) ?? [];
  workspace.messages.set(
    where.channelId,
    messages.filter((message) => message.ts !== ts),
  );
  workspace.changed({ kind: 'message-deleted', channelId: where.channelId, ts });
}
