import { scramble } from './scramble.ts';
import { type Features, MEANING_SHARE } from './similarity.ts';

/** Terms are folded into so many dimensions with pseudo-random signs, which keeps inner products on average. */
const TERM_DIMENSIONS = 512;

/** How long a profile is for meanings of so many dimensions. */
export function profileLength(meaningDimensions: number): number {
  return meaningDimensions + TERM_DIMENSIONS;
}

/** Adds a question's features, times `weight`, to a dense vector: the meaning first, then its terms. */
export function addFeatures({ weights, meaning }: Features, weight: number, into: Float32Array): void {
  const dimensions = into.length - TERM_DIMENSIONS;
  const termScale = weight * (meaning === null ? 1 : Math.sqrt(1 - MEANING_SHARE));
  if (meaning !== null) {
    const scale = weight * Math.sqrt(MEANING_SHARE);
    for (let d = 0; d < dimensions; d++) into[d] = (into[d] as number) + scale * (meaning[d] as number);
  }
  for (let at = 0; at < weights.ids.length; at++) {
    const mixed = scramble((weights.ids[at] as number) + 0x20000);
    const to = dimensions + ((mixed >>> 1) % TERM_DIMENSIONS);
    into[to] = (into[to] as number) + (mixed & 1 ? termScale : -termScale) * (weights.values[at] as number);
  }
}
