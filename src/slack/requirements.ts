import { z } from 'zod';
import { clockRequirement, type Requirement } from '../csat/requirement.ts';
import { cureOf } from '../delivery/cure.ts';

const DEADLINE_MS = 10_000;

/** What each scope is for, as far as something is lost without it; docs/slack-app.md has the whole reason. */
const REQUIRED_SCOPES = ['chat:write', 'commands'];
const OPTIONAL_SCOPES: Record<string, string> = {
  'files:write': 'charts are drawn in text',
  'channels:history': 'after a lost answer an alert may come twice, and a digest waits for a person',
  'groups:history': 'the same in private channels',
  'im:history': 'after a lost answer a re-test reminder may come twice',
  'im:write': 'the same',
  'channels:read': 'whether a channel is shared, archived or without Thumbline cannot be seen',
  'groups:read': 'the same in private channels',
  'users:read': 'guests cannot be told from members',
  'usergroups:read': 'no user group can be chosen',
};
const LINK_SCOPES = ['links:read', 'links:write'];
const REINSTALL = 'add it on the app’s OAuth & Permissions page, then install the app again';

const answerSchema = z.object({ ok: z.boolean(), error: z.string().optional() });
const identitySchema = z.object({ team_id: z.string(), team: z.string(), user: z.string() });
const channelSchema = z.object({
  channel: z.object({ is_member: z.boolean().default(false), is_archived: z.boolean().default(false) }),
});

export type SlackSettings = {
  apiUrl: string;
  /** One for each workspace. */
  botTokens: string[];
  appToken: string | null;
  signingSecret: string | null;
  /** The channels that are subscribed; `workspaceId` '': in the workspace of the first token. */
  channels: { workspaceId: string; channelId: string }[];
  now: () => Date;
};

/** Looks at everything that Slack must grant. Posts nothing. */
export async function checkSlack(settings: SlackSettings): Promise<Requirement[]> {
  const { botTokens } = settings;
  const tokens =
    botTokens.length === 0
      ? [missing('Bot token', 'SLACK_BOT_TOKEN is not set', 'Copy the Bot User OAuth Token (xoxb-…) into it.')]
      : (await Promise.all(botTokens.map((token, place) => checkToken(settings, token, place)))).flat();
  const [first, ...rest] = tokens;
  return [...(first === undefined ? [] : [first]), await checkListening(settings), ...rest];
}

async function checkToken(settings: SlackSettings, botToken: string, place: number): Promise<Requirement[]> {
  const { apiUrl, botTokens } = settings;
  const what = botTokens.length === 1 ? 'Bot token' : `Bot token ${place + 1}`;
  const asked = await call(apiUrl, 'auth.test', botToken);
  if (asked === null) {
    return [missing('Slack', 'no answer', `Let this machine reach ${new URL(apiUrl).host} over HTTPS.`)];
  }
  const { body, headers } = asked;
  const answer = answerSchema.parse(body);
  if (!answer.ok) return [missing(what, answer.error ?? 'refused', cureOf(answer.error ?? 'invalid_auth'))];
  const { team_id, team, user } = identitySchema.parse(body);
  const channels = settings.channels.filter(
    ({ workspaceId }) => workspaceId === team_id || (workspaceId === '' && place === 0),
  );
  const granted =
    headers
      .get('x-oauth-scopes')
      ?.split(',')
      .map((scope) => scope.trim()) ?? null;
  const date = headers.get('date');
  return [
    met(what, `@${user} in ${team}`),
    ...scopes(granted, botTokens.length === 1 ? '' : ` in ${team}`),
    ...linkCards(granted, botTokens.length === 1 ? '' : ` in ${team}`),
    ...(date === null ? [] : [clockRequirement('Slack', new Date(date), settings.now())]),
    ...(await Promise.all(channels.map(({ channelId }) => checkChannel(apiUrl, botToken, channelId)))),
  ];
}

async function checkListening({ apiUrl, appToken, signingSecret }: SlackSettings): Promise<Requirement> {
  if (appToken === null) {
    return signingSecret === null
      ? missing(
          'Way to hear from Slack',
          'neither token nor secret is set',
          'Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).',
        )
      : met('Way to hear from Slack', 'HTTP, with a signing secret');
  }
  const asked = await call(apiUrl, 'apps.connections.open', appToken);
  const answer = asked === null ? null : answerSchema.parse(asked.body);
  return answer?.ok === true
    ? met('Way to hear from Slack', 'Socket Mode')
    : missing(
        'Way to hear from Slack',
        `Socket Mode: ${answer?.error ?? 'no answer'}`,
        'Generate an app-level token with connections:write (Basic Information page) and copy it into SLACK_APP_TOKEN.',
      );
}

function scopes(granted: string[] | null, where: string): Requirement[] {
  if (granted === null) return [{ what: `Scopes${where}`, state: 'unknown', found: 'Slack did not say', fix: null }];
  const lacking = REQUIRED_SCOPES.filter((scope) => !granted.includes(scope));
  return [
    lacking.length === 0
      ? met(`Required scopes${where}`, REQUIRED_SCOPES.join(', '))
      : missing(
          `Required scopes${where}`,
          `not granted: ${lacking.join(', ')}`,
          `Scope ${lacking.join(', ')}: ${REINSTALL}.`,
        ),
    ...Object.entries(OPTIONAL_SCOPES)
      .filter(([scope]) => !granted.includes(scope))
      .map(
        ([scope, lost]): Requirement => ({
          what: `Optional scope ${scope}${where}`,
          state: 'limited',
          found: `not granted: ${lost}`,
          fix: `To have it, ${REINSTALL}.`,
        }),
      ),
  ];
}

/** Both or neither: what is not asked for is no fault. */
function linkCards(granted: string[] | null, where: string): Requirement[] {
  if (granted === null) return [];
  const isOn = LINK_SCOPES.every((scope) => granted.includes(scope));
  return [
    {
      what: `Cards of conversation links${where}`,
      state: isOn ? 'met' : 'off',
      found: isOn ? LINK_SCOPES.join(', ') : `optional: they ask for ${LINK_SCOPES.join(' and ')}`,
      fix: null,
    },
  ];
}

async function checkChannel(apiUrl: string, botToken: string, channelId: string): Promise<Requirement> {
  const what = `Channel ${channelId}`;
  const asked = await call(apiUrl, 'conversations.info', botToken, { channel: channelId });
  const answer = asked === null ? null : answerSchema.parse(asked.body);
  if (asked === null || answer?.error === 'missing_scope') {
    return {
      what,
      state: 'unknown',
      found: asked === null ? 'Slack did not answer' : 'cannot be seen without channels:read',
      fix: null,
    };
  }
  if (answer?.ok !== true) return missing(what, answer?.error ?? 'refused', cureOf(answer?.error ?? ''));
  const { channel } = channelSchema.parse(asked.body);
  if (channel.is_archived) return missing(what, 'archived', cureOf('is_archived'));
  return channel.is_member
    ? met(what, 'Thumbline is in it')
    : missing(what, 'Thumbline is not in it', cureOf('not_in_channel'));
}

/** null: no answer that can be read. By hand, since the client of the SDK keeps the headers for itself. */
async function call(apiUrl: string, method: string, token: string, form: Record<string, string> = {}) {
  try {
    const response = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(form),
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return { body: (await response.json()) as unknown, headers: response.headers };
  } catch {
    return null;
  }
}

const met = (what: string, found: string): Requirement => ({ what, state: 'met', found, fix: null });
const missing = (what: string, found: string, fix: string): Requirement => ({ what, state: 'missing', found, fix });
