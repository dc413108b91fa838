import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from './log.ts';
import { sdkLogger } from './log.ts';

const CALL_TIMEOUT_MS = 10_000;

export type ClientOptions = { apiUrl: string; log: Log };

/**
 * How every call to Slack is made: once, within ten seconds, and a rate limit is an answer. The SDK's own retries post
 * twice when an answer is lost; the deliverer decides what may be sent again.
 * Trap: never add `headers`: the SDK writes the first workspace's token into them.
 */
export function clientOptions({ apiUrl, log }: ClientOptions): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT_MS,
    logger: sdkLogger(log),
  };
}

/** Socket Mode's own calls only ask for a connection: they may be repeated until Slack is back. */
export function connectionOptions(options: ClientOptions): WebClientOptions {
  return { ...clientOptions(options), retryConfig: { retries: 100, factor: 1.3 }, rejectRateLimitedCalls: false };
}

/** A client of its own, for questions beside the room's. */
export const openClient = (token: string, options: ClientOptions): WebClient =>
  new WebClient(token, clientOptions(options));
