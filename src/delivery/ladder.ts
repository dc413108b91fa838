import type { DeliveryKind } from '../db/schema/deliveries.ts';
import type { OwedMessage } from './message.ts';

/** How full a message is tried. */
export type Rung = Pick<OwedMessage, 'pictures' | 'plain'>;

export const FULL: Rung = { pictures: 'all', plain: false };
const PLAIN: Rung = { pictures: 'none', plain: true };
const RUNGS = [FULL, { pictures: 'hosted', plain: false }, { pictures: 'none', plain: false }, PLAIN] as const;

/** How a message is tried next that Slack refused: only one thing the less, since nobody knows what it minded. null: that was all. */
export function below({ kind }: { kind: DeliveryKind }, rung: Rung): Rung | null {
  if (rung.plain) return null;
  if (kind !== 'digest' && kind !== 'trial') return PLAIN;
  return RUNGS[RUNGS.findIndex(({ pictures, plain }) => pictures === rung.pictures && !plain) + 1] ?? null;
}
