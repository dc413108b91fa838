import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from './context.ts';
import { takeResponse } from './interactivity/response-url.ts';
import type { MountedHandler } from './stand-in.ts';
import { serveFile, takeUpload } from './uploads.ts';
import { answerCall } from './web-api/dispatch.ts';

export type StandInServer = { url: string; mount(handler: MountedHandler): void; close(): Promise<void> };

/** Serves everything on 127.0.0.1: the Web API, uploads and files, response URLs, sockets, and what is mounted. */
export async function listen(context: Context, port: number): Promise<StandInServer> {
  const mounted: MountedHandler[] = [];
  const server = createServer((request, response) => {
    route(context, mounted, request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return void response.destroy();
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`The stand-in failed: ${String(error)}`);
    });
  });
  server.on('upgrade', (request, socket, head) => context.app.sockets.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mount: (handler) => void mounted.push(handler),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function route(context: Context, mounted: MountedHandler[], request: IncomingMessage, response: ServerResponse) {
  const [, family = '', first = '', second = ''] = new URL(request.url ?? '/', 'http://127.0.0.1').pathname.split('/');
  if (family === 'api' && first) return answerCall(context, decodeURIComponent(first), request, response);
  if (family === 'upload' && request.method === 'POST') return takeUpload(context, request, response, first);
  if (family === 'files') return serveFile(context, response, first);
  if (family === 'actions' && request.method === 'POST') return takeResponse(context, request, response, second);
  for (const handler of mounted) if (await handler(request, response)) return;
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing is served here.');
}
