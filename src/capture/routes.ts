import type { Database } from '../db/client.ts';
import { recordConversationEnd } from '../db/record-conversation-end.ts';
import { recordConversationStart } from '../db/record-conversation-start.ts';
import { recordMessage } from '../db/record-message.ts';
import { recordRating } from '../db/record-rating.ts';
import { recordThumb } from '../db/record-thumb.ts';
import { withdrawRating } from '../db/withdraw-rating.ts';
import { withdrawThumb } from '../db/withdraw-thumb.ts';
import { bodies, parseBody } from './bodies.ts';

/** The ids of an address; `message` is empty where the address has none. */
export type Ids = { assistant: string; id: string; message: string };

/** What a request does. Gives one sentence where what it is about is not there, else null. */
export type Action = (db: Database, ids: Ids, json: unknown, now: Date) => Promise<string | null>;

export type Route = { path: RegExp; actions: Partial<Record<'PUT' | 'DELETE', Action>> };

const CONVERSATION = '/assistants/([^/]+)/conversations/([^/]+)';

const noConversation = 'There is no such conversation: expected it to be started first, with PUT …/conversations/{id}.';
const missing = (found: boolean, sentence: string) => (found ? null : sentence);

/** Below the prefix of the API. Every request may be sent again: it then changes nothing more. */
export const ROUTES: Route[] = [
  {
    path: new RegExp(`^${CONVERSATION}$`),
    actions: {
      PUT: async (db, { assistant, id }, json, now) => {
        const start = parseBody(bodies.conversation(now), json);
        const found = await recordConversationStart(db, { ...start, assistant, id });
        return missing(found, 'There is no such assistant: expected the id of one that Thumbline knows.');
      },
    },
  },
  {
    path: new RegExp(`^${CONVERSATION}/end$`),
    actions: {
      PUT: async (db, ids, json, now) => {
        const { resolvedAt } = parseBody(bodies.end(now), json);
        return missing(await recordConversationEnd(db, ids, resolvedAt), noConversation);
      },
    },
  },
  {
    path: new RegExp(`^${CONVERSATION}/messages/([^/]+)$`),
    actions: {
      PUT: async (db, ids, json, now) => {
        const message = parseBody(bodies.message(now), json);
        return missing(await recordMessage(db, ids, { ...message, id: ids.message }), noConversation);
      },
    },
  },
  {
    path: new RegExp(`^${CONVERSATION}/messages/([^/]+)/thumb$`),
    actions: {
      PUT: async (db, ids, json, now) => {
        const found = await recordThumb(db, ids, parseBody(bodies.thumb(now), json));
        return missing(
          found,
          'The assistant has no such message there: expected a thumb under one of its own messages.',
        );
      },
      DELETE: async (db, ids) => {
        await withdrawThumb(db, ids);
        return null;
      },
    },
  },
  {
    path: new RegExp(`^${CONVERSATION}/rating$`),
    actions: {
      PUT: async (db, ids, json, now) => {
        return missing(await recordRating(db, ids, parseBody(bodies.rating(now), json)), noConversation);
      },
      DELETE: async (db, ids) => {
        await withdrawRating(db, ids);
        return null;
      },
    },
  },
];
