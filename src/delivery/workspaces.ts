import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import { InputError } from '../csat/input-error.ts';
import { unblockIdle } from '../db/channels.ts';
import type { Database } from '../db/client.ts';
import { blockUnserved, findWorkspaceOfToken, recordTokenRefused, recordTokenTaken } from '../db/workspaces.ts';
import { ask, REFUSED_TOKEN_ERRORS, TOKEN_ERRORS } from './answer.ts';
import { startLoop } from './loop.ts';
import { openQuietClient } from './quiet-client.ts';

/** A workspace that this process can speak to. */
export type Workspace = {
  /** Slack's id of it, T…. */
  id: string;
  name: string;
  /** The organisation (E…) that it is of; null: of none (no Enterprise Grid). */
  enterpriseId: string | null;
  /** null: Slack has not said yet. */
  botUserId: string | null;
  token: string;
};

export type Workspaces = {
  /** In the order of their tokens. */
  list: () => Workspace[];
  /** null: no token is known to be that workspace's. */
  of: (workspaceId: string) => Workspace | null;
  /** Asks Slack about every token. @throws Error when it takes none. */
  check: () => Promise<void>;
  stop: () => Promise<void>;
};

export type WorkspacesOptions = {
  db: Database;
  /** Of one workspace each. */
  tokens: readonly string[];
  /** Ends with `/api/`. */
  apiUrl: string;
  deadlineMs: number;
  logger: Logger;
  /** How often a token is asked about of which Slack has not said anything yet. */
  retryMs?: number;
};

type Token = { token: string; place: number; workspace: Workspace | null; answer: 'none yet' | 'taken' | 'refused' };

const RETRY_MS = 5_000;
/** Tokens are asked about each minute: a few misses are no accident. */
const UNSERVED_AFTER_MS = 5 * 60_000;

const identity = z.object({
  team_id: z.string().min(1),
  team: z.string().default(''),
  enterprise_id: z.string().nullish(),
  user_id: z.string().optional(),
});

/**
 * Finds out which workspace each token is of. A token that Slack refuses blocks its own workspace only; while Slack cannot be
 * reached it goes by what the database remembers, and asks again.
 * @throws InputError when Slack refuses every token and none was ever taken
 */
export async function openWorkspaces(options: WorkspacesOptions): Promise<Workspaces> {
  const { db, logger, retryMs = RETRY_MS } = options;
  const tokens = options.tokens.map((token, place): Token => ({ token, place, workspace: null, answer: 'none yet' }));
  const known = () => tokens.flatMap(({ workspace }) => (workspace === null ? [] : [workspace]));
  const refusals = await Promise.all(tokens.map((token) => askAbout(token, options)));
  if (known().length === 0 && tokens.every(({ answer }) => answer === 'refused')) {
    throw new InputError(
      `Slack refused SLACK_BOT_TOKEN (${refusals.join(', ')}): expected the Bot User OAuth Token of the installed app; copy it anew from the app’s settings.`,
    );
  }
  const loop = startLoop({
    name: 'tokens',
    everyMs: retryMs,
    logger,
    turn: async () => {
      for (const token of tokens.filter(({ answer }) => answer === 'none yet')) await askAbout(token, options);
    },
  });
  return {
    list: () => [...new Map(known().map((workspace) => [workspace.id, workspace])).values()],
    of: (workspaceId) => {
      const own = tokens.filter(({ workspace }) => workspace?.id === workspaceId);
      return (own.find(({ answer }) => answer === 'taken') ?? own[0])?.workspace ?? null;
    },
    check: async () => {
      await Promise.all(tokens.map((token) => askAbout(token, options)));
      await blockUnserved(db, UNSERVED_AFTER_MS);
      if (!tokens.some(({ answer }) => answer === 'taken')) throw new Error('Slack takes none of the bot tokens');
    },
    stop: () => loop.stop(),
  };
}

/** What each workspace needs one of, opened with its token the first time it is asked for. */
export function oncePerToken<T>(
  { of }: Pick<Workspaces, 'of'>,
  open: (workspace: Workspace) => T,
): (workspaceId: string) => T {
  const opened = new Map<string, T>();
  return (workspaceId) => {
    const workspace = of(workspaceId);
    if (workspace === null) throw new Error(`There is no bot token for the workspace ${workspaceId}`);
    const known = opened.get(workspace.token) ?? open(workspace);
    opened.set(workspace.token, known);
    return known;
  };
}

/** Returns Slack's refusal; null: it was none. */
async function askAbout(asked: Token, { db, apiUrl, deadlineMs, logger }: WorkspacesOptions): Promise<string | null> {
  const { token, place } = asked;
  const client = openQuietClient({ token, apiUrl, deadlineMs }, { allowAbsoluteUrls: false });
  const answer = await ask(async () => identity.parse(await client.auth.test()));
  // Nobody can be deceived by it: a bot token holds far more randomness than can be guessed.
  const tokenHash = createHash('sha256').update(token).digest('hex');
  if (answer.is === 'done') {
    const { team_id: id, team: name, enterprise_id, user_id } = answer.value;
    const enterpriseId = enterprise_id ?? null;
    await recordTokenTaken(db, { id, name, enterpriseId, tokenHash, place }, TOKEN_ERRORS);
    await unblockIdle(db, id, REFUSED_TOKEN_ERRORS);
    if (asked.answer !== 'taken') logger.info({ workspace: id, place }, 'A bot token was taken');
    Object.assign(asked, { workspace: { id, name, enterpriseId, botUserId: user_id ?? null, token }, answer: 'taken' });
    return null;
  }
  if (asked.workspace === null) {
    const remembered = await findWorkspaceOfToken(db, tokenHash);
    asked.workspace = remembered === null ? null : { ...remembered, botUserId: null, token };
  }
  const isRefused = answer.is === 'token blocked';
  if (asked.answer !== 'refused') {
    const facts = { workspace: asked.workspace?.id ?? null, place, error: answer.error };
    logger.error(facts, isRefused ? 'A bot token was refused' : 'Slack did not say whose a bot token is');
  }
  if (!isRefused) return null;
  asked.answer = 'refused';
  if (asked.workspace !== null) await recordTokenRefused(db, { id: asked.workspace.id, error: answer.error });
  return answer.error;
}
