import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { ACK_WITHIN_MS, type PayloadKind, type Retry, unreachable } from './app-link.ts';
import { parseJson } from './request-body.ts';
import type { Delivered } from './stand-in.ts';
import type { Json } from './workspace.ts';

const PING_EVERY_MS = 10_000;
const CLOSE_WITHIN_MS = 1_000;

export type Sockets = {
  /** A `ws:` address that lets one client in, once. */
  newUrl(baseUrl: string): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  send(kind: PayloadKind, payload: Json, retry?: Retry): Promise<Delivered>;
  /** Asks every client to connect anew, as Slack does every few hours. */
  refresh(): void;
  count(): number;
  close(): void;
};

/** Slack's end of Socket Mode: hello, envelopes and their acknowledgements, pings, refreshes. */
export function createSockets(appId: string): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, (payload: unknown) => void>();
  let lastEnvelope = 0;
  let turn = 0;

  const open = () => [...server.clients].filter((client) => client.readyState === client.OPEN);
  const pings = setInterval(() => {
    for (const client of open()) client.ping();
  }, PING_EVERY_MS);
  pings.unref();

  function welcome(client: WebSocket): void {
    client.on('message', (data) => {
      const ack = parseJson(data.toString()) as { envelope_id?: string; payload?: unknown } | undefined;
      const resolve = waiting.get(ack?.envelope_id ?? '');
      resolve?.(ack?.payload);
    });
    const debug_info = { host: 'stand-in', approximate_connection_time: 18_060 };
    const hello = { type: 'hello', num_connections: open().length, connection_info: { app_id: appId }, debug_info };
    client.send(JSON.stringify(hello));
    client.ping();
  }

  return {
    newUrl(baseUrl) {
      const ticket = crypto.randomUUID();
      tickets.add(ticket);
      return `${baseUrl.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${appId}`;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      if (url.pathname !== '/link/' || !tickets.delete(url.searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, welcome);
    },
    async send(kind, payload, retry) {
      const clients = open();
      turn += 1;
      const client = clients[turn % Math.max(1, clients.length)];
      if (!client) return unreachable('The app has neither a request URL nor an open socket.');
      lastEnvelope += 1;
      const envelope_id = `envelope-${lastEnvelope}`;
      const retried = retry ? { retry_attempt: retry.number, retry_reason: retry.reason } : {};
      const accepts_response_payload = kind !== 'events_api';
      const startedMs = performance.now();
      const acked = new Promise<unknown>((resolve) => waiting.set(envelope_id, resolve));
      client.send(JSON.stringify({ envelope_id, type: kind, payload, accepts_response_payload, ...retried }));
      const late = Symbol('late');
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<symbol>((resolve) => {
        timer = setTimeout(resolve, ACK_WITHIN_MS, late);
      });
      const body = await Promise.race([acked, timeout]);
      clearTimeout(timer);
      waiting.delete(envelope_id);
      if (body === late) return unreachable('The app did not acknowledge within 3 seconds.');
      return { ackMs: performance.now() - startedMs, status: 200, body: emptyToNull(body), problem: null };
    },
    refresh() {
      const message = JSON.stringify({
        type: 'disconnect',
        reason: 'refresh_requested',
        debug_info: { host: 'stand-in' },
      });
      for (const client of open()) client.send(message);
    },
    count: () => open().length,
    close() {
      clearInterval(pings);
      for (const client of server.clients) {
        client.close(1001);
        setTimeout(() => client.terminate(), CLOSE_WITHIN_MS).unref();
      }
      server.close();
    },
  };
}

function emptyToNull(payload: unknown): unknown {
  if (payload === undefined || payload === null || payload === '') return null;
  return typeof payload === 'object' && Object.keys(payload).length === 0 ? null : payload;
}
