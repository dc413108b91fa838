import type { Place } from '../db/channels.ts';
import type { Claim, TriedClaim } from '../db/deliveries-claim.ts';
import type { SlackPort } from './slack-port.ts';

/**
 * Reads a channel back to before the oldest of these was first tried, and tells where each is: by key, the `ts` of every
 * message that carries it, oldest first.
 * @throws what `classify` reads.
 */
export async function findInChannel(
  slack: SlackPort,
  channelId: string,
  claims: TriedClaim[],
  clockSkewMs: number,
): Promise<Map<string, string[]>> {
  const oldest = Math.min(...claims.map((claim) => claim.firstTrySeconds)) - clockSkewMs / 1000;
  const keys = new Set(claims.map((claim) => claim.key));
  const found = new Map<string, string[]>();
  let cursor: string | null = null;
  do {
    const page = await slack.history({ channelId, oldest, cursor });
    for (const { key, ts } of page.messages) {
      if (key !== null && keys.has(key)) found.set(key, [ts, ...(found.get(key) ?? [])]);
    }
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

/**
 * Slack's channel behind the id that messages are posted to: a person's direct messages have one of their own.
 * @throws what `classify` reads.
 */
export const channelOf = async (slack: SlackPort, channelId: string): Promise<string> =>
  /^[UW]/.test(channelId) ? slack.openDirect(channelId) : channelId;

/** The claims of each channel, since one reading of its history settles them all. */
export function byChannel<T extends Claim>(claims: T[]): { place: Place; claimed: T[] }[] {
  const groups = new Map<string, { place: Place; claimed: T[] }>();
  for (const claim of claims) {
    const { workspaceId, channelId } = claim;
    const name = `${workspaceId}:${channelId}`;
    const group = groups.get(name) ?? { place: { workspaceId, channelId }, claimed: [] };
    group.claimed.push(claim);
    groups.set(name, group);
  }
  return [...groups.values()];
}
