import { z } from 'zod';
import type { Json } from '../workspace.ts';

/** The documentation gives no figure; this is well below what others report. */
export const METADATA_MOST_BYTES = 16_000;

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const flat = z.record(z.string(), scalar);
const metadata = z.strictObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.union([scalar, flat, z.array(flat)])),
});

/** Message metadata is flat: texts, numbers, flags, flat objects and lists of them. */
export function isMetadata(value: unknown): value is Json {
  return metadata.safeParse(value).success;
}
