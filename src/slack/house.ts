import type { WebClient } from '@slack/web-api';
import type { Clock } from '../clock.ts';
import type { SlackMessage } from '../delivery/message.ts';
import type { Log } from './log.ts';
import type { Click, Command } from './payloads.ts';
import type { Questions } from './questions.ts';

/** What a handler may use. */
export type House = {
  questions: Questions;
  client: WebClient;
  clock: Clock;
  log: Log;
  /** Writes the failure down under a short reference, and gives back what may be said to the person. */
  apologize: (error: unknown) => Apology;
};

export type Apology = { sentence: string; next: string };

export type Answer = {
  message: SlackMessage;
  /** `asker`: seen by one person. `in place`: instead of the message that was clicked. */
  to: 'asker' | 'channel' | 'in place';
  /** The same without a picture, for when Slack refuses the picture; missing: the message has none. */
  plain?: () => Promise<SlackMessage>;
};

export type CommandHandler = (command: Command, house: House) => Promise<Answer>;
/** null: there is nothing to say, what was clicked shows it. */
export type ActionHandler = (click: Click, house: House) => Promise<Answer | null>;
export type EventHandler = (eventType: string, house: House) => Promise<void>;

export const toAsker = (message: SlackMessage): Answer => ({ message, to: 'asker' });
