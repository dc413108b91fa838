import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../clock.ts';
import { createAppLink } from './app-link.ts';
import type { Context } from './context.ts';
import { createFaults, type FaultName, type Faults } from './faults.ts';
import { revokeTokens, uninstallApp } from './interactivity/events.ts';
import { createWorkspace } from './new-workspace.ts';
import { createPerson } from './person.ts';
import { listen } from './server.ts';
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
  users: { id: string; name: string; zone: string; isGuest?: boolean; teamId?: string; enterpriseId?: string }[];
  usergroups?: { id: string; handle: string; name: string; users: string[] }[];
  /** `members` are user ids; put the bot's user id among them to have it in the channel. */
  channels: {
    id: string;
    name: string;
    isPrivate?: boolean;
    members: string[];
    isArchived?: boolean;
    isShared?: boolean;
    /** A user id; missing: the first member. */
    creator?: string;
  }[];
  /** Granted to the bot token; default: all that Thumbline may ask for. */
  scopes?: string[];
  /** A link to one of these in a message sends `link_shared`; default: none. */
  unfurlDomains?: string[];
  /** When an event that the app did not take is sent again; default: at once, after a minute, after five. */
  eventRetriesAfterMs?: number[];
  clock?: Clock;
};

/** One Web API call as it came and as it was answered. `answer` is null when none was sent. */
export type ApiCall = {
  /** `response_url` for what is posted to one. */
  method: string;
  args: Json;
  at: Date;
  answer: Json | null;
  httpStatus: number | null;
  fault: FaultName;
};

/**
 * How the app took a command, an interaction or an event. `ackMs` is null: not acknowledged within 3 s. `body` is the
 * acknowledgement, null when empty. `problem` says what Slack would tell the user went wrong; null: nothing.
 */
export type Delivered = { ackMs: number | null; status: number; body: unknown; problem: string | null };

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
  /** `/invite`: the app is in the channel from then on, and is told. */
  inviteApp(channelId: string): Promise<Delivered>;
  /** Takes a channel out of the archive; the app is told. */
  restoreChannel(channelId: string): Promise<Delivered>;
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
  /** Takes the app out of the workspace; it is told. */
  uninstallApp(): Promise<Delivered[]>;
  /** Revokes the tokens that the app has of these users, of which its bot is one; it is told. */
  revokeTokens(userIds: readonly string[]): Promise<Delivered>;
  /** The app's token is good again. Slack tells nobody. */
  installApp(): void;
  /** Sends the challenge with which Slack verifies a request URL; true: the app gave it back. */
  verifyRequestUrl(): Promise<boolean>;
  /** Tells Socket Mode clients to reconnect, as Slack does every few hours. */
  refreshSockets(): void;
  /** How many Socket Mode clients are connected. */
  socketCount(): number;
  close(): Promise<void>;
};

/**
 * Starts a local Slack: Web API, Socket Mode, signed requests and files, all in memory, on 127.0.0.1 only.
 * It follows Slack's documentation; where that is silent it takes the less convenient reading.
 */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const clock = options.clock ?? systemClock;
  const workspace = createWorkspace(options, clock);
  const faults = createFaults(clock);
  const { signingSecret, requestUrl, bot } = options;
  const app = createAppLink({ signingSecret, requestUrl, appId: bot.appId });
  let url = '';
  const context: Context = { options, workspace, faults, calls: [], app, timers: new Set(), url: () => url };
  const server = await listen(context, options.port ?? 0);
  url = server.url;
  return {
    url,
    apiUrl: `${url}/api/`,
    setRequestUrl: app.setRequestUrl,
    setMode: app.setMode,
    uninstallApp: () => uninstallApp(context),
    revokeTokens: (userIds) => revokeTokens(context, userIds),
    installApp() {
      workspace.tokenRefusal = null;
    },
    verifyRequestUrl: () => verifyRequestUrl(context),
    workspace,
    as: (userId) => createPerson(context, userId),
    faults,
    calls: context.calls,
    onChange: workspace.onChange,
    mount: server.mount,
    refreshSockets: app.sockets.refresh,
    socketCount: app.sockets.count,
    async close() {
      for (const timer of context.timers) clearTimeout(timer);
      app.sockets.close();
      await server.close();
    },
  };
}

/** What Slack does when the request URL is entered: sends a challenge that must come back. */
async function verifyRequestUrl(context: Context): Promise<boolean> {
  const challenge = crypto.randomUUID();
  const { body } = await context.app.send('events_api', { type: 'url_verification', challenge });
  return body === challenge || (body as { challenge?: string } | null)?.challenge === challenge;
}
