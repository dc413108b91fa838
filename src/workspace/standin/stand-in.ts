import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../clock.ts';
import type { Faults } from './faults.ts';
import type { Bot, Change, Json, Team, Workspace } from './workspace.ts';

export type StandInOptions = {
  /** 0 or missing: any free port. Always on 127.0.0.1. */
  port?: number;
  botToken: string;
  appToken?: string;
  signingSecret: string;
  /** Where the app listens in HTTP mode (commands, interactivity and events). Missing: Socket Mode. */
  requestUrl?: string;
  team: Team;
  bot: Bot;
  /** `zone` is an IANA name. */
  users: { id: string; name: string; zone: string; isGuest?: boolean; teamId?: string }[];
  usergroups?: { id: string; handle: string; name: string; users: string[] }[];
  /** `members` are user ids; put the bot's user id among them to have it in the channel. */
  channels: {
    id: string;
    name: string;
    isPrivate?: boolean;
    members: string[];
    isArchived?: boolean;
    isShared?: boolean;
  }[];
  /** Granted to the bot token; default: all that Thumbline may ask for. */
  scopes?: string[];
  clock?: Clock;
};

/** One Web API call as it came and as it was answered. `answer` is null when none was sent. */
export type ApiCall = { method: string; args: Json; at: Date; answer: Json | null; httpStatus: number | null };

/** How the app took a command, an interaction or an event. `ackMs` is null: not acknowledged within 3 s. */
export type Delivered = { ackMs: number | null; status: number; body: unknown };

export type ClickTarget = { channelId: string; ts: string } | { viewId: string } | { ephemeralId: string };

/**
 * The element that is used, by its action id. `value` picks among several with the same action id and, in a select
 * or an overflow menu, the option; `selected` is what Slack would send of the others (`{selected_user: 'U1'}`).
 */
export type ClickedElement = { actionId: string; blockId?: string; value?: string; selected?: Json };

/** What is entered before submitting: by block id and action id, e.g. `{zone: {zone: {selected_option: …}}}`. */
export type EnteredValues = Record<string, Record<string, Json>>;

/** Acts as one Slack user: what the user does reaches the app as Slack would send it. */
export type Person = {
  command(channelId: string, command: string, text: string): Promise<Delivered>;
  click(target: ClickTarget, element: ClickedElement): Promise<Delivered>;
  submit(viewId: string, values?: EnteredValues): Promise<Delivered>;
  closeView(viewId: string): Promise<Delivered | null>;
  openHome(): Promise<Delivered>;
  /** An ordinary message; returns its `ts`. */
  say(channelId: string, text: string, threadTs?: string): Promise<string>;
  shortcut(channelId: string, ts: string, callbackId: string): Promise<Delivered>;
};

/** Serves a request of the page; false: not one of its paths. */
export type MountedHandler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

export type StandIn = {
  url: string;
  /** Ends with `/api/`; goes into `SLACK_API_URL`. */
  apiUrl: string;
  setRequestUrl(url: string | undefined): void;
  /** `http` needs a request URL, `socket` a connected client; `auto` takes HTTP if there is a request URL. */
  setMode(mode: 'auto' | 'http' | 'socket'): void;
  workspace: Workspace;
  /** @throws Error when nobody has this id. */
  as(userId: string): Person;
  faults: Faults;
  /** The last 20,000 calls, oldest first. */
  calls: ApiCall[];
  onChange(listener: (change: Change) => void): () => void;
  mount(handler: MountedHandler): void;
  /** Tells Socket Mode clients to reconnect, as Slack does every few hours. */
  refreshSockets(): void;
  close(): Promise<void>;
};

/** Starts a local Slack: Web API, Socket Mode, signed requests, files, all in memory. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  throw new Error(`The stand-in of ${options.team.name} is not built yet.`);
}
