import type { Leaning } from './expansion.ts';
import { addFeatures } from './profile.ts';
import type { Features } from './similarity.ts';

/**
 * A group as a sum of questions: `blend` holds how much of each question's features is in it, its members' and those its
 * members lean on. The inner product of two blends, each divided by its size, is the mean likeness of their pairs.
 */
export type Portrait = {
  /** The neighbourhood it was found in. */
  part: number;
  /** Distinct questions, ascending. */
  rows: number[];
  /** How many questions were asked in all. */
  size: number;
  blend: Map<number, number>;
};

/** @param rows the neighbourhood's distinct questions; the other lists follow its order. */
export function portraitsOf(
  rows: Uint32Array,
  part: number,
  sizes: readonly number[],
  group: Uint32Array,
  leaning: readonly Leaning[],
  scale: Float32Array,
): Portrait[] {
  const portraits = new Map<number, Portrait>();
  for (let at = 0; at < rows.length; at++) {
    let portrait = portraits.get(group[at] as number);
    if (portrait === undefined) {
      portrait = { part, rows: [], size: 0, blend: new Map() };
      portraits.set(group[at] as number, portrait);
    }
    const weight = (sizes[at] as number) * (scale[at] as number);
    portrait.rows.push(rows[at] as number);
    portrait.size += sizes[at] as number;
    add(portrait.blend, rows[at] as number, weight);
    const { rows: near, values } = leaning[at] as Leaning;
    near.forEach((other, n) => {
      add(portrait.blend, rows[other] as number, weight * (values[n] as number));
    });
  }
  return [...portraits.values()];
}

function add(blend: Map<number, number>, row: number, weight: number): void {
  blend.set(row, (blend.get(row) ?? 0) + weight);
}

/** The mean of a group's blend, spelled out as one dense vector. */
export function spellOut({ blend, size }: Portrait, features: readonly Features[], into: Float32Array): Float32Array {
  into.fill(0);
  for (const [row, weight] of blend) addFeatures(features[row] as Features, weight / size, into);
  return into;
}
