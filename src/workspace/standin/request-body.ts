import type { IncomingMessage } from 'node:http';
import type { Json } from './workspace.ts';

/** Slack takes nothing larger in one call. */
const MOST_BYTES = 64 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > MOST_BYTES) throw new Error(`The body is larger than ${MOST_BYTES} bytes.`);
  }
  return Buffer.concat(chunks);
}

/** The arguments that are JSON inside a form. */
const JSON_ARGUMENTS = ['blocks', 'attachments', 'metadata', 'view', 'unfurls', 'files', 'message', 'user_auth_blocks'];

/** The arguments of a Web API call: a JSON body, a form, or the query. null: a JSON body that is none. */
export function readArguments(body: string, contentType: string, query: URLSearchParams): Json | null {
  if (contentType.startsWith('application/json')) {
    const parsed = parseJson(body || '{}');
    return typeof parsed === 'object' && parsed !== null ? (parsed as Json) : null;
  }
  const args: Json = Object.fromEntries([...query, ...new URLSearchParams(body)]);
  for (const name of JSON_ARGUMENTS) {
    const given = args[name];
    if (typeof given !== 'string') continue;
    const parsed = parseJson(given);
    if (parsed !== undefined) args[name] = parsed;
  }
  return args;
}

/** undefined: not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
