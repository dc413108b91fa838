import { periodOf } from '../src/csat/period.ts';
import type { Connection } from '../src/db/client.ts';

export type Db = Connection['db'];
export type Ask = (run: number) => Promise<unknown>;

/** A question as the product asks it; the least that its answer could take; its naive form. `run`: another key or page each time. */
export type Question = { name: string; ask: Ask; least: Ask; naive: Ask | null };

export const ZONE = 'Europe/Berlin';
/** The newest 90 days. */
export const quarter = periodOf('2026-08-18', '2026-11-16', ZONE);
