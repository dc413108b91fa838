import { blockChannel, blockWorkspace, type Place } from '../db/channels.ts';
import type { Database } from '../db/client.ts';
import { recordTokenRefused } from '../db/workspaces.ts';
import { type Answer, TOKEN_ERRORS } from './answer.ts';
import type { Delivering } from './delivering.ts';
import { PRODUCTION_TIMINGS } from './timings.ts';

export type Blocking = Extract<Answer, { is: 'channel blocked' | 'token blocked' }>;

/** Remembers that Slack is closed to us: the channel or, with the token, every channel of its workspace. */
export function block({ db, timings }: Delivering, place: Place, { is, error }: Blocking): Promise<void> {
  const retry = timings.blockedRetry;
  return is === 'channel blocked'
    ? blockChannel(db, place, error, retry)
    : blockWorkspace(db, place.workspaceId, error, { retry, tokenErrors: TOKEN_ERRORS });
}

/** The same before anything was tried: Slack has told that the token of the workspace is revoked. */
export async function blockRevoked(db: Database, workspaceId: string): Promise<void> {
  const error = 'token_revoked';
  const retry = PRODUCTION_TIMINGS.blockedRetry;
  await recordTokenRefused(db, { id: workspaceId, error });
  await blockWorkspace(db, workspaceId, error, { retry, tokenErrors: TOKEN_ERRORS });
}
