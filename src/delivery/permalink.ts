import { z } from 'zod';
import { openQuietClient, type SlackAccess } from './quiet-client.ts';

/** The address of a message; null: Slack does not give one now. */
export type PermalinkOf = (channelId: string, ts: string) => Promise<string | null>;

const answered = z.object({ permalink: z.url({ protocol: /^https?$/ }) });
const KEPT = 5_000;

/** A message that links another one must not fail for want of the link: whatever goes wrong, there is none. */
export function openPermalinks(access: SlackAccess): PermalinkOf {
  const client = openQuietClient(access, { allowAbsoluteUrls: false });
  const known = new Map<string, string>();
  return async (channelId, ts) => {
    const name = `${channelId}:${ts}`;
    const kept = known.get(name);
    if (kept !== undefined) return kept;
    const read = await client.chat
      .getPermalink({ channel: channelId, message_ts: ts })
      .then((answer) => answered.safeParse(answer).data?.permalink ?? null)
      .catch(() => null);
    if (read === null) return null;
    if (known.size >= KEPT) known.clear();
    known.set(name, read);
    return read;
  };
}
