import { Option } from 'commander';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { InputError } from '../csat/input-error.ts';
import type { KnownWorkspace } from '../csat/workspace.ts';
import type { Database } from '../db/client.ts';
import { listWorkspaces, listWorkspacesOfChannel } from '../db/workspaces.ts';
import { openQuietClient } from '../delivery/quiet-client.ts';

const DEADLINE_MS = 10_000;

export const workspaceOption = () =>
  new Option(
    '--workspace <id>',
    'whose channel it is, T…: where there are several workspaces, and the id does not tell',
  );

/**
 * Whose channel is meant: the one that is asked for, else the only one, else the only one that has it subscribed, else the
 * only one in which Slack knows it. undefined: there is one at most.
 * @throws InputError when it is none that is known, or may be several
 */
export async function chooseWorkspace(
  db: Database,
  { slackBotTokens, slackApiUrl }: Pick<Config, 'slackBotTokens' | 'slackApiUrl'>,
  { workspace: asked, channelId }: { workspace?: string; channelId: string },
): Promise<string | undefined> {
  const known = await listWorkspaces(db);
  const words = known.map(({ id, name }: KnownWorkspace) => `${id} (${name})`).join(', ');
  if (asked !== undefined) {
    if (known.some(({ id }) => id === asked)) return asked;
    throw new InputError(
      `Unknown workspace "${asked}": expected ${words || 'the id (T…) of one that Thumbline was started for'}.`,
    );
  }
  if (known.length < 2) return undefined;
  const subscribed = await listWorkspacesOfChannel(db, channelId);
  if (subscribed.length === 1) return subscribed[0];
  const answers = await Promise.all(slackBotTokens.map((token) => workspaceIfKnown(token, slackApiUrl, channelId)));
  const found = answers.filter((id) => id !== null);
  if (found.length === 1) return found[0];
  throw new InputError(`The channel ${channelId} may be of several workspaces: say --workspace with one of ${words}.`);
}

const identity = z.object({ team_id: z.string() });

/** The token's workspace, where Slack shows it the channel; null: it does not, or does not answer. */
async function workspaceIfKnown(token: string, apiUrl: string, channel: string): Promise<string | null> {
  const client = openQuietClient({ token, apiUrl, deadlineMs: DEADLINE_MS }, { allowAbsoluteUrls: false });
  try {
    await client.conversations.info({ channel });
    return identity.parse(await client.auth.test()).team_id;
  } catch {
    // Whatever the reason, this token cannot tell: then --workspace is asked for.
    return null;
  }
}
