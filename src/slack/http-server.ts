import { createServer, type IncomingMessage } from 'node:http';
import { InputError } from '../csat/input-error.ts';
import type { RequestHandler } from './room.ts';

export type HttpServer = {
  /** The port that it listens on, for when 0 was asked. */
  port: number;
  /** Takes no new request and waits for those that have begun, but not for ever: then they are cut off. */
  close: () => Promise<void>;
};

/** Slack gives up a request after three seconds. */
const CLOSE_WITHIN_MS = 4_000;
/**
 * Longer than proxies and load balancers keep theirs: a minute as a rule, Google's ten. Where this side closes first, a click
 * can come just then, is answered with 502, and Slack does not send it again.
 */
const KEPT_MS = 620_000;

/**
 * One server for everything that is asked over HTTP: the first handler that takes a request has it, and nobody's is 404.
 * A request that its handler cannot read is 400: anybody may send one, and it must not end the process.
 * @throws InputError when the port cannot be had.
 */
export async function listen(
  port: number,
  handlers: RequestHandler[],
  host?: string,
  closeWithinMs = CLOSE_WITHIN_MS,
): Promise<HttpServer> {
  const server = createServer({ keepAliveTimeout: KEPT_MS }, (request, response) => {
    try {
      if (!handlers.some((handle) => handle(request, response))) response.writeHead(404).end();
    } catch {
      if (response.headersSent) response.destroy();
      else response.writeHead(400).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new InputError(
          `Port ${port} cannot be listened on (${error.code ?? error.name}): set PORT to one that is free.`,
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        const cutOff = setTimeout(() => server.closeAllConnections(), closeWithinMs);
        server.close(() => {
          clearTimeout(cutOff);
          resolve();
        });
      }),
  };
}

/** What is asked for, without the question behind it. Clients may send any text here, so that it need not be a URL. */
export const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '';

/** `GET /healthz`: the process is there. */
export const healthz: RequestHandler = (request, response) => {
  if (request.url !== '/healthz') return false;
  response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
  return true;
};
