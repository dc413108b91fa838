import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import { type StandIn, startStandIn } from '../../src/workspace/standin/stand-in.ts';
import { TOKENS, WORKSPACE } from './stand-in.ts';

export const OTHER_TOKEN = 'xoxb-stand-in-other';

/** Two workspaces behind one address, as Slack's are: whose a call is, its token says. */
export type TwoWorkspaces = {
  apiUrl: string;
  /** Ana's and Ben's, T0001. */
  acme: StandIn;
  /** Cleo's, T0002. Both have a channel C0SHARED. */
  bolt: StandIn;
  /** Tokens that Slack refuses with `token_revoked`. */
  revoked: Set<string>;
  /** While true, every call breaks off. */
  outage: boolean;
};

export function useTwoWorkspaces(): TwoWorkspaces {
  const two = { revoked: new Set<string>(), outage: false } as TwoWorkspaces;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (two.outage) return void request.socket.destroy();
    const standIn = token === OTHER_TOKEN ? two.bolt : two.acme;
    const answer = two.revoked.has(token)
      ? Response.json({ ok: false, error: 'token_revoked' })
      : await fetch(new URL(request.url ?? '/', standIn.url), {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': request.headers['content-type'] ?? '' },
          body: new Uint8Array(body),
        });
    const { status, headers } = answer;
    response.writeHead(status, { 'content-type': headers.get('content-type') ?? '' }).end(await answer.text());
  });
  beforeAll(async () => {
    const shared = { id: 'C0SHARED', name: 'shared', isShared: true };
    two.acme = await startStandIn({
      ...WORKSPACE,
      channels: [...WORKSPACE.channels, { ...shared, members: ['U0ANA', 'U0BOT'] }],
    });
    two.bolt = await startStandIn({
      ...TOKENS,
      botToken: OTHER_TOKEN,
      team: { id: 'T0002', name: 'Bolt', domain: 'bolt' },
      bot: { userId: 'U0BOT2', botId: 'B0002', appId: 'A0001', name: 'Thumbline' },
      users: [{ id: 'U0CLEO', name: 'Cleo Day', zone: 'UTC' }],
      channels: [
        { id: 'C0BOLT', name: 'bolt', members: ['U0CLEO', 'U0BOT2'] },
        { ...shared, members: ['U0CLEO', 'U0BOT2'] },
      ],
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    two.apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await Promise.all([two.acme.close(), two.bolt.close()]);
  });
  return two;
}
