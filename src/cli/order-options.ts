import type { EscalationSettings, QuietHours } from '../csat/escalation.ts';
import { InputError } from '../csat/input-error.ts';
import type { DigestTime, Subscription } from '../csat/subscription.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MINUTES: Record<string, number> = { m: 1, h: 60, d: 24 * 60 };
export const OFF = 'off';

/**
 * What `mon 09:00` or `off` means; null: no digest.
 * @throws InputError when it is neither.
 */
export function parseDigestTime(text: string): DigestTime | null {
  if (text.trim().toLowerCase() === OFF) return null;
  const match = /^([a-z]{3})[a-z]*\s+(\d{1,2}):(\d{2})$/i.exec(text.trim());
  const weekday = WEEKDAYS.indexOf(match?.[1]?.toLowerCase() ?? '') + 1;
  const hour = Number(match?.[2]);
  const minute = Number(match?.[3]);
  if (weekday === 0 || hour > 23 || minute > 59) {
    throw new InputError(`Unknown digest time "${text}": expected a weekday and a time such as "mon 09:00", or off.`);
  }
  return { weekday, time: `${String(hour).padStart(2, '0')}:${match?.[3]}` };
}

/**
 * What `30m`, `4h`, `2d` or `off` means, in minutes; null: never.
 * @throws InputError when it is none of them.
 */
export function parseLimit(text: string): number | null {
  if (text.trim().toLowerCase() === OFF) return null;
  const match = /^(\d{1,4})\s*([mhd])$/i.exec(text.trim());
  const minutes = Number(match?.[1]) * (MINUTES[match?.[2]?.toLowerCase() ?? ''] ?? Number.NaN);
  if (!(minutes >= 1))
    throw new InputError(`Unknown time limit "${text}": expected one such as 30m, 4h or 2d, or off.`);
  return minutes;
}

/**
 * What `20:00-08:00` or `off` means; null: no quiet hours.
 * @throws InputError when it is neither.
 */
export function parseQuietHours(text: string): QuietHours | null {
  if (text.trim().toLowerCase() === OFF) return null;
  const match = /^((?:[01]\d|2[0-3]):[0-5]\d)\s*[-–]\s*((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text.trim());
  const [, from, to] = match ?? [];
  if (from === undefined || to === undefined) {
    throw new InputError(`Unknown quiet hours "${text}": expected two times such as 20:00-08:00, or off.`);
  }
  return { from, to };
}

/** A subscription with the rest of its escalation, as the command line prints it in JSON. */
export const wholeSubscription = (subscription: Subscription, escalation: EscalationSettings) => ({
  ...subscription,
  escalateAgainAfterMinutes: escalation.againAfterMinutes,
  escalateAgainTo: escalation.againTo,
  quiet: escalation.quiet,
});

/** The second limit, the second target and the quiet hours in words. */
export function describeEscalation({ againAfterMinutes, againTo, quiet }: EscalationSettings): string[] {
  return [
    ...(againAfterMinutes === null
      ? []
      : [`again after ${againAfterMinutes} min${againTo === null ? '' : ` to ${againTo}`}`]),
    ...(quiet === null ? [] : [`quiet ${quiet.from}-${quiet.to}`]),
  ];
}

/** @throws InputError when the text is no Slack channel id. */
export function parseChannel(text: string): string {
  if (/^[CGD][A-Z0-9]{2,}$/.test(text)) return text;
  throw new InputError(
    `Unknown channel "${text}": expected a Slack channel id such as C0123456789 (channel name, About, at the bottom).`,
  );
}

/** One subscription in words, for a terminal. */
export function describeSubscription(subscription: Subscription): string[] {
  const { digest, escalateAfterMinutes: limit, escalateTo, acknowledgeGroup } = subscription;
  const some = (names: string[], all: string) => (names.length === 0 ? all : names.join(', '));
  return [
    subscription.channelId,
    some(subscription.assistants, 'all assistants'),
    some(subscription.locales, 'all locales'),
    some(subscription.topics, 'all topics'),
    digest === null ? 'no digest' : `digest ${WEEKDAYS[digest.weekday - 1]} ${digest.time} ${subscription.zone}`,
    `alerts: ${subscription.alerts}`,
    limit === null ? 'not escalated' : `escalated after ${limit} min${escalateTo === null ? '' : ` to ${escalateTo}`}`,
    acknowledgeGroup === null ? 'acknowledged by anybody' : `acknowledged by ${acknowledgeGroup}`,
  ];
}
