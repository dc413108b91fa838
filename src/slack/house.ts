import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../clock.ts';
import type { SlackMessage } from '../delivery/message.ts';
import type { Directory } from './directory.ts';
import type { Log } from './log.ts';
import type { Click, Command, ModalEvent, Shortcut } from './payloads.ts';
import type { Questions } from './questions.ts';
import type { WaitingModal } from './waiting-modal.ts';

/** What a handler may use. */
export type House = {
  questions: Questions;
  client: WebClient;
  directory: Directory;
  home: Home;
  clock: Clock;
  log: Log;
  /** Writes the failure down under a short reference, and gives back what may be said to the person. */
  apologize: (error: unknown) => Apology;
  /** To be called when a modal has come up in which the answer will be shown; missing: nobody waits to hear it. */
  modalShown?: () => void;
  /** The modal that was clicked, which may say meanwhile that it takes time; missing: nothing was clicked in one. */
  waiting?: WaitingModal;
};

/** The workspace that installed the app, whose people are answered. */
export type Home = {
  /** T…. */
  id: string;
  /** The organisation (E…) that it is of; null: of none (no Enterprise Grid). */
  enterpriseId: string | null;
  /** Thumbline's own user there; null: Slack has not said yet. */
  botUserId: string | null;
};

export type Apology = { sentence: string; next: string };

export type Answer = {
  message: SlackMessage;
  /** `asker`: seen by one person. `in place`: instead of the message that was clicked. */
  to: 'asker' | 'channel' | 'in place';
  /** The same with other pictures, for when Slack refuses the first: the best first, three at most. */
  simpler?: (() => Promise<SlackMessage>)[];
  /** The same without a picture, for when Slack refuses the picture; missing: the message has none. */
  plain?: () => Promise<SlackMessage>;
};

/** null: there is nothing to say, a modal shows it. */
export type CommandHandler = (command: Command, house: House) => Promise<Answer | null>;
/** null: there is nothing to say, what was clicked shows it. */
export type ActionHandler = (click: Click, house: House) => Promise<Answer | null>;
/** `errors` stand under the inputs of the blocks they name; a `view` takes the place of the modal; null closes it, as does a bare `after`, which is done then. */
export type SubmissionAnswer =
  | { errors: Record<string, string> }
  | { view: ModalView; after?: () => Promise<void> }
  | { after: () => Promise<void> }
  | null;
export type SubmissionHandler = (submission: ModalEvent, house: House) => Promise<SubmissionAnswer>;
/** A modal that asked to be told was closed without being submitted. Nobody reads an answer. */
export type ClosingHandler = (closing: ModalEvent, house: House) => Promise<void>;
/** null: there is nothing to say, a modal shows it. */
export type ShortcutHandler = (shortcut: Shortcut, house: House) => Promise<Answer | null>;
/** Each handler parses what it needs of the event. `teamId`: the workspace that Slack says it happened in; null: it did not say. */
export type EventHandler = (event: { type: string }, house: House, teamId: string | null) => Promise<void>;

export const toAsker = (message: SlackMessage): Answer => ({ message, to: 'asker' });
