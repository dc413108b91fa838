import { randomBytes } from 'node:crypto';
import { WebAPIRateLimitedError } from '@slack/web-api';
import { InputError } from '../csat/input-error.ts';
import type { Apology } from './house.ts';
import { type Log, traceOf } from './log.ts';

/** How a failure is told: the asker's own mistake as it is, Slack's limits with how long to wait, anything else with a reference that the log has too. */
export function apologizer(log: Log, isDatabaseAway: (error: unknown) => boolean): (error: unknown) => Apology {
  return (error) => {
    if (error instanceof InputError) return { sentence: error.message, next: 'Examples: /csat help' };
    if (error instanceof WebAPIRateLimitedError) {
      log.warn(traceOf(error), 'Slack is asked more than it answers');
      return {
        sentence: 'Slack is busy: it answers Thumbline only so often a minute, so this did not work.',
        next: `Try again in ${error.retryAfter} seconds.`,
      };
    }
    const reference = randomBytes(3).toString('hex');
    const away = isDatabaseAway(error);
    log.error({ reference, databaseAway: away, ...traceOf(error) }, 'A question from Slack could not be answered');
    return away
      ? {
          sentence: 'The feedback database cannot be reached at the moment, so there is no answer.',
          next: `Nothing is lost. Try again in a minute; if it stays away, give your administrator the reference ${reference}.`,
        }
      : {
          sentence: 'Something went wrong on our side, and this did not work.',
          next: `Try again; if it fails again, give your administrator the reference ${reference}.`,
        };
  };
}
