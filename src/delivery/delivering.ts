import type { Logger } from 'pino';
import type { OnUnknown } from '../csat/on-unknown.ts';
import type { Database } from '../db/client.ts';
import type { Readings } from './history.ts';
import type { RenderMessage } from './message.ts';
import type { SlackPorts } from './slack-port.ts';
import type { DeliveryTimings } from './timings.ts';

/** The moments at which a process may die; tests kill it there. */
export type CrashPoint =
  | 'post claimed'
  | 'post answered'
  | 'post recorded'
  | 'unknown claimed'
  | 'history read'
  | 'unknown settled'
  | 'update claimed'
  | 'update answered'
  | 'update recorded'
  | 'verification claimed'
  | 'twin deleted';

/** What every part of the engine works with. */
export type Delivering = {
  db: Database;
  slack: SlackPorts;
  render: RenderMessage;
  logger: Logger;
  timings: DeliveryTimings;
  onUnknown: OnUnknown;
  /** Of channels, for messages in doubt and for late twins, that Slack broke off; of each workspace its own. */
  readings: { unknown: Readings; verified: Readings };
  /** Called at each crash point; production leaves it out. */
  at: (point: CrashPoint) => void;
  /** Slack asked this process to make no edits for a while. */
  pauseUpdates: (ms: number) => void;
  /** Turns true when the process is about to end: long waits are given up. */
  isStopping: () => boolean;
};
