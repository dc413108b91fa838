import { App, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll } from 'vitest';
import { type StandIn, type StandInOptions, startStandIn } from '../../src/workspace/standin/stand-in.ts';

export const TOKENS = { botToken: 'xoxb-stand-in', appToken: 'xapp-stand-in', signingSecret: 'stand-in-secret' };

/** A small workspace: Ana and Ben work here, Gil is a guest, Sam is of another organisation. */
export const WORKSPACE: StandInOptions = {
  ...TOKENS,
  team: { id: 'T0001', name: 'Acme', domain: 'acme' },
  bot: { userId: 'U0BOT', botId: 'B0001', appId: 'A0001', name: 'Thumbline' },
  users: [
    { id: 'U0ANA', name: 'Ana Silva', zone: 'Europe/Lisbon' },
    { id: 'U0BEN', name: 'Ben Okafor', zone: 'America/New_York' },
    { id: 'U0GIL', name: 'Gil Guest', zone: 'UTC', isGuest: true },
    { id: 'U0SAM', name: 'Sam Stranger', zone: 'UTC', teamId: 'T0002' },
  ],
  usergroups: [{ id: 'S0001', handle: 'support', name: 'Support', users: ['U0ANA'] }],
  channels: [
    { id: 'C0SUPPORT', name: 'support', members: ['U0ANA', 'U0BEN', 'U0BOT'] },
    { id: 'C0RANDOM', name: 'random', members: ['U0ANA', 'U0BEN'] },
    { id: 'C0OLD', name: 'old', members: ['U0BOT', 'U0ANA'], isArchived: true },
    { id: 'C0SECRET', name: 'secret', members: ['U0ANA'], isPrivate: true },
  ],
};

/** Starts a stand-in before the tests of a file and closes it after them; read it inside a test only. */
export function useStandIn(changes: Partial<StandInOptions> = {}): () => StandIn {
  let standIn: StandIn | undefined;
  beforeAll(async () => {
    standIn = await startStandIn({ ...WORKSPACE, ...changes });
  });
  afterAll(() => standIn?.close());
  return () => {
    if (!standIn) throw new Error('The stand-in is started before the first test, not while the file is read.');
    return standIn;
  };
}

/** A client that tries once and does not wait for ever. */
export function clientOf(standIn: StandIn, token = TOKENS.botToken, timeout = 5_000): WebClient {
  return new WebClient(token, {
    slackApiUrl: standIn.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logLevel: LogLevel.ERROR,
  });
}

/** A real Bolt app against the stand-in, not started yet. */
export function appOf(standIn: StandIn, mode: 'http' | 'socket'): App {
  return new App({
    token: TOKENS.botToken,
    ...(mode === 'http'
      ? { signingSecret: TOKENS.signingSecret }
      : { socketMode: true as const, appToken: TOKENS.appToken }),
    clientOptions: { slackApiUrl: standIn.apiUrl, retryConfig: { retries: 0 } },
    deferInitialization: true,
    convoStore: false,
    logLevel: LogLevel.ERROR,
  });
}
