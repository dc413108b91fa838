import type { Place } from '../db/channels.ts';
import type { Claim, TriedClaim } from '../db/deliveries-claim.ts';
import { classify } from './answer.ts';
import type { SlackPort } from './slack-port.ts';

/**
 * Readings that Slack broke off with a 429, by workspace and channel. To some apps it gives fifteen messages a minute: who began anew each
 * time would never see the second page.
 */
export type Readings = Map<string, Reading>;

type Reading = {
  oldest: number;
  /** Of the next page; null: of the first. */
  cursor: string | null;
  /** Which tries it looks for: of a later one it may have passed the place. */
  tries: Set<string>;
  found: Map<string, string[]>;
  beganAt: number;
};

/** For so long Slack is trusted to know the place where a reading stopped. */
const RESUMED_WITHIN_MS = 60 * 60_000;

/**
 * Reads a channel back to before the oldest of these was first tried, and tells where each is: by key, the `ts` of every
 * message that carries it, oldest first. A reading that was broken off goes on where it stopped, and is of the claims that it
 * was begun for: `read` are those.
 * @throws what `classify` reads.
 */
export async function findInChannel(
  slack: SlackPort,
  channelId: string,
  claims: TriedClaim[],
  { clockSkewMs, readings }: { clockSkewMs: number; readings: Readings },
): Promise<{ read: TriedClaim[]; found: Map<string, string[]> }> {
  // Two workspaces may share the channel, each with its own app.
  const place = `${claims[0]?.workspaceId}:${channelId}`;
  const reading = brokenOff(readings.get(place), claims) ?? begin(claims, clockSkewMs);
  readings.delete(place);
  const read = claims.filter((claim) => reading.tries.has(tryOf(claim)));
  const keys = new Set(read.map((claim) => claim.key));
  do {
    let page: Awaited<ReturnType<SlackPort['history']>>;
    try {
      page = await slack.history({ channelId, oldest: reading.oldest, cursor: reading.cursor });
    } catch (thrown) {
      const answer = classify(thrown);
      if (answer.is === 'unknown' && answer.retryAfterMs !== null) readings.set(place, reading);
      throw thrown;
    }
    for (const { key, ts } of page.messages) {
      if (key !== null && keys.has(key)) reading.found.set(key, [ts, ...(reading.found.get(key) ?? [])]);
    }
    reading.cursor = page.next;
  } while (reading.cursor !== null);
  return { read, found: reading.found };
}

function begin(claims: TriedClaim[], clockSkewMs: number): Reading {
  return {
    oldest: Math.min(...claims.map((claim) => claim.firstTrySeconds)) - clockSkewMs / 1000,
    cursor: null,
    tries: new Set(claims.map(tryOf)),
    found: new Map(),
    beganAt: performance.now(),
  };
}

function brokenOff(reading: Reading | undefined, claims: TriedClaim[]): Reading | null {
  const isOfUse =
    reading !== undefined &&
    reading.cursor !== null &&
    performance.now() - reading.beganAt < RESUMED_WITHIN_MS &&
    claims.some((claim) => reading.tries.has(tryOf(claim)));
  return isOfUse ? reading : null;
}

const tryOf = ({ id, lastTrySeconds }: TriedClaim): string => `${id} ${lastTrySeconds}`;

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
