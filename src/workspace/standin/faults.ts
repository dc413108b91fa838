/**
 * One way for a Web API call to go wrong. "accept" means that the call took effect.
 * `error` is a Slack error code; times are milliseconds.
 */
export type Fault =
  | { do: 'ok' }
  | { do: 'refuse'; error: string; extra?: Record<string, unknown> }
  | { do: 'refuse-then-500' }
  | { do: 'refuse-then-reset' }
  | { do: 'refuse-then-hang' }
  | { do: 'refuse-then-429'; retryAfterSeconds?: number }
  | { do: 'accept-then-500' }
  | { do: 'accept-then-reset' }
  | { do: 'accept-then-hang' }
  | { do: 'accept-then-429'; retryAfterSeconds?: number }
  | { do: 'accept-then-error'; error: string }
  | { do: 'accept-late'; afterMs: number }
  | { do: 'answer-late'; afterMs: number };

export type FaultName = Fault['do'];

export type RandomFaults = {
  seed: number;
  /** Chance of each fault, 0 to 1; what is left of 1 goes well. */
  weights: Partial<Record<Exclude<FaultName, 'ok'>, number>>;
  /** The methods that may fail; default: those that write messages. */
  methods?: string[];
  lateMs?: number;
  retryAfterSeconds?: number;
};

export type Faults = {
  /** The next calls of the method meet these, one each; then all goes well again. `*` is any method. */
  script(method: string, faults: Fault[]): void;
  /** Every call of the method meets this until `clear()`. */
  always(method: string, fault: Fault): void;
  random(faults: RandomFaults): void;
  clear(): void;
  /** How long an uploaded file stays unusable after its completion. */
  fileReadyAfterMs: number;
  /** Answer 429 to more than a post a second in a channel (a short burst is let through). */
  channelRateLimit: boolean;
  /** Answer 429 past the calls a minute that the method's tier allows. */
  methodRateLimits: boolean;
};
