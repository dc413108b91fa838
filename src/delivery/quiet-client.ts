import { WebClient, type WebClientOptions } from '@slack/web-api';

export type SlackAccess = {
  token: string;
  /** Ends with `/api/`. */
  apiUrl: string;
  /** When a call is given up. */
  deadlineMs: number;
};

/**
 * A client that makes each call once and says nothing of its own: the SDK's retries would post again after an answer that
 * got lost, and who calls writes a failure down by its code, where the SDK would log it a second time.
 */
export function openQuietClient({ token, apiUrl, deadlineMs }: SlackAccess, options: WebClientOptions = {}): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: deadlineMs,
    logger: silent,
    ...options,
  });
}

const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => 'error' as never,
  setName: () => {},
};
