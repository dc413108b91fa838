import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { InputError } from '../csat/input-error.ts';
import { oncePerToken, type Workspace, type Workspaces } from '../delivery/workspaces.ts';
import { apologizer } from './apology.ts';
import { clientOptions, connectionOptions, openClient } from './client.ts';
import { openDirectory } from './directory.ts';
import { dispatch } from './dispatch.ts';
import type { House } from './house.ts';
import { pathOf } from './http-server.ts';
import { inFlight } from './in-flight.ts';
import { type Log, sdkLogger, traceOf } from './log.ts';
import type { Questions } from './questions.ts';

export type RoomOptions = {
  /** Those whose people are answered, each with the questions and the token of its own. */
  workspaces: Pick<Workspaces, 'list' | 'of'>;
  /** With an app token Slack is listened to through a socket, else through HTTP requests signed with the secret. */
  connection: { appToken: string } | { signingSecret: string };
  /** Ends with `/api/`. */
  apiUrl: string;
  questionsOf: (workspaceId: string) => Questions;
  clock: Clock;
  log: Log;
};

/** Takes a request if it is its own; false: it is somebody else's. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export type Room = {
  /** Slack's requests in HTTP mode (`POST /slack/events`); takes none in Socket Mode. */
  handle: RequestHandler;
  /** In Socket Mode: stops listening. In both: waits until what was asked is answered. Close the HTTP server before. */
  stop: () => Promise<void>;
};

const EVENTS_PATH = '/slack/events';
const DRAIN_MS = 10_000;
const DISCONNECT_MS = 2_000;

/**
 * Begins to listen to Slack, for all workspaces through one connection.
 * @throws InputError when Slack refuses the app-level token.
 */
export async function openRoom(options: RoomOptions): Promise<Room> {
  const { connection, workspaces, log } = options;
  const flight = inFlight();
  const receiver =
    'appToken' in connection
      ? socketReceiver(connection.appToken, options)
      : httpReceiver(connection.signingSecret, log);
  const app = new App({
    receiver,
    authorize: async ({ teamId }, body) => {
      const { id, token, botUserId } = workspaceOf(workspaces, teamId, body);
      return { teamId: id, botToken: token, ...(botUserId === null ? {} : { botUserId }) };
    },
    clientOptions: clientOptions(options),
    logger: sdkLogger(log),
    deferInitialization: true,
    convoStore: false,
    extendedErrorHandler: true,
  });
  app.error(async ({ error }: { error: Error }) => log.error(traceOf(error), 'An answer did not reach Slack'));
  await app.init();
  dispatch(app, housesOf(options), flight);
  if (receiver instanceof SocketModeReceiver) await accepted(() => receiver.start());
  return {
    handle: (request, response) => {
      if (!(receiver instanceof HTTPReceiver) || !isEventRequest(request)) return false;
      receiver.requestListener(request, response);
      return true;
    },
    stop: async () => {
      await flight.drained(DRAIN_MS);
      if (receiver instanceof SocketModeReceiver) {
        await Promise.race([receiver.client.disconnect(), after(DISCONNECT_MS)]);
        await flight.drained(DRAIN_MS);
      }
    },
  };
}

const installed = z.object({
  view: z.object({ app_installed_team_id: z.string().nullish() }).nullish(),
  message: z.object({ team: z.string().nullish() }).nullish(),
});

/**
 * Whose app was used. In a channel that organisations share, Slack names the workspace of whoever clicked: the modal or
 * the message says whose it is. Where one workspace is served only, it is that one's.
 * @throws Error when it is of a workspace whose token is not known
 */
function workspaceOf({ list, of }: RoomOptions['workspaces'], teamId: string | undefined, body: unknown): Workspace {
  const { view, message } = installed.safeParse(body).data ?? {};
  const all = list();
  const named = [view?.app_installed_team_id, message?.team, teamId].filter((id) => id != null);
  const found = named.map(of).find((workspace) => workspace !== null) ?? (all.length === 1 ? all[0] : undefined);
  if (found === undefined) throw new Error(`There is no bot token for the workspace ${named.join(' or ')}`);
  return found;
}

/** What handlers may use, of each workspace its own. */
function housesOf(options: RoomOptions): (workspaceId: string | undefined) => House {
  const { workspaces, questionsOf, clock, log } = options;
  const houseOf = oncePerToken(workspaces, ({ id, enterpriseId, botUserId, token }): House => {
    const client = openClient(token, options);
    const questions = questionsOf(id);
    const home = { id, enterpriseId, botUserId };
    const apologize = apologizer(log, questions.isDatabaseAway);
    return { questions, client, directory: openDirectory(client, home), home, clock, log, apologize };
  });
  return (workspaceId) => houseOf(workspaceId ?? '');
}

function socketReceiver(appToken: string, options: RoomOptions): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    logger: sdkLogger(options.log),
    // The receiver makes its own client: without these it would talk to Slack's own address.
    installerOptions: { clientOptions: connectionOptions(options) },
  });
}

function httpReceiver(signingSecret: string, log: Log): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    endpoints: EVENTS_PATH,
    logger: sdkLogger(log),
    unhandledRequestHandler: ({ response }) => {
      log.error('A request of Slack was not acknowledged within 3 seconds');
      if (!response.headersSent) response.writeHead(404).end();
    },
  });
}

/** Whether Slack, or somebody who looks like it, tells of something. */
export const isEventRequest = (request: IncomingMessage): boolean =>
  request.method === 'POST' && pathOf(request) === EVENTS_PATH;

async function accepted<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WebAPIPlatformError) {
      throw new InputError(
        `Slack refused SLACK_APP_TOKEN (${error.data.error}): expected the app-level token with connections:write; copy it anew from the app’s settings.`,
      );
    }
    throw error;
  }
}

const after = (waitMs: number) => new Promise<void>((resolve) => setTimeout(resolve, waitMs).unref());
