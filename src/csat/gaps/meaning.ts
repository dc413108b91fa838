/**
 * Gives sentences vectors whose angle tells how alike their meanings are. It is an argument: grouping works without one.
 * `null` for a text in a language it does not know.
 */
export type Embedder = {
  dimensions: number;
  embed: (texts: readonly string[]) => Promise<readonly (Float32Array | null)[]>;
};

/**
 * Takes from a vector what all of them have in common, the mean of their directions, and brings the rest to length 1. What
 * is common to a window says nothing about which of its questions belong together (Mu and Viswanath, All-but-the-Top,
 * ICLR 2018, found the same for words; removing further components than the mean made it worse here).
 */
export function centreOn(mean: Float32Array, vector: Float32Array): Float32Array {
  const scale = 1 / (lengthOf(vector) || 1);
  const centred = vector.map((value, d) => value * scale - (mean[d] ?? 0));
  const length = lengthOf(centred);
  // A window of one question, or of one sentence many times over, has nothing but what is common.
  return length < 1e-6 ? centred.fill(0) : centred.map((value) => value / length);
}

export function lengthOf(vector: Float32Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.sqrt(squares);
}
