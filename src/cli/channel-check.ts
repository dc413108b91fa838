import { z } from 'zod';
import type { Config } from '../config.ts';
import { InputError } from '../csat/input-error.ts';
import { openQuietClient } from '../delivery/quiet-client.ts';
import { type ChannelFacts, openDirectory } from '../slack/directory.ts';

const DEADLINE_MS = 10_000;

export type CheckedChannel = {
  /** What Slack knows of it; null: no token sees it. */
  facts: ChannelFacts | null;
  /** IANA zone of whoever made the channel; null: not told. */
  creatorZone: string | null;
};

const UNSEEN: CheckedChannel = { facts: null, creatorZone: null };
const identity = z.object({ team_id: z.string() });

/** Asks Slack about a channel, with the token of its workspace (undefined: of any that sees it). */
export async function checkChannel(
  { slackBotTokens, slackApiUrl }: Pick<Config, 'slackBotTokens' | 'slackApiUrl'>,
  { channelId, workspaceId }: { channelId: string; workspaceId: string | undefined },
): Promise<CheckedChannel> {
  const seen = await Promise.all(
    slackBotTokens.map((token) => checkWith({ token, apiUrl: slackApiUrl }, { channelId, workspaceId })),
  );
  return seen.find(({ facts }) => facts !== null) ?? UNSEEN;
}

async function checkWith(
  access: { token: string; apiUrl: string },
  { channelId, workspaceId }: { channelId: string; workspaceId: string | undefined },
): Promise<CheckedChannel> {
  const client = openQuietClient({ ...access, deadlineMs: DEADLINE_MS }, { allowAbsoluteUrls: false });
  try {
    const { team_id } = identity.parse(await client.auth.test());
    if (workspaceId !== undefined && workspaceId !== team_id) return UNSEEN;
    const directory = openDirectory(client, { id: team_id, enterpriseId: null });
    const facts = await directory.channel(channelId);
    if (typeof facts === 'string') return UNSEEN;
    const creator = facts.creator === null ? null : await directory.person(facts.creator);
    return { facts, creatorZone: creator === null || creator === 'scope missing' ? null : creator.zone };
  } catch {
    // Whatever the reason, this token cannot tell: then it has to be confirmed.
    return UNSEEN;
  }
}

/** @throws InputError where people of another organisation would, or might, read the channel */
export function requireOwnChannel(channelId: string, { facts }: CheckedChannel): void {
  if (facts === null) {
    throw new InputError(
      `Slack does not tell whether the channel ${channelId} is shared with another organisation: invite Thumbline and grant channels:read (groups:read in a private channel), or confirm with --shared-confirmed that whoever is in it may read what shoppers wrote.`,
    );
  }
  if (facts.isShared) {
    throw new InputError(
      `The channel ${channelId} is shared with another organisation: confirm with --shared-confirmed that its members may read what shoppers wrote.`,
    );
  }
}
