import { z } from 'zod';
import { type Answer, ask } from './answer.ts';
import { openQuietClient, type SlackAccess } from './quiet-client.ts';

/** The address of a message; null: it has none; undefined: Slack does not say now. */
export type PermalinkOf = (channelId: string, ts: string) => Promise<string | null | undefined>;

const answered = z.object({ permalink: z.url({ protocol: /^https?$/ }) });
const KEPT = 5_000;
/** Asked again, Slack may answer otherwise. */
const PASSING: readonly string[] = ['not sent', 'unknown'] satisfies Answer['is'][];

/** A message that links another one must not fail for want of the link: whatever goes wrong, there is none. */
export function openPermalinks(access: SlackAccess): PermalinkOf {
  const client = openQuietClient(access, { allowAbsoluteUrls: false });
  const known = new Map<string, string>();
  return async (channelId, ts) => {
    const name = `${channelId}:${ts}`;
    const kept = known.get(name);
    if (kept !== undefined) return kept;
    const answer = await ask(() => client.chat.getPermalink({ channel: channelId, message_ts: ts }));
    if (answer.is !== 'done') return PASSING.includes(answer.is) ? undefined : null;
    const read = answered.safeParse(answer.value).data?.permalink ?? null;
    if (read === null) return null;
    if (known.size >= KEPT) known.clear();
    known.set(name, read);
    return read;
  };
}
