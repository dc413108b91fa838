import type { Clock } from '../../clock.ts';
import { rateLimiter } from './rate-limits.ts';
import type { Tier } from './web-api/method.ts';

/**
 * One way for a Web API call to go wrong. "accept" means that the call took effect, "refuse" that it did not.
 * `error` is a Slack error code. `accept-late` takes effect only after the wait, even when nobody waits any more;
 * `answer-late` takes effect at once.
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
  /** Of the late ones; default 1,000. */
  lateMs?: number;
  retryAfterSeconds?: number;
  /** Of those that refuse or accept with a code; default `internal_error`. */
  error?: string;
};

export type Faults = {
  /** The next calls of the method meet these, one each; then all goes well again. `*` is any method. */
  script(method: string, faults: Fault[]): void;
  /** Every call of the method meets this until `clear()`. */
  always(method: string, fault: Fault): void;
  random(faults: RandomFaults): void;
  /** Forgets all three, and what is said below. */
  clear(): void;
  /** How long an uploaded file stays unusable after its completion; 0 at first. */
  fileReadyAfterMs: number;
  /** Answer 429 to more than a post a second in a channel (a short burst is let through). */
  channelRateLimit: boolean;
  /** Answer 429 past the calls a minute that the method's tier allows. */
  methodRateLimits: boolean;
  /** What the next call of the method meets; takes it out of the script. */
  next(method: string): Fault;
  /** The seconds to wait; null: within the limits, or they are switched off. */
  overRateLimit(method: string, tier: Tier, channelId: string): number | null;
};

const WRITING = ['chat.postMessage', 'chat.update', 'chat.delete', 'chat.postEphemeral'];

export function createFaults(clock: Clock): Faults {
  const scripts = new Map<string, Fault[]>();
  const standing = new Map<string, Fault>();
  let dice: (() => number) | null = null;
  let chances: RandomFaults | null = null;
  let limiter = rateLimiter(clock);

  const faults: Faults = {
    fileReadyAfterMs: 0,
    channelRateLimit: false,
    methodRateLimits: false,
    script(method, list) {
      scripts.set(method, [...(scripts.get(method) ?? []), ...list]);
    },
    always(method, fault) {
      standing.set(method, fault);
    },
    random(given) {
      chances = given;
      dice = seededDice(given.seed);
    },
    clear() {
      scripts.clear();
      standing.clear();
      chances = null;
      limiter = rateLimiter(clock);
      Object.assign(faults, { fileReadyAfterMs: 0, channelRateLimit: false, methodRateLimits: false });
    },
    next(method) {
      const scripted = scripts.get(method)?.shift() ?? scripts.get('*')?.shift();
      if (scripted) return scripted;
      const always = standing.get(method) ?? standing.get('*');
      if (always) return always;
      if (!chances || !dice || !(chances.methods ?? WRITING).includes(method)) return { do: 'ok' };
      return drawn(chances, dice());
    },
    overRateLimit(method, tier, channelId) {
      if (tier === 'post')
        return method === 'chat.postMessage' && faults.channelRateLimit ? limiter.post(channelId) : null;
      return faults.methodRateLimits ? limiter.call(method, tier) : null;
    },
  };
  return faults;
}

function drawn(chances: RandomFaults, roll: number): Fault {
  let left = roll;
  for (const [name, chance] of Object.entries(chances.weights)) {
    left -= chance;
    if (left < 0) return filledIn(name as FaultName, chances);
  }
  return { do: 'ok' };
}

function filledIn(name: FaultName, chances: RandomFaults): Fault {
  const { error = 'internal_error', lateMs = 1_000, retryAfterSeconds = 1 } = chances;
  if (name === 'refuse' || name === 'accept-then-error') return { do: name, error };
  if (name === 'accept-late' || name === 'answer-late') return { do: name, afterMs: lateMs };
  if (name === 'refuse-then-429' || name === 'accept-then-429') return { do: name, retryAfterSeconds };
  return { do: name };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seededDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
