import type { Context } from '../context.ts';
import type { Channel, Json, WorkspaceUser } from '../workspace.ts';

/** Calls a minute by tier; `post` is chat.postMessage, which is limited by channel. */
export type Tier = 1 | 2 | 3 | 4 | 'post';

/** One Web API method. Any one of `scopes` is enough; an empty list asks for none. */
export type Method = {
  scopes: string[];
  tier: Tier;
  /** Which token it takes: bot unless said otherwise. */
  token?: 'app' | 'none';
  run(context: Context, args: Json): Json | Promise<Json>;
};

/** Slack says no: `{ok: false, error}` with HTTP 200. */
export class SlackRefusal extends Error {
  readonly answer: Json;

  constructor(error: string, extra: Json = {}) {
    super(error);
    this.name = 'SlackRefusal';
    this.answer = { ok: false, error, ...extra };
  }
}

/** `invalid_arguments` as Slack words it, e.g. `missing required field: user`. */
export function invalidArguments(...messages: string[]): SlackRefusal {
  return new SlackRefusal('invalid_arguments', {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(args: Json, name: string): string | null {
  const value = args[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') throw invalidArguments(`must provide a string [json-pointer:/${name}]`);
  return value;
}

export function requiredText(args: Json, name: string): string {
  const value = text(args, name);
  if (value === null) throw invalidArguments(`missing required field: ${name}`);
  return value;
}

export function flag(args: Json, name: string): boolean {
  return ['true', '1', 'True'].includes(String(args[name] ?? ''));
}

export function wholeNumber(args: Json, name: string, fallback: number, most: number): number {
  const given = text(args, name);
  if (given === null) return fallback;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1) throw new SlackRefusal('invalid_limit');
  return Math.min(value, most);
}

/** The channel of an id or `#name`, if the bot may know of it. A private one it is not in is unknown to it. */
export function findChannel(context: Context, given: string): Channel {
  const { workspace } = context;
  const name = given.replace(/^#/, '');
  const channel =
    workspace.channels.get(given) ?? [...workspace.channels.values()].find((one) => !one.isDirect && one.name === name);
  const hidden = channel && (channel.isPrivate || channel.isDirect) && !channel.members.has(workspace.bot.userId);
  if (!channel || hidden) throw new SlackRefusal('channel_not_found');
  return channel;
}

export function findUser(context: Context, id: string): WorkspaceUser {
  const user = context.workspace.users.get(id);
  if (!user) throw new SlackRefusal('user_not_found');
  return user;
}

/** One page of `all` and the cursor to the next one, which is empty at the end. */
export function page<Item>(all: Item[], limit: number, cursor: string | null): { items: Item[]; nextCursor: string } {
  const start =
    cursor === null
      ? 0
      : Number(
          Buffer.from(cursor, 'base64')
            .toString('utf8')
            .replace(/^from:/, ''),
        );
  if (!Number.isInteger(start)) throw new SlackRefusal('invalid_cursor');
  const end = start + limit;
  const nextCursor = end < all.length ? Buffer.from(`from:${end}`).toString('base64') : '';
  return { items: all.slice(start, end), nextCursor };
}
