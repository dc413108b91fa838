import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from './context.ts';
import { readBody } from './request-body.ts';

/** Takes the bytes that are posted to an upload URL: as the body, or as the one part of a multipart form. */
export async function takeUpload(context: Context, request: IncomingMessage, response: ServerResponse, key: string) {
  const file = [...context.workspace.files.values()].find((one) => one.uploadKey === key);
  const body = await readBody(request);
  if (!file) return response.writeHead(404).end('file not found');
  const bytes = await partOf(body, request.headers['content-type'] ?? '');
  if (bytes?.length !== file.lengthBytes) {
    return response.writeHead(400).end(`expected ${file.lengthBytes} bytes, got ${bytes?.length ?? 0}`);
  }
  file.bytes = bytes;
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${bytes.length}`);
}

async function partOf(body: Buffer, contentType: string): Promise<Buffer | null> {
  if (!contentType.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const part = [...form.values()].find((value) => typeof value !== 'string');
  return part ? Buffer.from(await (part as Blob).arrayBuffer()) : null;
}

/** Serves a stored file to the page; a browser shows the pictures of the messages with it. */
export function serveFile(context: Context, response: ServerResponse, id: string): void {
  const file = context.workspace.files.get(id);
  if (!file?.bytes) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'content-type': file.mimetype || 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'content-length': file.bytes.length,
  });
  response.end(file.bytes);
}
