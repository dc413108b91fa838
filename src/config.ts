import { z } from 'zod';
import { InputError } from './csat/input-error.ts';
import { ON_UNKNOWN, type OnUnknown } from './csat/on-unknown.ts';

export const ROLES = ['slack', 'deliver', 'schedule', 'sync'] as const;
export type ProcessRole = (typeof ROLES)[number];
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';

const expectedPort = { error: 'expected a number from 0 to 65535' };
const port = z.coerce.number(expectedPort).int(expectedPort).min(0, expectedPort).max(65_535, expectedPort);
const expectedChoice = { error: 'expected choices such as alerts=hold,digests=repost' };
const url = (protocols: RegExp, example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.test(text), `expected a URL such as ${example}`);

/** One entry a variable; `.env.example` is compared with this by a test. */
export const VARIABLES = {
  DATABASE_URL: url(/^postgres(ql)?:\/\//, 'postgres://user:password@host:5432/thumbline').optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .transform((text) => text.split(',').map((token) => token.trim()))
    .refine((tokens) => tokens.every((token) => token.startsWith('xoxb-')), {
      error: 'expected a bot token, which begins with xoxb-, or several with commas between them',
      abort: true,
    })
    .refine((tokens) => new Set(tokens).size === tokens.length, 'expected each bot token once')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, 'expected an app-level token, which begins with xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: z.string().min(8, 'expected the signing secret of the app’s Basic Information page').optional(),
  PORT: port.default(3000),
  SLACK_API_URL: url(/^https?:\/\//, 'https://slack.com/api/').default('https://slack.com/api/'),
  QUICKCHART_URL: url(/^https?:\/\//, 'https://quickchart.io').optional(),
  HEARTBEAT_URL: url(/^https?:\/\//, 'https://hc-ping.com/your-check').optional(),
  ON_UNKNOWN: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((choice) => (choice.trim() === '' ? [] : [choice.trim().split('=')])))
    .pipe(
      z.array(
        z.tuple(
          [z.enum(['alerts', 'digests'], expectedChoice), z.enum(['repost', 'hold'], expectedChoice)],
          expectedChoice,
        ),
        expectedChoice,
      ),
    ),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  ROLES: z
    .string()
    .default(ROLES.join(','))
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(ROLES)).min(1)),
};

const schema = z.object(VARIABLES);

/** The settings of one process, read once. */
export type Config = {
  /** Postgres that holds the schemas `feedback` and `thumbline`; null: not set. */
  databaseUrl: string | null;
  /** One for each workspace; empty: not set. */
  slackBotTokens: string[];
  /** Set: Socket Mode. Not set: HTTP with `slackSigningSecret` on `port`. */
  slackAppToken: string | null;
  slackSigningSecret: string | null;
  port: number;
  slackApiUrl: string;
  /** null: QuickChart is not used. */
  quickchartUrl: string | null;
  /** Called each minute while all is well; null: nobody waits for it. */
  heartbeatUrl: string | null;
  /** What becomes of doubtful messages where history may not be read. */
  onUnknown: OnUnknown;
  logLevel: LogLevel;
  roles: ProcessRole[];
};

/**
 * Reads the environment. An empty variable counts as not set.
 * @throws InputError that names every bad variable, never its value.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = schema.safeParse(given);
  if (!read.success) {
    const problems = read.error.issues.map((issue) => `${issue.path[0]?.toString()}: ${issue.message}`);
    throw new InputError(`The environment cannot be used. ${problems.join('; ')}. See .env.example.`);
  }
  const variables = read.data;
  return {
    databaseUrl: variables.DATABASE_URL ?? null,
    slackBotTokens: variables.SLACK_BOT_TOKEN ?? [],
    slackAppToken: variables.SLACK_APP_TOKEN ?? null,
    slackSigningSecret: variables.SLACK_SIGNING_SECRET ?? null,
    port: variables.PORT,
    slackApiUrl: variables.SLACK_API_URL,
    quickchartUrl: variables.QUICKCHART_URL ?? null,
    heartbeatUrl: variables.HEARTBEAT_URL ?? null,
    onUnknown: { ...ON_UNKNOWN, ...Object.fromEntries(variables.ON_UNKNOWN) },
    logLevel: variables.LOG_LEVEL,
    roles: variables.ROLES,
  };
}
