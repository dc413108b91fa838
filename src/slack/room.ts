import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { InputError } from '../csat/input-error.ts';
import { apologizer } from './apology.ts';
import { clientOptions, connectionOptions } from './client.ts';
import { openDirectory } from './directory.ts';
import { dispatch } from './dispatch.ts';
import { inFlight } from './in-flight.ts';
import { type Log, sdkLogger, traceOf } from './log.ts';
import type { Questions } from './questions.ts';

export type RoomOptions = {
  botToken: string;
  /** With an app token Slack is listened to through a socket, else through HTTP requests signed with the secret. */
  connection: { appToken: string } | { signingSecret: string };
  /** Ends with `/api/`. */
  apiUrl: string;
  questions: Questions;
  clock: Clock;
  log: Log;
};

/** Takes a request if it is its own; false: it is somebody else's. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export type Room = {
  client: WebClient;
  /** Slack's requests in HTTP mode (`POST /slack/events`); takes none in Socket Mode. */
  handle: RequestHandler;
  /** In Socket Mode: stops listening. In both: waits until what was asked is answered. Close the HTTP server before. */
  stop: () => Promise<void>;
};

const home = z.object({ team_id: z.string().min(1) });
const EVENTS_PATH = '/slack/events';
const DRAIN_MS = 10_000;
const DISCONNECT_MS = 2_000;

/**
 * Begins to listen to Slack.
 * @throws InputError when Slack refuses a token.
 */
export async function openRoom(options: RoomOptions): Promise<Room> {
  const { botToken, connection, questions, clock, log } = options;
  const flight = inFlight();
  const receiver =
    'appToken' in connection
      ? socketReceiver(connection.appToken, options)
      : httpReceiver(connection.signingSecret, log);
  const app = new App({
    receiver,
    token: botToken,
    clientOptions: clientOptions(options),
    logger: sdkLogger(log),
    // Else the constructor asks Slack about the token, and a refusal ends the process as an unhandled rejection.
    deferInitialization: true,
    convoStore: false,
    extendedErrorHandler: true,
  });
  app.error(async ({ error }: { error: Error }) => log.error(traceOf(error), 'An answer did not reach Slack'));
  const { client } = app;
  const homeTeamId = await accepted('SLACK_BOT_TOKEN', 'Bot User OAuth Token of the installed app', async () => {
    await app.init();
    return home.parse(await client.auth.test()).team_id;
  });
  const directory = openDirectory(client, homeTeamId);
  const apologize = apologizer(log, questions.isDatabaseAway);
  dispatch(app, { questions, client, directory, homeTeamId, clock, log, apologize }, flight);
  if (receiver instanceof SocketModeReceiver) {
    await accepted('SLACK_APP_TOKEN', 'app-level token with connections:write', () => receiver.start());
  }
  return {
    client: app.client,
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

const isEventRequest = ({ method, url }: IncomingMessage) =>
  method === 'POST' && url !== undefined && new URL(url, 'http://localhost').pathname === EVENTS_PATH;

async function accepted<T>(variable: string, expected: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WebAPIPlatformError) {
      throw new InputError(
        `Slack refused ${variable} (${error.data.error}): expected the ${expected}; copy it anew from the app’s settings.`,
      );
    }
    throw error;
  }
}

const after = (waitMs: number) => new Promise<void>((resolve) => setTimeout(resolve, waitMs).unref());
