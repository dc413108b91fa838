import { blockChannel, blockWorkspace, type Place } from '../db/channels.ts';
import { type Answer, TOKEN_ERRORS } from './answer.ts';
import type { Delivering } from './delivering.ts';

export type Blocking = Extract<Answer, { is: 'channel blocked' | 'token blocked' }>;

/** Remembers that Slack is closed to us: the channel or, with the token, every channel of its workspace. */
export function block({ db, timings }: Delivering, place: Place, { is, error }: Blocking): Promise<void> {
  const retry = timings.blockedRetry;
  return is === 'channel blocked'
    ? blockChannel(db, place, error, retry)
    : blockWorkspace(db, place.workspaceId, error, { retry, tokenErrors: TOKEN_ERRORS });
}
