import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import { pathOf } from './http-server.ts';
import type { RequestHandler } from './room.ts';

/**
 * `GET /readyz`: 200 when there is no reason against relying on this process, else 503 and the reasons, one a line. They
 * tell of the process's state only.
 */
export const readyz =
  (reasonsNotReady: () => Promise<string[]>): RequestHandler =>
  (request, response) => {
    if (pathOf(request) !== '/readyz') return false;
    void reasonsNotReady().then((reasons) => {
      response
        .writeHead(reasons.length === 0 ? 200 : 503, { 'content-type': 'text/plain' })
        .end(reasons.length === 0 ? 'ready\n' : `${reasons.join('\n')}\n`);
    });
    return true;
  };

/**
 * `GET /metrics`: in Prometheus' text format, for this machine and private networks only. What a proxy forwards is nobody's:
 * the port may be the public address of Slack's requests.
 */
export const metrics =
  (text: () => string): RequestHandler =>
  (request, response) => {
    if (pathOf(request) !== '/metrics' || !isFromInside(request)) return false;
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text());
    return true;
  };

const INSIDE = new BlockList();
INSIDE.addSubnet('127.0.0.0', 8);
INSIDE.addSubnet('10.0.0.0', 8);
INSIDE.addSubnet('172.16.0.0', 12);
INSIDE.addSubnet('192.168.0.0', 16);
INSIDE.addAddress('::1', 'ipv6');
INSIDE.addSubnet('fc00::', 7, 'ipv6');
INSIDE.addSubnet('fe80::', 10, 'ipv6');

function isFromInside({ headers, socket }: IncomingMessage): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  const address = socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? '';
  return INSIDE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
