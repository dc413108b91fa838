import { isKnownZone } from './period.ts';

/** One thing that must be so for Thumbline to work, and whether it is. */
export type Requirement = {
  what: string;
  /** `limited`: it works, with something left out; `off`: nobody asked for it; `unknown`: it could not be looked at. */
  state: 'met' | 'missing' | 'limited' | 'off' | 'unknown';
  /** What was found, in a few words. */
  found: string;
  /** What to do about it; null: nothing. */
  fix: string | null;
};

/** Whether this machine knows the zone of every subscription: where it does not, there are neither digests nor quiet hours to be told. */
export function zonesRequirement(subscriptions: { channelId: string; zone: string }[]): Requirement {
  const unknown = subscriptions.filter(({ zone }) => !isKnownZone(zone));
  const [first] = unknown;
  return {
    what: 'Time zones of the subscriptions',
    state: first === undefined ? 'met' : 'missing',
    found:
      first === undefined
        ? 'all known here'
        : `not known here: ${unknown.map(({ channelId, zone }) => `${zone} of ${channelId}`).join(', ')}`,
    fix:
      first === undefined
        ? null
        : `Set one that is known, for each: thumbline subscribe --channel ${first.channelId} --zone Europe/Berlin`,
  };
}

/** Clocks that differ by more are wrong: signatures are refused, and times are not what they seem. */
export const MOST_CLOCK_SKEW_SECONDS = 30;

/** Whether a clock agrees with this machine's. */
export function clockRequirement(of: string, theirs: Date, ours: Date): Requirement {
  const skew = Math.round((theirs.getTime() - ours.getTime()) / 1000);
  const isMet = Math.abs(skew) <= MOST_CLOCK_SKEW_SECONDS;
  return {
    what: `Clock of ${of}`,
    state: isMet ? 'met' : 'missing',
    found: skew === 0 ? 'the same as here' : `${Math.abs(skew)} s ${skew > 0 ? 'ahead' : 'behind'}`,
    fix: isMet ? null : 'Set the clock of this machine or of that one: let both follow a time server.',
  };
}
